import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toField } from '../../../../test/fixtures/exchange'
import { type CsvRecord, readCsv } from './csv'

/** The file in pieces of the given sizes, over and over. */
async function* inPieces(bytes: Buffer, sizes: readonly number[]) {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const end = at + (sizes[turn % sizes.length] ?? 1)
    yield bytes.subarray(at, end)
    at = end
  }
}

async function recordsOf(bytes: Buffer, sizes: readonly number[]): Promise<readonly CsvRecord[]> {
  const records: CsvRecord[] = []
  for await (const items of readCsv(inPieces(bytes, sizes))) {
    for (const item of items) {
      if ('problem' in item) throw new Error(JSON.stringify(item.problem))
      records.push(item.record)
    }
  }
  return records
}

/** Texts with everything that can stand in a field, quotes and line breaks too. */
const field = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }).filter((text) => !text.includes('\r')),
  fc.string({ unit: fc.constantFrom('"', ';', 'a', '\n', 'ü', '€', '𝄞', ' '), maxLength: 6 }),
)
const ending = fc.constantFrom('\n', '\r\n')
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 })

describe('the reader of exchange files', () => {
  it('reads what an independent parser reads, in pieces of any size', async () => {
    const rows = fc.array(fc.tuple(field, field, field), { minLength: 1, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(rows, ending, sizes, fc.boolean(), async (records, end, pieces, hasMark) => {
        const text = records.map((fields) => fields.map(toField).join(';') + end).join('')
        const bytes = Buffer.from((hasMark ? '\ufeff' : '') + text)
        const ours = await recordsOf(bytes, pieces)
        const options = { bom: true, delimiter: ';', record_delimiter: ['\r\n', '\n'] }
        expect(ours.map(({ fields }) => fields)).toEqual(parse(bytes, options))
        expect(ours.every(({ damaged }) => !damaged)).toBe(true)
      }),
    )
  })

  it('tells the line in which each record begins', async () => {
    const record = fc.record({ blanks: fc.nat(2), breaks: fc.nat(3) })
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 10 }), ending, sizes, async (records, end, pieces) => {
        let line = 1
        let text = ''
        const expected: number[] = []
        for (const { blanks, breaks } of records) {
          expected.push(line + blanks)
          text += `${end.repeat(blanks)}x;"${'y\n'.repeat(breaks)}"${end}`
          line += blanks + breaks + 1
        }
        const ours = await recordsOf(Buffer.from(text), pieces)
        expect(ours.map((one) => one.line)).toEqual(expected)
      }),
    )
  })

  it('finds exactly the lines that are not UTF-8', async () => {
    const bad = fc.constantFrom('ff', 'c3', 'e282', 'f09f98', 'c080', 'eda080', 'f4908080', '80')
    const good = fc.constantFrom('c3bc', 'e282ac', 'f09f9880', '61')
    const line = fc.oneof(
      bad.map((hex) => ({ bytes: Buffer.from(hex, 'hex'), damaged: true })),
      good.map((hex) => ({ bytes: Buffer.from(hex, 'hex'), damaged: false })),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 12 }), sizes, async (lines, pieces) => {
        const bytes = Buffer.concat(lines.flatMap((one) => [one.bytes, Buffer.from('\n')]))
        const ours = await recordsOf(bytes, pieces)
        expect(ours.map(({ damaged }) => damaged)).toEqual(lines.map(({ damaged }) => damaged))
      }),
    )
  })

  it('counts lines where csv-parse does not, a break inside quotes over CRLF', async () => {
    const text = 'a;b\r\n"x\r\ny";1\r\nc;d\r\n'
    // safe: with `info` csv-parse answers such records, which its types do not say
    const theirs = parse(text, { delimiter: ';', info: true }) as unknown as { info: { lines: number } }[]
    expect(theirs.map(({ info }) => info.lines)).toEqual([1, 4, 5])
    const ours = await recordsOf(Buffer.from(text), [7])
    expect(ours.map(({ line }) => line)).toEqual([1, 2, 4])
  })
})
