import { expect, it } from 'vitest'
import { aDocument, anInvoice, postings } from '../../../../test/formats/builders'
import { commonLedgers } from '../../../../test/formats/common-ledger'
import { type WriteOptions, writeWith } from '../../../../test/formats/write-with'
import { documentsMax } from '../documents/package'

const { mandant } = commonLedgers.DE
const id = mandant.mandant.mandant
const invoice = (sourceId: string, changes: Partial<Parameters<typeof aDocument>[0]> = {}) =>
  aDocument({
    ...{ mandant: id, sourceId, documentNo: `RE-${sourceId}`, kind: 'rechnung', documentDate: '2026-10-05' },
    postings: postings({ account: '10001', contraAccount: '8400', taxRate: 1900, amountCents: 11_900 }),
    ...changes,
  })
const write = (options: Omit<WriteOptions, 'mandants'>) => writeWith('datev-xml', { mandants: [mandant], ...options })
const codes = (options: Omit<WriteOptions, 'mandants'>) => write(options).faults.map(({ code }) => code)

it('begins a new package with every month and after as many documents as DATEV takes', () => {
  const october = Array.from({ length: documentsMax + 1 }, (_, index) => invoice(`${index}`))
  const { files } = write({ documents: [...october, invoice('x', { documentDate: '2026-11-02' })] })
  expect(files.map(({ name, rows }) => [name.replace(/_20261124-183005-k3x9/, ''), rows])).toEqual([
    ['RA_DE1_202610.zip', documentsMax],
    ['RA_DE1_202610_2.zip', 1],
    ['RA_DE1_202611.zip', 1],
  ])
})

it('gives a document the same GUID in every run, and a reversal and a new version others', () => {
  const guidOf = (changes: Partial<Parameters<typeof aDocument>[0]>) => {
    const { files } = write({ documents: [invoice('1', changes)], context: { runId: `${Math.random()}` } })
    const xml = files[0]?.entries?.find(({ name }) => name === 'document.xml')?.bytes
    return /guid="([^"]+)"/.exec(Buffer.from(xml ?? []).toString())?.[1]
  }
  expect(guidOf({})).toBe(guidOf({}))
  expect(new Set([guidOf({}), guidOf({ version: 2 }), guidOf({ occasion: 'reversal' })]).size).toBe(3)
})

it('rejects a picture that is gone, too large, or of a kind that DATEV does not take', () => {
  const attachments = new Map([
    ['large.pdf', new Uint8Array(20 * 1024 * 1024 + 1)],
    ['page.html', new Uint8Array(1)],
  ])
  const documents = ['gone.pdf', 'large.pdf', 'page.html'].map((attachment) => invoice(attachment, { attachment }))
  expect(codes({ documents, attachments })).toEqual([
    'format-attachment-missing',
    'format-attachment-too-large',
    'format-attachment-kind',
  ])
})

it('rejects two numbers that would be one, but not those of two creditors', () => {
  const both = [invoice('1', { documentNo: 'RE 1' }), invoice('2', { documentNo: 'RE.1' })]
  expect(codes({ documents: both })).toEqual(['format-document-no-collision'])
  const positions = [{ account: '4930', taxRate: 1900, amountCents: 1190 }]
  const of = (creditor: string) =>
    anInvoice({ mandant: id, creditor, invoiceNo: '7', invoiceDate: '2026-10-05', positions })
  expect(codes({ invoices: [of('70001'), of('70002')] })).toEqual([])
})

it('takes a payment at the till into its cash book, and only in euros', () => {
  const payment = invoice('1', {
    kind: 'zahlung',
    postings: postings({ account: '1000', contraAccount: '10001', amountCents: 5_000 }),
  })
  const settings = { datevXmlCashAccounts: '1000, 1010' }
  const { files, faults } = write({ documents: [payment], settings })
  expect(faults).toEqual([])
  expect(files[0]?.name).toMatch(/^KB_DE1_202610_/)
  const swiss = { ...mandant, mandant: { ...mandant.mandant, currency: 'CHF' } }
  const inFrancs = writeWith('datev-xml', { mandants: [swiss], documents: [{ ...payment, currency: 'CHF' }], settings })
  expect(inFrancs.faults.map(({ code }) => code)).toEqual(['format-xml-cash-currency'])
})

it('rejects a document whose lines belong to two debtors', () => {
  const lines = ['10001', '10002'].map((account) => ({
    account,
    contraAccount: '8400',
    taxRate: 1900,
    amountCents: 100,
  }))
  expect(codes({ documents: [invoice('1', { postings: postings(...lines) })] })).toEqual(['format-xml-no-ledger'])
})
