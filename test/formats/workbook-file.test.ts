import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createSpool } from '../../main/adapters/spool/spool'
import { completeSettings } from '../../main/core/formats/settings'
import { xlsx } from '../../main/core/formats/xlsx'
import { commonLedgers } from './common-ledger'
import { cellsOf, partsOf, type ReadCell, sheetPart } from './read-workbook'

/** Excel's day numbers, counted by hand: 2026-10-05 is 46300. */
const dayOf = (serial: string) => new Date(Date.UTC(2026, 9, 5 + Number(serial) - 46_300)).toISOString().slice(0, 10)

it('a workbook on the disk holds the postings of the books', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'belegbote-xlsx-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const { mandant, documents, attachments } = commonLedgers.DE
  for (const [name, bytes] of attachments) writeFileSync(join(folder, name), bytes)
  const spool = createSpool(join(folder, 'spool'), folder)
  const place = spool.begin('r1')
  if (!place.ok) throw new Error(place.error.detail)
  const settings = completeSettings(xlsx.settings, { attachments: true, documentNoMax: '39' })
  const context = { createdAt: '2026-11-24T18:30:05.123', runId: 'r1', branch: null, fileNamePattern: null, settings }
  const writer = xlsx.open({ ...context, mandants: [mandant] }, place.value)
  for (const one of documents) expect(writer.add(one).filter(({ level }) => level === 'reject')).toEqual([])
  writer.finish()
  const files = await place.value.finish()
  if (!files.ok) throw new Error(files.error.detail)

  const read: string[] = []
  for (const { name, kind, rows } of files.value) {
    if (kind !== 'postings') continue
    const cells = cellsOf((await partsOf(readFileSync(spool.path('r1', name)))).get(sheetPart) ?? '')
    const [head = [], ...lines] = rowsOf(cells)
    expect(lines).toHaveLength(rows)
    const column = (heading: string) => head.find(({ value }) => value === heading)?.at.replace(/\d/g, '') ?? ''
    for (const line of lines) {
      const of = (heading: string) => line.find(({ at }) => at.replace(/\d/g, '') === column(heading))
      const [date, number, debit, credit, gross] = [
        'Belegdatum',
        'Belegnummer',
        'Sollkonto',
        'Habenkonto',
        'Bruttobetrag',
      ]
        .map(of)
        .map((cell) => cell?.value ?? '')
      expect([of('Sollkonto')?.type, of('Bruttobetrag')?.type, of('Belegdatum')?.type]).toEqual(['inlineStr', 'n', 'n'])
      read.push([dayOf(date ?? ''), number, debit, credit, Math.round(Number(gross) * 100)].join(' '))
    }
  }
  const books = documents.flatMap(({ documentDate, documentNo, postings, occasion }) =>
    postings.map(({ account, contraAccount, side, amountCents }) => {
      const isDebit = (side === 'S') === (occasion === 'document')
      const accounts = isDebit ? [account, contraAccount] : [contraAccount, account]
      return [documentDate, documentNo, ...accounts, amountCents].join(' ')
    }),
  )
  expect(read).toEqual(books)
  expect(files.value.filter(({ kind }) => kind === 'attachments')).toHaveLength(2)
})

function rowsOf(cells: readonly ReadCell[]): readonly (readonly ReadCell[])[] {
  const rows = new Map<string, ReadCell[]>()
  for (const cell of cells) {
    const row = cell.at.replace(/\D/g, '')
    rows.set(row, [...(rows.get(row) ?? []), cell])
  }
  return [...rows.values()]
}
