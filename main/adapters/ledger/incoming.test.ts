import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { masterData, writeExchange } from '../../../test/fixtures/exchange'
import { type LedgerPlace, must, openLedgerPlace, readAll } from '../../../test/fixtures/ledger'
import { makeZip } from '../../../test/fixtures/zip'
import type { LooseInvoice } from '../../core/ledger/import'
import type { NewIncoming } from '../../core/ledger/incoming-books'
import { cents } from '../../core/money/cents'

let place: LedgerPlace
beforeEach(async () => {
  place = openLedgerPlace()
  must(await place.ledger.importExchange([writeExchange(place.freshPath(), masterData)]))
})
afterEach(() => place[Symbol.dispose]())

const bytes = new TextEncoder().encode('%PDF-1.7 eine Rechnung')
const attachment = `${createHash('sha256').update(bytes).digest('hex')}.pdf`
const invoice = (change: Partial<NewIncoming> = {}): NewIncoming => ({
  mandant: 'M1',
  creditor: '70001',
  invoiceNo: 'R "1"; 2',
  invoiceDate: '2026-10-05',
  grossCents: cents(11_900),
  branch: null,
  serviceDate: null,
  dueDate: '2026-11-04',
  currency: 'EUR',
  creditNote: false,
  attachment,
  positions: [
    {
      position: 1,
      account: '4980',
      amountCents: cents(10_000),
      taxRate: 1070,
      taxKey: null,
      costCentre: '7',
      text: 'a;b',
    },
    {
      position: 2,
      account: '4900',
      amountCents: cents(1_900),
      taxRate: null,
      taxKey: '9',
      costCentre: null,
      text: null,
    },
  ],
  ...change,
})
const stored = () => readAll(place.ledger.incomingInvoices({ mandants: ['M1'], branch: null }))
const files = () => readdirSync(join(place.profileDir, 'attachments'))

describe('an invoice that came as a file', () => {
  it('comes out of the books as it went in, with its file', async () => {
    expect(must(await place.ledger.keepAttachment(bytes, '.pdf'))).toBe(attachment)
    must(await place.ledger.keepAttachment(bytes, '.pdf'))
    const generation = await place.ledger.generation()
    must(await place.ledger.bookIncoming(invoice()))
    expect(await stored()).toEqual([{ ...invoice(), version: 1 }])
    expect(await place.ledger.incomingInvoice('M1', '70001', 'R "1"; 2')).toEqual({ ...invoice(), version: 1 })
    expect(await place.ledger.incomingInvoice('M1', '70002', 'R "1"; 2')).toBeNull()
    expect(await place.ledger.generation()).toBeGreaterThan(generation)
    expect(readFileSync(place.ledger.attachmentPath(attachment))).toEqual(Buffer.from(bytes))
    expect(files()).toEqual([attachment])
  })

  it('is taken once: the same again changes nothing, another one of its number is refused', async () => {
    must(await place.ledger.keepAttachment(bytes, '.pdf'))
    must(await place.ledger.bookIncoming(invoice()))
    const before = place.dump()
    must(await place.ledger.bookIncoming(invoice()))
    const other = await place.ledger.bookIncoming(invoice({ dueDate: null }))
    expect(other.ok ? null : other.error.faults.map(({ code }) => code)).toEqual(['import-invoice-known'])
    expect(place.dump()).toEqual(before)
  })

  it.each<[string, Partial<NewIncoming>, string]>([
    ['no such Mandant', { mandant: 'M9' }, 'import-reference-missing'],
    ['a sum that differs', { grossCents: cents(11_901) }, 'import-gross-differs'],
    ['another currency', { currency: 'CHF' }, 'import-currency-other'],
    ['a file that is not kept', { attachment: 'fort.pdf' }, 'import-attachment-missing'],
    ['a line break', { invoiceNo: 'a\nb' }, 'import-control-character'],
  ])('goes by the rules of an import: %s', async (_, change, code) => {
    must(await place.ledger.keepAttachment(bytes, '.pdf'))
    const before = place.dump()
    const booked = await place.ledger.bookIncoming(invoice(change))
    expect(booked.ok ? [] : booked.error.faults.map((fault) => fault.code)).toContain(code)
    expect([place.dump(), files()]).toEqual([before, [attachment]])
  })
})

describe('loose invoices', () => {
  const given: [string, string][] = []
  const take = async (file: LooseInvoice) => {
    given.push([file.name, new TextDecoder().decode(await file.read())])
    expect(file.sizeBytes).toBe(given.at(-1)?.[1].length)
  }
  const importing = (path: string, onInvoice = take) =>
    place.ledger.importExchange([path], undefined, undefined, onInvoice)
  beforeEach(() => given.splice(0))

  it('are handed out after the books of a ZIP, and those of a faulty one are not', async () => {
    const zip = place.freshPath()
    const creditors = 'mandant;konto;firma\nM1;70009;Neu\n'
    writeFileSync(
      zip,
      makeZip([
        { name: 'kreditoren.csv', content: creditors },
        { name: 'r.xml', content: '<a/>' },
      ]),
    )
    let known: readonly string[] = []
    must(
      await importing(zip, async (file) => {
        known = (await place.ledger.creditors('M1')).map(({ account }) => account)
        await take(file)
      }),
    )
    expect(given).toEqual([['r.xml', '<a/>']])
    expect(known).toContain('70009')
    const faulty = writeExchange(
      place.freshPath(),
      { kreditoren: [{ mandant: 'M9', konto: '1' }] },
      { 'r.xml': '<a/>' },
    )
    expect((await importing(faulty)).ok).toBe(false)
    expect(given).toHaveLength(1)
  })

  it('may be all there is, as a folder or as a file', async () => {
    const folder = writeExchange(place.freshPath(), {}, { 'a.xml': 'eins', 'b.pdf': 'zwei', 'c.txt': 'drei' })
    expect(must(await importing(folder))).toEqual({ kinds: {}, warnings: [] })
    const single = place.freshPath('rechnung')
    writeFileSync(single, '<?xml version="1.0"?>')
    must(await importing(single))
    expect(given.map(([, text]) => text)).toEqual(['eins', 'zwei', '<?xml version="1.0"?>'])
  })
})
