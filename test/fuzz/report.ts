import { memoryBytesMax, type PieceResult } from './piece'

/** One line of the table. */
export interface Row {
  readonly reader: string
  readonly inputs: number
  readonly accepted: number
  readonly refused: number
  readonly hangs: number
  readonly slowestMs: number
  readonly slowestNo: number
  readonly peakBytes: number
  readonly findings: number
}

export const emptyRow = (reader: string): Row => ({
  ...{ reader, inputs: 0, accepted: 0, refused: 0, hangs: 0 },
  ...{ slowestMs: 0, slowestNo: 0, peakBytes: 0, findings: 0 },
})

export function addPiece(row: Row, piece: PieceResult): Row {
  const isSlower = piece.slowestMs > row.slowestMs
  return {
    reader: row.reader,
    inputs: row.inputs + piece.inputs,
    accepted: row.accepted + piece.accepted,
    refused: row.refused + piece.refused,
    hangs: row.hangs + piece.hangs,
    slowestMs: isSlower ? piece.slowestMs : row.slowestMs,
    slowestNo: isSlower ? piece.slowestNo : row.slowestNo,
    peakBytes: Math.max(row.peakBytes, piece.peakBytes),
    findings: row.findings + piece.findings.length,
  }
}

const columns = ['reader', 'inputs', 'accepted', 'refused', 'most work, ms', 'its number', 'peak MiB', 'findings']
const count = (value: number) => value.toLocaleString('en-GB')

/** Markdown. */
export function tableOf(head: string, rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    ...[row.reader, count(row.inputs), count(row.accepted), count(row.refused), count(Math.round(row.slowestMs))],
    ...[String(row.slowestNo), count(Math.round(row.peakBytes / 1024 ** 2)), String(row.findings)],
  ])
  const sum = (of: (row: Row) => number) => count(rows.reduce((total, row) => total + of(row), 0))
  const last = [
    ...['**all**', sum((row) => row.inputs), sum((row) => row.accepted), sum((row) => row.refused)],
    ...['', '', '', sum((row) => row.findings)],
  ]
  const lines = [columns, columns.map((_, index) => (index === 0 ? '---' : '---:')), ...cells, last]
  const limit = `A finding is: an exception, an answer that is not declared, an input with more than 2 s of processor time or 30 s of waiting (on a system that does not tell: 2 s of waiting), a process above ${memoryBytesMax / 1024 ** 2} MiB.`
  return `${head}\n\n${lines.map((line) => `| ${line.join(' | ')} |`).join('\n')}\n\n${limit}\n`
}
