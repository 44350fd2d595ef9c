import { mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import type { ChildNews, ChildOrder } from './order'
import { Random } from './random'
import type { FuzzReader, OpenReader } from './reader'
import { fuzzReaders } from './readers'

// Reads its share of the inputs in a process of its own, which may hang or die: the campaign looks at `progress`.

const [orderText = '{}'] = process.argv.slice(2)
const order = JSON.parse(orderText) as ChildOrder // safe: the campaign wrote it

const progress = openSync(order.progress, 'r+')
const mark = (no: number) => writeSync(progress, String(no).padEnd(12), 0)
const tell = (news: ChildNews) => new Promise((resolve) => process.send?.(news, resolve))

// Refusals are exceptions in some readers; where they were thrown is asked of single inputs only.
if (order.to - order.from > 1) Error.stackTraceLimit = 0

let current = order.from
/** What nobody waited for belongs to the input under way. */
const stray: unknown[] = []
process.on('uncaughtException', (error) => stray.push(error))
process.on('unhandledRejection', (error) => stray.push(error))

function keep(reader: string, no: number, input: unknown, error: unknown): void {
  mkdirSync(order.findings, { recursive: true })
  const base = join(order.findings, `${reader}-${order.seed}-${no}`)
  if (input instanceof Uint8Array) writeFileSync(`${base}.bin`, input)
  const shown = inspect(input, { depth: 8, maxArrayLength: 400, maxStringLength: 4000 })
  writeFileSync(`${base}.txt`, `${inspect(error)}\n\n${shown}\n`)
}

interface Tally {
  accepted: number
  refused: number
  slowestMs: number
  slowestNo: number
}

async function one(reader: FuzzReader, open: OpenReader, no: number, tally: Tally): Promise<void> {
  const input = open.make(new Random(order.seed, reader.name, no))
  const before = process.cpuUsage()
  let thrown: unknown = null
  try {
    if (await open.read(input)) tally.accepted += 1
    else tally.refused += 1
  } catch (error) {
    thrown = error ?? new Error('nothing was thrown')
  }
  const { user, system } = process.cpuUsage(before)
  const ms = (user + system) / 1000
  if (ms > tally.slowestMs) Object.assign(tally, { slowestMs: ms, slowestNo: no })
  const error = thrown ?? stray.shift() ?? null
  stray.length = 0
  if (error === null) return
  keep(reader.name, no, input, error)
  await tell({ tells: 'finding', no, why: String(error) })
}

async function main(): Promise<void> {
  const reader = fuzzReaders.find(({ name }) => name === order.reader)
  if (!reader) throw new Error(`no such reader: ${order.reader}`)
  const open = await reader.open()
  // Threads start and modules load with the first input; that time belongs to none.
  await open.read(open.make(new Random(order.seed, reader.name, -1))).catch(() => undefined)
  const tally: Tally = { accepted: 0, refused: 0, slowestMs: 0, slowestNo: current }
  for (; current < order.to; current++) {
    mark(current)
    await one(reader, open, current, tally)
  }
  await new Promise(setImmediate)
  await open.close()
  await tell({
    tells: 'done',
    inputs: order.to - order.from,
    ...tally,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  })
  process.exit(0)
}

await main()
