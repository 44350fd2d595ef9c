import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runPiece } from './piece'
import type { FuzzReader } from './reader'
import { fuzzReaders } from './readers'
import { addPiece, emptyRow, type Row, tableOf } from './report'

// npm run fuzz: gives every reader its share of the inputs, a piece at a time, each piece in a process of its own.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    inputs: { type: 'string', default: '20000' },
    reader: { type: 'string' },
    /** One input of the reader, to see it again. */
    only: { type: 'string' },
    parallel: { type: 'string', default: '2' },
    /** File for the table. */
    table: { type: 'string' },
  },
})
const [child = '', findings = ''] = positionals
const seed = Number(values.seed)
/** A process grows; a fresh one now and then keeps what is measured to the inputs of one piece. */
const pieceInputs = 10_000

interface Piece {
  readonly reader: FuzzReader
  readonly from: number
  readonly to: number
}

function piecesOf(reader: FuzzReader, inputs: number): readonly Piece[] {
  const from = (index: number) => index * pieceInputs
  return Array.from({ length: Math.ceil(inputs / pieceInputs) }, (_, index) => ({
    reader,
    from: from(index),
    to: Math.min(from(index + 1), inputs),
  }))
}

/** Readers take turns, so that every one has been looked at long before the end. */
function planned(): readonly Piece[] {
  const chosen = fuzzReaders.filter(({ name }) => values.reader === undefined || name.startsWith(values.reader))
  if (chosen.length === 0) throw new Error(`there is no reader ${values.reader}`)
  if (values.only !== undefined) {
    const no = Number(values.only)
    return chosen.map((reader) => ({ reader, from: no, to: no + 1 }))
  }
  const shares = chosen.reduce((sum, { share }) => sum + share, 0)
  const lists = chosen.map((reader) => piecesOf(reader, Math.ceil((Number(values.inputs) * reader.share) / shares)))
  // By the part of the reader's own work that is done when the piece begins.
  const weighted = lists.flatMap((list) => list.map((piece, index) => ({ piece, at: index / list.length })))
  return weighted.sort((a, b) => a.at - b.at).map(({ piece }) => piece)
}

async function main(): Promise<void> {
  const queue = [...planned()]
  const rows = new Map<string, Row>()
  const folder = mkdtempSync(join(tmpdir(), 'belegbote-fuzz-'))
  const startedMs = Date.now()
  const work = async (worker: number) => {
    for (let piece = queue.shift(); piece !== undefined; piece = queue.shift()) {
      const { reader, from, to } = piece
      const progress = join(folder, `progress-${worker}`)
      const order = { reader: reader.name, seed, from, to, progress, findings }
      const result = await runPiece(child, order)
      rows.set(reader.name, addPiece(rows.get(reader.name) ?? emptyRow(reader.name), result))
      write(rows, startedMs)
      for (const text of result.findings) console.error(text)
    }
  }
  mkdirSync(findings, { recursive: true })
  await Promise.all(Array.from({ length: Number(values.parallel) }, (_, worker) => work(worker)))
  rmSync(folder, { recursive: true, force: true })
  console.log(write(rows, startedMs))
  if ([...rows.values()].some(({ findings: found }) => found > 0)) process.exitCode = 1
}

function write(rows: ReadonlyMap<string, Row>, startedMs: number): string {
  const ordered = fuzzReaders.flatMap(({ name }) => rows.get(name) ?? [])
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}`
  const head = `Seed ${seed}, ${new Date(startedMs).toISOString().slice(0, 10)}, ${Math.round((Date.now() - startedMs) / 1000)} s with ${values.parallel} processes, ${machine}, Electron ${process.versions['electron']}.`
  const table = tableOf(head, ordered)
  if (values.table !== undefined) writeFileSync(values.table, table)
  return table
}

await main()
