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
/** Samples are made before the first input, which takes a while on a busy machine. */
const startMs = 60_000

type End =
  | { readonly done: Extract<ChildNews, { tells: 'done' }> }
  | { readonly died: string }
  | { readonly hung: true }

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
    result = withStopped(result, order, no, 'hung' in end ? await again(script, order, no) : end)
    from = no + 1
  }
  return result
}

/** A busy machine makes the quickest input slow; only one that is slow again, by itself, is so. */
async function again(script: string, order: ChildOrder, no: number): Promise<End> {
  const { end } = await runChild(script, { ...order, from: no, to: no + 1 })
  return end
}

/** What was read before the input is not counted: nobody said what became of it. */
function withStopped(result: PieceResult, { reader }: ChildOrder, no: number, end: End): PieceResult {
  if ('done' in end) return withDone(result, end.done)
  const what = 'hung' in end ? `no answer within ${hangMs} ms` : end.died
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
  let seen = { no: Number.NaN, sinceMs: performance.now() }
  const timer = setInterval(() => {
    const no = at(order.progress)
    const nowMs = performance.now()
    if (!Object.is(no, seen.no)) seen = { no, sinceMs: nowMs }
    else if (nowMs - seen.sinceMs > (Number.isNaN(no) ? startMs : hangMs)) {
      onHang()
      child.kill('SIGKILL')
    }
  }, lookMs)
  return () => clearInterval(timer)
}

const notBegun = 'not begun'

/** The input under way; NaN before the first. */
function at(progress: string): number {
  return Number.parseInt(readFileSync(progress, 'utf8'), 10)
}
