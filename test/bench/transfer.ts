import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startServers } from '../servers/servers'
import { type Job, type Place, rivals } from './transfer/rivals'
import type { UploadOrder, UploadResult } from './transfer/upload'

/* Uploads to the same server, ours beside the programs of the field, in turn: a file of 1 GiB, and 500 small ones. */

const option = (name: string, usual: number) => Number(process.argv[process.argv.indexOf(`--${name}`) + 1]) || usual
const rounds = option('rounds', 3)
const mebibytes = option('mebibytes', 1_024)
const smallFiles = 500
const mebibyte = 1_048_576
const ours = 'Belegbote'

interface Timing {
  readonly ms: number
  readonly peakMiB?: number
}

const folder = mkdtempSync(join(tmpdir(), 'belegbote-bench-'))

function bigFolder(name: string, sizeMiB: number): Job {
  const from = join(folder, name)
  mkdirSync(from)
  const path = join(from, 'a001')
  const file = openSync(path, 'w')
  const bytes = randomBytes(mebibyte)
  for (let index = 0; index < sizeMiB; index++) writeSync(file, bytes)
  closeSync(file)
  return { files: [path], from, directory: '' }
}

function smallFolder(): Job {
  const from = join(folder, 'small')
  mkdirSync(from)
  const files = Array.from({ length: smallFiles }, (_, index) => join(from, `a${String(index + 1).padStart(3, '0')}`))
  for (const file of files) writeFileSync(file, randomBytes(20_000))
  return { files, from, directory: '' }
}

/** Everything arrived under its name with its size, and nothing else: otherwise the time means nothing. */
function arrived(homes: string, user: string, job: Job): string | null {
  const there = join(homes, user, job.directory)
  const names = readdirSync(there)
  if (names.length !== job.files.length) return `${names.length} of ${job.files.length} files arrived`
  const cut = job.files.find(
    (file) => statSync(join(there, file.slice(job.from.length + 1))).size !== statSync(file).size,
  )
  return cut === undefined ? null : `${cut} is cut`
}

function program(command: readonly [string, ...string[]]): Timing | string {
  const [name, ...args] = command
  const startedMs = performance.now()
  const { status, stderr } = spawnSync(name, args, {
    encoding: 'utf8',
    env: { ...process.env, RCLONE_CONFIG: '/dev/null' },
  })
  return status === 0
    ? { ms: performance.now() - startedMs }
    : `ended with ${status}: ${stderr.trim().split('\n').at(-1)}`
}

function belegbote(order: UploadOrder): Timing {
  const upload = fileURLToPath(new URL('./upload.mjs', import.meta.url))
  return JSON.parse(
    execFileSync(process.execPath, [upload, JSON.stringify(order)], { encoding: 'utf8' }),
  ) as UploadResult
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

function show(
  name: string,
  bytes: number,
  times: ReadonlyMap<string, Timing[]>,
  refused: ReadonlyMap<string, string>,
): void {
  const medians = [...times].map(([tool, list]) => [tool, median(list.map(({ ms }) => ms))] as const)
  const fastest = Math.min(...medians.filter(([tool]) => tool !== ours).map(([, ms]) => ms))
  console.log(name)
  for (const [tool, ms] of medians) {
    const peak = median((times.get(tool) ?? []).map(({ peakMiB }) => peakMiB ?? Number.NaN))
    const memory = Number.isNaN(peak) ? '' : `, peak memory ${peak.toFixed(0)} MiB`
    const perSecond = bytes / mebibyte / (ms / 1000)
    console.log(`  ${tool}: ${(fastest / ms).toFixed(2)} of the fastest other; ${perSecond.toFixed(0)} MiB/s${memory}`)
  }
  for (const [tool, reason] of refused) console.log(`  ${tool}: could not, ${reason}`)
}

const servers = await startServers(['sshd', 'vsftpd-tls'])
try {
  const { servers: running, users, keys, certs, homes } = servers.info
  const { name: user, password } = users.xfer
  const base = { host: '127.0.0.1', directory: '', user, hostKeys: running.sshd.hostKeys, tlsCaFile: certs.ca }
  const jobs = [
    [`1 file of ${mebibytes} MiB`, bigFolder('big', mebibytes)],
    ['1 file of 16 MiB', bigFolder('middle', 16)],
    [`${smallFiles} files of 20 kB`, smallFolder()],
  ] as const
  for (const [protocol, port] of [
    ['sftp', running.sshd.port],
    ['ftps', running['vsftpd-tls'].port],
  ] as const) {
    const place: Place = { port, user, password, keyFile: keys.ed25519, caFile: certs.ca }
    const settings = { ...base, protocol, port, privateKeyFile: protocol === 'sftp' ? keys.ed25519 : null }
    for (const [name, files] of jobs) {
      const times = new Map<string, Timing[]>()
      const refused = new Map<string, string>()
      for (let round = 0; round < rounds; round++) {
        for (const tool of [ours, ...Object.keys(rivals[protocol])]) {
          const job = { ...files, directory: `in/bench-${round}-${tool}` }
          const rival = rivals[protocol][tool]
          const secret = protocol === 'sftp' ? null : password
          const took =
            rival === undefined
              ? belegbote({ settings, secret, directory: job.directory, files: job.files })
              : program(rival(place, job))
          const wrong = typeof took === 'string' ? took : arrived(homes, user, job)
          if (typeof took === 'string' || wrong !== null) refused.set(tool, String(wrong))
          else times.set(tool, [...(times.get(tool) ?? []), took])
          rmSync(join(homes, user, job.directory), { recursive: true, force: true })
        }
      }
      const bytes = files.files.reduce((sum, file) => sum + statSync(file).size, 0)
      show(`${protocol.toUpperCase()}, ${name}`, bytes, times, refused)
    }
  }
} finally {
  await servers.stop()
  rmSync(folder, { recursive: true, force: true })
}
