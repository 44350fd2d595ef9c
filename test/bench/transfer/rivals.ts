import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/* The command lines of the programs that people would hand files over with. All sign in like us: by key (SFTP), by password (FTPS). */

export interface Place {
  readonly port: number
  readonly user: string
  readonly password: string
  /** Path of the private key. */
  readonly keyFile: string
  readonly caFile: string
}

export interface Job {
  readonly files: readonly string[]
  /** The folder all of them lie in, and nothing else. */
  readonly from: string
  /** Folder on the server, that does not exist yet. */
  readonly directory: string
}

type Command = readonly [program: string, ...args: string[]]
export type Rival = (place: Place, job: Job) => Command

const trusting = ['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null', '-o', 'LogLevel=ERROR']

/** `a001 … a500` as a range of curl's, a single file as it is. */
function curlFiles({ files, from }: Job): string {
  const [first = '', last = ''] = [files.at(0), files.at(-1)].map((file) => basename(file ?? ''))
  return join(from, files.length === 1 ? first : `a[${first.slice(1)}-${last.slice(1)}]`)
}

const lftp = (settings: readonly string[], job: Job): Command => [
  'lftp',
  '-e',
  [
    ...settings.slice(0, -1).map((one) => `set ${one}`),
    settings.at(-1),
    `mirror -R --no-perms ${job.from} ${job.directory}`,
    'bye',
  ].join('; '),
]

const obscured = (password: string) => execFileSync('rclone', ['obscure', password], { encoding: 'utf8' }).trim()

export const rivals: Readonly<Record<'sftp' | 'ftps', Readonly<Record<string, Rival>>>> = {
  sftp: {
    sftp: (place, job) => {
      const batch = join(dirname(job.from), 'batch')
      writeFileSync(batch, [`mkdir ${job.directory}`, `cd ${job.directory}`, `lcd ${job.from}`, 'put *', ''].join('\n'))
      const server = ['-P', String(place.port), '-i', place.keyFile, `${place.user}@127.0.0.1`]
      return ['sftp', '-q', '-b', batch, ...trusting, ...server]
    },
    lftp: (place, job) =>
      lftp(
        [
          `sftp:connect-program "ssh -a -x -i ${place.keyFile} ${trusting.join(' ')}"`,
          `open -u ${place.user}, sftp://127.0.0.1:${place.port}`,
        ],
        job,
      ),
    curl: (place, job) => {
      const key = ['--key', place.keyFile, '--pubkey', `${place.keyFile}.pub`, '-u', `${place.user}:`]
      const url = `sftp://127.0.0.1:${place.port}/${job.directory}/`
      return ['curl', '-sS', '-k', '--ftp-create-dirs', ...key, '-T', curlFiles(job), url]
    },
    rclone: (place, job) => {
      const server = `:sftp,host=127.0.0.1,port=${place.port},user=${place.user},key_file=${place.keyFile},shell_type=none`
      return ['rclone', 'copy', job.from, `${server}:${job.directory}`]
    },
  },
  ftps: {
    lftp: (place, job) =>
      lftp(
        [
          'ftp:ssl-force true',
          'ftp:ssl-protect-data true',
          `ssl:ca-file ${place.caFile}`,
          `open -u ${place.user},${place.password} ftp://127.0.0.1:${place.port}`,
        ],
        job,
      ),
    curl: (place, job) => {
      const account = ['--ssl-reqd', '--cacert', place.caFile, '-u', `${place.user}:${place.password}`]
      const url = `ftp://127.0.0.1:${place.port}/${job.directory}/`
      return ['curl', '-sS', '--ftp-create-dirs', ...account, '-T', curlFiles(job), url]
    },
    rclone: (place, job) => {
      const account = `user=${place.user},pass=${obscured(place.password)}`
      const server = `:ftp,host=127.0.0.1,port=${place.port},${account},explicit_tls=true,no_check_certificate=true`
      return ['rclone', 'copy', job.from, `${server}:${job.directory}`]
    },
  },
}
