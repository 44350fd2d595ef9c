import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import type { ChildNews, ChildOrder } from './order'

/** What came out of a piece of a reader's inputs. */
export interface PieceResult {
  readonly inputs: number
  readonly accepted: number
  readonly refused: number
  readonly hangs: number
  readonly slowestMs: number
  readonly slowestNo: number
  readonly peakBytes: number
  /** A line each. */
  readonly findings: readonly string[]
}

export const hangMs = 2000
export const memoryBytesMax = 512 * 1024 ** 2
const lookMs = 250
/** An input for which nothing is done any more. */
const idleMs = 30_000
/** Samples are made before the first input, which takes a while on a busy machine. */
const startMs = 120_000

type Stopped = { readonly died: string } | { readonly hung: true }
type End = { readonly done: Extract<ChildNews, { tells: 'done' }> } | Stopped

/** Runs the order to its end: whatever stops a child stops it at one input, and another child goes on behind it. */
export async function runPiece(script: string, order: ChildOrder): Promise<PieceResult> {
  let result: PieceResult = {
    ...{ inputs: 0, accepted: 0, refused: 0, hangs: 0, slowestMs: 0, slowestNo: order.from, peakBytes: 0 },
    findings: [],
  }
  for (let from = order.from; from < order.to; ) {
    const { end, findings } = await runChild(script, { ...order, from })
    result = { ...result, findings: [...result.findings, ...findings] }
    if ('done' in end) return withDone(result, end.done)
    // A child that never began is stopped at its first.
    const no = at(order.progress) || from
    result = withStopped(result, order, no, end)
    from = no + 1
  }
  return result
}

/** What was read before the input is not counted: nobody said what became of it. */
function withStopped(result: PieceResult, { reader }: ChildOrder, no: number, end: Stopped): PieceResult {
  const what = 'hung' in end ? `no answer within ${hangMs} ms of work` : end.died
  return {
    ...result,
    inputs: result.inputs + 1,
    hangs: result.hangs + ('hung' in end ? 1 : 0),
    findings: [...result.findings, `${reader} input ${no}: ${what}`],
  }
}

function withDone(result: PieceResult, done: Extract<ChildNews, { tells: 'done' }>): PieceResult {
  const isSlower = done.slowestMs > result.slowestMs
  const memory =
    done.peakBytes > memoryBytesMax ? [`memory: ${Math.round(done.peakBytes / 1024 ** 2)} MiB in one process`] : []
  return {
    inputs: result.inputs + done.inputs,
    accepted: result.accepted + done.accepted,
    refused: result.refused + done.refused,
    hangs: result.hangs,
    slowestMs: isSlower ? done.slowestMs : result.slowestMs,
    slowestNo: isSlower ? done.slowestNo : result.slowestNo,
    peakBytes: Math.max(result.peakBytes, done.peakBytes),
    findings: [...result.findings, ...memory],
  }
}

function runChild(script: string, order: ChildOrder) {
  writeFileSync(order.progress, notBegun)
  const child = fork(script, [JSON.stringify(order)], { stdio: ['ignore', 'inherit', 'pipe', 'ipc'] })
  const findings: string[] = []
  return new Promise<{ readonly end: End; readonly findings: readonly string[] }>((resolve) => {
    let said = ''
    child.stderr?.on('data', (bytes: Buffer) => {
      said = `${said}${bytes.toString()}`.slice(-2000)
    })
    let done: End | null = null
    const stop = watch(child, order, () => {
      done = { hung: true }
    })
    child.on('message', (news: ChildNews) => {
      if (news.tells === 'finding') findings.push(`${order.reader} input ${news.no}: ${news.why}`)
      else done = { done: news }
    })
    child.on('exit', (code, signal) => {
      stop()
      resolve({ end: done ?? { died: `the process ended with ${signal ?? code}: ${said.trim()}` }, findings })
    })
  })
}

/** Kills a child that stays at one input; it cannot say so itself. */
function watch(child: ChildProcess, order: ChildOrder, onHang: () => void): () => void {
  let seen = { no: Number.NaN, sinceMs: performance.now(), workedMs: 0 }
  const timer = setInterval(() => {
    const [no, nowMs, workedMs] = [at(order.progress), performance.now(), workedBy(child.pid ?? 0)]
    if (!Object.is(no, seen.no)) seen = { no, sinceMs: nowMs, workedMs: workedMs ?? 0 }
    else if (
      isOver({ no, waitedMs: nowMs - seen.sinceMs, workedMs: workedMs === null ? null : workedMs - seen.workedMs })
    ) {
      onHang()
      child.kill('SIGKILL')
    }
  }, lookMs)
  return () => clearInterval(timer)
}

/** On a busy machine a quick input waits long for its turn: what counts is the work done for it, where the system tells. */
function isOver(at: { readonly no: number; readonly waitedMs: number; readonly workedMs: number | null }): boolean {
  if (Number.isNaN(at.no)) return at.waitedMs > startMs
  return at.workedMs === null ? at.waitedMs > hangMs : at.workedMs > hangMs || at.waitedMs > idleMs
}

const ticksPerSecond = 100

/** Processor time of a process so far, with all its threads; null where the system does not tell (only Linux does). */
function workedBy(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? []
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond
  } catch {
    return null
  }
}

const notBegun = 'not begun'

/** The input under way; NaN before the first. */
function at(progress: string): number {
  return Number.parseInt(readFileSync(progress, 'utf8'), 10)
}
