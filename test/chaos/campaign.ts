import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import type { CaseResult } from './case'
import { kinds } from './faults'
import { Report } from './report'
import { type Break, spoilers } from './spoil'
import { type Share, work } from './worker'

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    /** How many faults have to strike. */
    faults: { type: 'string', default: '500' },
    /** A kind, or how its name begins. */
    only: { type: 'string' },
    /** One case again, by its number. */
    case: { type: 'string' },
    workers: { type: 'string', default: '2' },
    /** Ends the campaign even if not so many have struck; also SIGINT and SIGTERM end it, with the table so far. */
    minutes: { type: 'string' },
    /** OpenSSH and vsftpd instead of servers of ours. */
    real: { type: 'boolean', default: false },
    break: { type: 'string' },
    /** Given by this program to its parts. */
    share: { type: 'string' },
  },
})

/** One line from a part to the whole. */
interface Told {
  readonly no: number
  readonly ms: number
  readonly result: Omit<CaseResult, 'told'> & { readonly told: readonly (readonly [string, number])[] }
}

const parts = new Set<ChildProcess>()
let isStopped = false

if (options.share !== undefined) await playShare(JSON.parse(options.share))
else await playAll()

async function playShare(share: Share & { faults: number; break: Break | null }): Promise<void> {
  let struck = 0
  const told = (no: number, result: CaseResult, ms: number) => {
    struck += result.struck
    const line: Told = { no, ms, result: { ...result, told: [...result.told] } }
    process.stdout.write(`${JSON.stringify(line)}\n`)
    return struck < share.faults
  }
  await work(share, told, share.break === null ? undefined : spoilers[share.break])
  process.exit(0) // what a broken line left behind in this process keeps nobody waiting
}

async function playAll(): Promise<void> {
  const faults = options.case === undefined ? Number(options.faults) : 1
  const workers = options.case === undefined ? Number(options.workers) : 1
  const report = new Report(options.seed, faults)
  const shared = {
    ...{ seed: options.seed, only: options.only ?? null, break: options.break ?? null },
    ...{ victim: join(import.meta.dirname, 'victim.mjs'), mayMount: mayMount(), of: workers, real: options.real },
    faults: Math.ceil(faults / workers),
  }
  if (!shared.mayMount) report.note(`no mounts here, so without: ${mountedKinds()}`)
  const first = Number(options.case ?? 0)
  const timer = options.minutes === undefined ? null : setTimeout(stop, Number(options.minutes) * 60_000)
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, stop)
  await Promise.all(
    Array.from({ length: workers }, (_, index) =>
      playPart({ ...shared, from: first + index }, shared.mayMount, report),
    ),
  )
  if (timer) clearTimeout(timer)
  report.print()
  process.exitCode = report.hasFailed ? 1 : 0
}

function stop(): void {
  isStopped = true
  for (const part of parts) part.kill()
}

const mountedKinds = () =>
  kinds
    .filter(({ needsMounts }) => needsMounts)
    .map(({ name }) => name)
    .join(', ')

function mayMount(): boolean {
  return process.platform === 'linux' && spawnSync('unshare', ['--mount', 'true']).status === 0
}

/** A part in a process of its own; with mounts that nobody else sees, where that is possible. */
async function playPart(share: object, isolated: boolean, report: Report): Promise<void> {
  const program = [process.execPath, process.argv[1] ?? '', '--share', JSON.stringify(share)]
  const [command = '', ...args] = isolated ? ['unshare', '--mount', ...program] : program
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  parts.add(child)
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  for await (const line of createInterface({ input: child.stdout })) {
    if (isStopped) break // the last line may be cut
    // Safe: the same program wrote the line.
    const { no, ms, result } = JSON.parse(line) as Told
    report.add(no, { ...result, told: new Map(result.told) }, ms)
  }
  const exit = await ended
  parts.delete(child)
  if (exit !== 0 && !isStopped) report.fail(`a part of the campaign ended with ${exit}`)
}
