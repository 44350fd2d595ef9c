// npm run idle [-- --minutes N]: what the app costs while it waits in the tray (Linux: read from /proc). Starts it without a
// window on an installation with a demo profile, lets it settle, then watches all its processes for N minutes.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startDesktop } from './desktop.mjs'
import { asNode, at, build, electronPath, root, sandboxArgs, setup } from './setup.mjs'

const settleSeconds = 30
const ticksPerSecond = 100 // USER_HZ, the same on every Linux that Electron runs on
const kibPerMib = 1024
const profileCount = 20

const argument = process.argv.indexOf('--minutes')
const minutes = argument === -1 ? 10 : Number(process.argv[argument + 1])

const read = (path) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // the process or thread has ended meanwhile
  }
}
const numberAfter = (text, name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0)
/** Fields after the name in brackets, which may hold spaces itself. */
const statOf = (pid) => {
  const text = read(`/proc/${pid}/stat`)
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}

/** The process and all that came of it. */
function familyOf(pid) {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), Number(statOf(name)[1])]),
  )
  const family = [pid]
  for (const one of family) for (const [child, parent] of parents) if (parent === one) family.push(child)
  return family
}

function kindOf(pid) {
  const type = /--type=([\w-]+)/.exec(read(`/proc/${pid}/cmdline`).replaceAll('\0', ' '))?.[1]
  return type ?? 'main'
}

function measure(pid) {
  const [user, system] = statOf(pid).slice(11, 13)
  const threads = readdirSync(`/proc/${pid}/task`)
  const statuses = threads.map((thread) => read(`/proc/${pid}/task/${thread}/status`))
  return {
    cpuMs: ((Number(user) + Number(system)) * 1000) / ticksPerSecond,
    wakeUps: statuses.reduce((sum, text) => sum + numberAfter(text, 'voluntary_ctxt_switches'), 0),
    pssMib: numberAfter(read(`/proc/${pid}/smaps_rollup`), 'Pss') / kibPerMib,
  }
}

function report(before, after, seconds) {
  const rows = [...after].map(([pid, now]) => {
    const then = before.get(pid) ?? { cpuMs: 0, wakeUps: 0 }
    return { kind: kindOf(pid), cpuMs: now.cpuMs - then.cpuMs, wakeUps: now.wakeUps - then.wakeUps, pssMib: now.pssMib }
  })
  const sum = (name) => rows.reduce((total, row) => total + row[name], 0)
  const line = ({ kind, cpuMs, wakeUps, pssMib }) =>
    `${kind.padEnd(16)}${cpuMs.toFixed(0).padStart(9)} ms${(wakeUps / seconds).toFixed(2).padStart(10)} /s${pssMib.toFixed(1).padStart(10)} MiB\n`
  const total = { kind: 'all', cpuMs: sum('cpuMs'), wakeUps: sum('wakeUps'), pssMib: sum('pssMib') }
  process.stdout.write(`process            CPU time     wake-ups       PSS, in ${seconds} s\n`)
  for (const row of [...rows, total]) process.stdout.write(line(row))
  process.stdout.write(`CPU: ${(total.cpuMs / 10 / seconds).toFixed(3)} % of one core\n`)
}

/** Profiles that the schedule looks at every minute and that have nothing to do meanwhile. */
function applyProfiles() {
  const time = new Date().getHours() < 12 ? '22:00' : '06:00'
  const files = Array.from({ length: profileCount }, (_, index) => {
    const file = join(profileDir, `profile-${index}.json`)
    const target = { protocol: 'folder', directory: join(profileDir, 'target') }
    const selection = { mandants: ['M1'], documentTypes: ['RE'] }
    const schedule = { interval: 'daily', time }
    const id = `profil-${index}`
    writeFileSync(file, JSON.stringify({ id, name: id, target, selection, format: 'datev-csv', schedule }))
    return file
  })
  const args = [at('out', 'main', 'cli.js'), '--profile-dir', profileDir, 'profile', 'apply', ...files]
  const applied = spawnSync(electronPath(), args, { env: { ...desktop.env, ...asNode } })
  if (applied.status !== 0) throw new Error(String(applied.stderr))
}

await setup()
build()
const desktop = await startDesktop()
const profileDir = mkdtempSync(join(tmpdir(), 'belegbote-idle-'))
try {
  applyProfiles()
  const args = [root, ...sandboxArgs(), `--profile-dir=${profileDir}`, '--hidden']
  const app = spawn(electronPath(), args, { env: desktop.env, stdio: 'ignore' })
  await pause(settleSeconds * 1000)
  const snapshot = () => new Map(familyOf(app.pid).map((pid) => [pid, measure(pid)]))
  const before = snapshot()
  const started = performance.now()
  await pause(minutes * 60_000)
  report(before, snapshot(), Math.round((performance.now() - started) / 1000))
  app.kill('SIGTERM')
  await new Promise((resolve) => app.once('close', resolve))
} finally {
  await desktop.stop()
  rmSync(profileDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
}
