import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Written, WrittenFile } from './write-with'

/** Compares what was written with the folder's golden files, byte for byte; `BELEGBOTE_WRITE_GOLDEN=1` writes them anew. */
export function expectGolden(folder: string, title: string, { files }: Pick<Written, 'files'>): void {
  const expected = files
    .flatMap((file) => contentsOf(file))
    .map(([name, bytes]) => [`${title}.${name}`, bytes] as const)
  if (process.env['BELEGBOTE_WRITE_GOLDEN']) {
    mkdirSync(folder, { recursive: true })
    for (const [name, bytes] of expected) writeFileSync(join(folder, name), bytes)
  }
  const stored = readdirSync(folder).filter((name) => name.startsWith(`${title}.`))
  expect(stored.sort()).toEqual(expected.map(([name]) => name).sort())
  for (const [name, bytes] of expected) {
    expect(Buffer.from(bytes).equals(readFileSync(join(folder, name))), name).toBe(true)
  }
}

/** A workbook as lines of JSON, an archive as its entries; pictures are not repeated. */
function contentsOf({ kind, name, bytes, entries, sheet }: WrittenFile): readonly (readonly [string, Uint8Array])[] {
  if (kind === 'attachments' && !entries) return []
  if (sheet) {
    const lines = sheet.rows.map(({ cells, heading }) => JSON.stringify(heading ? { heading: cells } : cells))
    return [[`${name}.jsonl`, Buffer.from(`${lines.join('\n')}\n`)]]
  }
  return entries ? entries.map((entry) => [`${name}.${entry.name}`, entry.bytes]) : [[name, bytes]]
}
