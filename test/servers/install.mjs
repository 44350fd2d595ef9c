// Fetches the servers that the tests run against. Nothing is installed that listens by itself: the server packages
// conflict with each other, so they are unpacked side by side into .cache/servers; only their libraries are installed.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const cache = fileURLToPath(new URL('../../.cache/servers', import.meta.url))

/** Where each program lies, under `cache`. */
export const programs = {
  sshd: join(cache, 'openssh-server/usr/sbin/sshd'),
  sftpServer: join(cache, 'openssh-sftp-server/usr/lib/openssh/sftp-server'),
  proftpd: join(cache, 'proftpd-core/usr/sbin/proftpd'),
  proftpdModules: join(cache, 'proftpd-mod-crypto/usr/lib/proftpd'),
  vsftpd: join(cache, 'vsftpd/usr/sbin/vsftpd'),
}

const packages = ['openssh-server', 'openssh-sftp-server', 'proftpd-core', 'proftpd-mod-crypto', 'vsftpd']
/** Commands the fixtures call, with the package that brings each. */
const tools = {
  'ssh-keygen': 'openssh-client',
  openssl: 'openssl',
  unshare: 'util-linux',
  setpriv: 'util-linux',
  mount: 'mount',
}

/**
 * Makes the test servers available; does nothing when they are. Linux with apt and root only: the servers change the
 * user, and see accounts that exist in a private mount namespace.
 */
export function ensureServers() {
  if (process.platform !== 'linux') throw new Error('The test servers run on Linux only (Debian or Ubuntu, as root).')
  if (process.getuid?.() !== 0)
    throw new Error(
      'The test servers need root: they change the user and mount private folders. Run the tests as root.',
    )
  const reason = missing()
  if (reason === null) return
  if (onPath('apt-get') === null || onPath('dpkg') === null)
    throw new Error(`The test servers are missing (${reason}) and can be fetched with apt only (Debian, Ubuntu).`)
  process.stderr.write(`[servers] fetching test servers: ${reason}\n`)
  fetch()
  const still = missing()
  if (still !== null) throw new Error(`The test servers could not be set up: ${still}`)
}

/** What keeps the servers from running, or null. */
function missing() {
  for (const tool of Object.keys(tools)) if (onPath(tool) === null) return `no ${tool}`
  for (const path of Object.values(programs)) if (!existsSync(path)) return `no ${path}`
  const modules = ['mod_sftp.so', 'mod_tls.so'].map((name) => join(programs.proftpdModules, name))
  const linked = run('ldd', [programs.sshd, programs.proftpd, programs.vsftpd, ...modules])
  const lost = linked.split('\n').find((line) => line.includes('not found'))
  return lost === undefined ? null : lost.trim()
}

function onPath(name) {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin']
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null
}

function fetch() {
  const folder = mkdtempSync(join(tmpdir(), 'belegbote-debs-'))
  try {
    const download = () => run('apt-get', ['download', '-q', ...packages], folder)
    try {
      download()
    } catch {
      run('apt-get', ['update', '-q']) // a fresh machine has no package lists yet
      download()
    }
    const debs = readdirSync(folder).filter((name) => name.endsWith('.deb'))
    const libraries = debs.flatMap((deb) => librariesOf(join(folder, deb)))
    const wanted = new Set([...libraries, ...Object.values(tools), 'libpam-modules', 'netbase'])
    run('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...wanted])
    for (const name of packages) {
      const deb = debs.find((file) => file.startsWith(`${name}_`))
      if (deb === undefined) throw new Error(`apt did not deliver ${name}`)
      mkdirSync(join(cache, name), { recursive: true })
      run('dpkg', ['-x', join(folder, deb), join(cache, name)])
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The library packages a package depends on, by the names they have in this release. */
function librariesOf(deb) {
  const depends = run('dpkg-deb', ['-f', deb, 'Depends', 'Pre-Depends']).replaceAll(/^(Pre-)?Depends:/gm, ',')
  const names = depends.split(/[,\n]/).map((part) =>
    part
      .split('|')[0]
      .replace(/[(:].*/, '')
      .trim(),
  )
  return names.filter((name) => name.startsWith('lib'))
}

function run(command, args, cwd) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' }
  return execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}
