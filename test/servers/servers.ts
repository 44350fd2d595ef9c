import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { accounts, makeAccounts } from './accounts'
import { proftpd, type Recipe, sshd, vsftpd } from './configs'
import { cache, ensureServers } from './install.mjs'
import { type Certificates, fingerprint, type HostKeys, makeKeys, type UserKeys } from './keys'

export const serverNames = [
  'sshd', // OpenSSH, chroot, password and public key
  'sshd-kbd', // keyboard-interactive only
  'sshd-ext', // sftp-server as a process of its own, no chroot: a session starts in the user's home
  'sshd-dh', // offers Diffie-Hellman group 16 only
  'proftpd-sftp',
  'proftpd-ftp',
  'proftpd-ftps', // explicit TLS, session reuse required
  'vsftpd-plain',
  'vsftpd-tls', // explicit TLS, session reuse required
  'vsftpd-implicit',
  'vsftpd-nat', // refuses EPSV, names a wrong address in PASV
  'vsftpd-self',
  'vsftpd-wrongname',
  'vsftpd-expired',
] as const
export type ServerName = (typeof serverNames)[number]

export interface TestServer {
  readonly name: ServerName
  /** Listens on 127.0.0.1; all but vsftpd on ::1 too. */
  readonly port: number
  /** Of the listening process; its sessions are its descendants (`descendants`). The three of ProFTPD share one. */
  readonly pid: number
  /** `SHA256:…`, SSH only. */
  readonly hostKeys: readonly string[]
  readonly logFile: string
}

/** Everything a test needs to know, as plain data: it travels to the test files as JSON. */
export interface TestServers {
  readonly servers: Readonly<Record<ServerName, TestServer>>
  readonly users: typeof accounts
  /** Seen from the test: `<homes>/<user>/{in,ro,tiny}`. `in` is writable, `ro` is not, `tiny` is full after 2 MiB. */
  readonly homes: string
  readonly keys: UserKeys
  readonly certs: Certificates
}

export interface RunningServers {
  readonly info: TestServers
  stop(): Promise<void>
}

/** Process name → the servers it answers for. */
type Plan = ReadonlyMap<
  string,
  { readonly recipe: Recipe; readonly log: string; readonly names: readonly ServerName[] }
>

/**
 * Starts real servers on free loopback ports. They are children of this process in a namespace of their own and end with
 * it, even when it is killed.
 */
export async function startServers(names: readonly ServerName[] = serverNames): Promise<RunningServers> {
  ensureServers()
  await sweep()
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`))
  await mkdir(join(folder, 'logs'))
  const [keys, ports] = await Promise.all([makeKeys(join(folder, 'keys')), freePorts()])
  await makeAccounts(folder, keys.user)
  const plan = planOf(names, ports, folder, keys.host, keys.certs)
  await writePlan(folder, plan)
  const { child, pids } = await launch(folder)
  const stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await ended
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const servers = await describeServers(plan, ports, pids, keys.host)
    await Promise.all(Object.values(servers).map((server) => listening(server)))
    const inside = pids.get('')
    const info = {
      servers,
      users: accounts,
      homes: `/proc/${inside}/root/run/homes`,
      keys: keys.user,
      certs: keys.certs,
    }
    return { info, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** All processes below this one, children first. */
export function descendants(pid: number): number[] {
  const children = childrenOf(pid)
  return [...children, ...children.flatMap(descendants)]
}

/** Sends a signal to processes. One that ended meanwhile needs none: a server's helper may go by itself after a login. */
export function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}

/** The program name of a process (up to 15 characters), or null when it is gone. */
export function processName(pid: number): string | null {
  const path = `/proc/${pid}/comm`
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : null
}

const prefix = 'belegbote-servers-'

/** Removes what killed test runs left behind. */
async function sweep(): Promise<void> {
  const left = readdirSync(tmpdir()).filter((name) => {
    const pid = name.startsWith(prefix) ? name.slice(prefix.length).split('-')[0] : undefined
    return pid !== undefined && !existsSync(`/proc/${pid}`)
  })
  await Promise.all(left.map((name) => rm(join(tmpdir(), name), { recursive: true, force: true })))
}

type Ports = Readonly<Record<ServerName, number>>

/** Below the ephemeral range, so that no client's own port takes one before its server does. */
async function freePorts(): Promise<Ports> {
  let next = 10_000 + Math.floor(Math.random() * 9_000)
  const found: Partial<Record<ServerName, number>> = {}
  for (const name of serverNames) {
    do next++
    while (!(await isFree(next)))
    found[name] = next
  }
  return found as Ports // every name was given one
}

async function isFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '::1']) {
    const free = await new Promise<boolean>((resolve) => {
      const server = createServer()
      server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE'))
      server.listen(port, host, () => server.close(() => resolve(true)))
    })
    if (!free) return false
  }
  return true
}

function planOf(names: readonly ServerName[], ports: Ports, folder: string, host: HostKeys, certs: Certificates): Plan {
  const log = (name: string) => join(folder, 'logs', `${name}.log`)
  const tls = (certificate: string) => ({ certificate, key: certs.serverKey })
  const single: Readonly<Partial<Record<ServerName, Recipe>>> = {
    sshd: sshd(ports.sshd, host),
    'sshd-kbd': sshd(ports['sshd-kbd'], host, { keyboardOnly: true }),
    'sshd-ext': sshd(ports['sshd-ext'], host, { external: true }),
    'sshd-dh': sshd(ports['sshd-dh'], host, { kex: 'diffie-hellman-group16-sha512' }),
    'vsftpd-plain': vsftpd(ports['vsftpd-plain']),
    'vsftpd-tls': vsftpd(ports['vsftpd-tls'], tls(certs.good)),
    'vsftpd-implicit': vsftpd(ports['vsftpd-implicit'], { ...tls(certs.good), implicit: true }),
    'vsftpd-nat': vsftpd(ports['vsftpd-nat'], { nat: true }),
    'vsftpd-self': vsftpd(ports['vsftpd-self'], tls(certs.selfSigned)),
    'vsftpd-wrongname': vsftpd(ports['vsftpd-wrongname'], tls(certs.wrongName)),
    'vsftpd-expired': vsftpd(ports['vsftpd-expired'], tls(certs.expired)),
  }
  const plan = new Map<string, { recipe: Recipe; log: string; names: readonly ServerName[] }>()
  for (const name of names) {
    const recipe = single[name]
    if (recipe !== undefined) plan.set(name, { recipe, log: log(name), names: [name] })
  }
  const pro = names.filter((name) => name.startsWith('proftpd'))
  if (pro.length > 0) {
    const at = { sftp: ports['proftpd-sftp'], ftp: ports['proftpd-ftp'], ftps: ports['proftpd-ftps'] }
    plan.set('proftpd', { recipe: proftpd(at, folder, host, certs), log: log('proftpd-commands'), names: pro })
  }
  return plan
}

async function writePlan(folder: string, plan: Plan): Promise<void> {
  const helpers = join(cache, 'openssh-server/usr/lib/openssh')
  if (existsSync(helpers)) await cp(helpers, join(folder, 'openssh'), { recursive: true })
  const commands = await Promise.all(
    [...plan].map(async ([name, { recipe, log }]) => {
      const config = join(folder, `${name}.conf`)
      await writeFile(config, `${recipe.config}\n`, { mode: 0o600 })
      return `${name}\t${recipe.command(config, log)}\n`
    }),
  )
  await writeFile(join(folder, 'commands'), commands.join(''))
}

/** Answers once all processes are started, with their pids as this side sees them; `''` is the namespace's first process. */
async function launch(folder: string): Promise<{ child: ChildProcess; pids: ReadonlyMap<string, number> }> {
  const script = fileURLToPath(new URL('./namespace.sh', import.meta.url))
  const isolate = ['unshare', '--mount', '--pid', '--fork', '--kill-child=KILL', 'bash', script, folder]
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...isolate], { stdio: ['ignore', 'pipe', 'pipe'] })
  let trouble = ''
  child.stderr.on('data', (text) => {
    trouble += text
  })
  const inner = new Map<string, number>()
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'ready') return { child, pids: outerPids(child.pid ?? 0, inner) }
    const [name = '', pid] = line.split(' ')
    inner.set(name, Number(pid))
  }
  throw new Error(`the test servers' namespace did not start (needs root and mounts): ${trouble}`)
}

function outerPids(launcher: number, inner: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const first = childrenOf(launcher)[0] ?? 0
  const byInner = new Map(childrenOf(first).map((pid) => [innerPid(pid), pid]))
  return new Map([['', first], ...[...inner].map(([name, pid]) => [name, byInner.get(pid) ?? 0] as const)])
}

/** A process's number in its own pid namespace. */
function innerPid(pid: number): number {
  const line = /^NSpid:\s+(.*)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? ''
  return Number(line.split(/\s+/).at(-1))
}

function childrenOf(pid: number): number[] {
  const path = `/proc/${pid}/task/${pid}/children`
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8').split(' ').filter(Boolean).map(Number)
}

async function describeServers(plan: Plan, ports: Ports, pids: ReadonlyMap<string, number>, host: HostKeys) {
  const prints = await Promise.all([host.ed25519, host.rsa, host.ecdsa].map(fingerprint))
  const servers: Partial<Record<ServerName, TestServer>> = {}
  for (const [process, { log, names }] of plan) {
    for (const name of names) {
      const hostKeys = name === 'proftpd-sftp' ? prints.slice(0, 2) : name.startsWith('sshd') ? prints : []
      servers[name] = { name, port: ports[name], pid: pids.get(process) ?? 0, hostKeys, logFile: log }
    }
  }
  return servers as Record<ServerName, TestServer> // those that were asked for; a test names no other
}

async function listening(server: TestServer): Promise<void> {
  const until = Date.now() + 10_000
  while (!(await accepts(server.port))) {
    if (Date.now() > until) throw new Error(`${server.name} does not listen on ${server.port}; see ${server.logFile}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
