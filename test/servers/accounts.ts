import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { UserKeys } from './keys'

const run = promisify(execFile)

export interface Account {
  readonly name: string
  readonly password: string
  readonly uid: number
}

/** The second one has an umlaut and a blank in its password on purpose. */
export const accounts = {
  xfer: { name: 'xfer', password: 'secret', uid: 5001 },
  xfer2: { name: 'xfer2', password: 'pässW0rd !', uid: 5002 },
} as const satisfies Record<string, Account>

const groupId = 5001

/** Writes the /etc that only the servers see: accounts, PAM services, authorised keys; and ProFTPD's user file. */
export async function makeAccounts(folder: string, keys: UserKeys): Promise<void> {
  const etc = join(folder, 'etc')
  await mkdir(join(etc, 'pam.d'), { recursive: true })
  await mkdir(join(etc, 'test-servers'))
  const all = await Promise.all(
    Object.values(accounts).map(async (account) => ({ ...account, hash: await crypt(account.password) })),
  )
  const daemons = [
    'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin',
    'sshd:x:5990:65534::/run/sshd:/usr/sbin/nologin',
    'ftp:x:5991:65534::/nonexistent:/usr/sbin/nologin',
  ]
  const others = without(await readFile('/etc/passwd', 'utf8'), /^(nobody|sshd|ftp|xfer2?):/)
  const people = all.map(({ name, uid }) => `${name}:x:${uid}:${groupId}::/run/homes/${name}:/bin/sh`)
  const passwd = [...others, ...daemons, ...people]
  const locked = passwd.slice(0, -people.length).map((line) => `${line.split(':')[0]}:*:19000:0:99999:7:::`)
  const shadow = [...locked, ...all.map(({ name, hash }) => `${name}:${hash}:19000:0:99999:7:::`)]
  const groups = [...without(await readFile('/etc/group', 'utf8'), /^xfer:/), `xfer:x:${groupId}:`]
  const virtual = all.map(({ name, uid, hash }) => `${name}:${hash}:${uid}:${groupId}::/run/homes/${name}:/bin/sh`)
  const pam = ['auth required pam_unix.so', 'account required pam_unix.so', 'session required pam_permit.so']
  const put = (path: string, lines: string[], mode = 0o644) => writeFile(path, `${lines.join('\n')}\n`, { mode })
  await Promise.all([
    put(join(etc, 'passwd'), passwd),
    put(join(etc, 'shadow'), shadow, 0o600),
    put(join(etc, 'group'), groups),
    put(join(folder, 'proftpd.passwd'), virtual, 0o600),
    ...['sshd', 'vsftpd'].map((service) => put(join(etc, 'pam.d', service), pam)),
    authorise(join(etc, 'test-servers'), keys),
  ])
}

async function authorise(folder: string, keys: UserKeys): Promise<void> {
  const accepted = [keys.ed25519, keys.ed25519Locked, keys.ecdsaLocked, keys.rsa]
  const lines = await Promise.all(accepted.map((key) => readFile(`${key}.pub`, 'utf8')))
  const rfc = await Promise.all(
    accepted.map(async (key) => (await run('ssh-keygen', ['-e', '-m', 'RFC4716', '-f', `${key}.pub`])).stdout),
  )
  await writeFile(join(folder, 'authorized_keys'), lines.join(''))
  await writeFile(join(folder, 'authorized_keys_rfc4716'), rfc.join(''))
}

async function crypt(password: string): Promise<string> {
  return (await run('openssl', ['passwd', '-6', password])).stdout.trim()
}

function without(text: string, names: RegExp): string[] {
  return text.split('\n').filter((line) => line !== '' && !names.test(line))
}
