import { describe, expect, it } from 'vitest'
import { toCii, toZugferd1 } from '../../../test/fixtures/einvoice/cii'
import { makePdf, type PdfOptions } from '../../../test/fixtures/einvoice/pdf'
import { basicWl, en16931, minimum, plain } from '../../../test/fixtures/einvoice/samples'
import { toUbl } from '../../../test/fixtures/einvoice/ubl'
import { createEInvoiceReader } from '.'

const reader = createEInvoiceReader()
const sample = { ...plain, profile: en16931 }
const cii = toCii(sample)
const picture = ['Rechnung Nr. RE-2026/0815 vom 5. Oktober 2026', 'Gesamtbetrag 119,00 EUR']
const read = (options: PdfOptions) => reader.readEInvoice(makePdf({ text: picture, ...options }), 'rechnung.pdf')
const orderX =
  '<o:SCRDMCCBDACIOMessageStructure xmlns:o="urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:100"/>'

const summary = async (options: PdfOptions) => {
  const outcome = await read(options)
  if (outcome.kind === 'einvoice') {
    return [outcome.invoice.syntax, outcome.invoice.number, ...outcome.invoice.findings.map(({ code }) => code)]
  }
  return [outcome.kind, ...outcome.findings.map(({ code }) => code)]
}

describe('a PDF with an invoice inside', () => {
  it('gives the invoice, its bytes unchanged, and what lies beside', async () => {
    const outcome = await read({
      files: [
        { name: 'Lieferschein.pdf', content: '%PDF-1.4' },
        { name: 'factur-x.xml\0', content: cii },
      ],
    })
    if (outcome.kind !== 'einvoice') throw new Error(JSON.stringify(outcome))
    expect([outcome.source, outcome.invoice.number, outcome.invoice.totals.gross]).toEqual(['pdf', plain.number, 11900])
    expect(new TextDecoder().decode(outcome.xmlBytes)).toBe(cii)
    expect(outcome.attachments.map(({ name, mime }) => [name, mime])).toEqual([['Lieferschein.pdf', 'application/pdf']])
    expect(outcome.invoice.attachments).toEqual([{ name: 'Lieferschein.pdf', mime: 'application/pdf', sizeBytes: 8 }])
    expect(outcome.invoice.findings).toEqual([])
  })

  it.each<[string, PdfOptions, readonly string[]]>([
    ['whatever the file is called', { files: [{ name: 'daten.bin', content: toUbl(plain) }] }, ['ubl', plain.number]],
    [
      'of ZUGFeRD 1.0',
      { files: [{ name: 'ZUGFeRD-invoice.xml', content: toZugferd1(plain) }] },
      ['zugferd1', plain.number, 'category-assumed', 'legacy-format'],
    ],
    [
      'and chooses the fuller one of two that agree',
      {
        files: [
          { name: 'zugferd-invoice.xml', content: toZugferd1(sample) },
          { name: 'factur-x.xml', content: cii },
        ],
      },
      ['cii', plain.number],
    ],
    [
      'and waits when two do not agree',
      {
        files: [
          { name: 'factur-x.xml', content: cii },
          { name: 'xrechnung.xml', content: toUbl({ ...plain, number: 'RE-2' }) },
        ],
      },
      ['cii', plain.number, 'two-invoices'],
    ],
    [
      'and waits when only /AF names it',
      { unlisted: 'associated', files: [{ name: 'factur-x.xml', content: cii }] },
      ['cii', plain.number, 'embedded-unlisted'],
    ],
    [
      'and waits when it is left over from an earlier state of the document',
      {
        unlisted: 'left-over',
        files: [
          { name: 'bild.png', content: 'PNG' },
          { name: 'x', content: toUbl(plain) },
        ],
      },
      ['ubl', plain.number, 'embedded-unlisted'],
    ],
    [
      'and waits when several that no list names do not agree',
      {
        unlisted: 'associated',
        files: [
          { name: 'factur-x.xml', content: cii },
          { name: 'xrechnung.xml', content: toUbl({ ...plain, number: 'RE-2' }) },
        ],
      },
      ['cii', plain.number, 'two-invoices', 'embedded-unlisted'],
    ],
    [
      'and warns when the picture says something else',
      {
        text: ['Rechnung RE-2026/0816 vom 06.10.2026 über 1.190,00 EUR'],
        files: [{ name: 'factur-x.xml', content: cii }],
      },
      ['cii', plain.number, 'picture-number', 'picture-date', 'picture-gross'],
    ],
    [
      'and nothing about a picture without text',
      { text: [], files: [{ name: 'factur-x.xml', content: cii }] },
      ['cii', plain.number],
    ],
    [
      'also behind an owner password',
      { userPassword: '', files: [{ name: 'factur-x.xml', content: cii }] },
      ['cii', plain.number],
    ],
    [
      'MINIMUM, which waits',
      { files: [{ name: 'factur-x.xml', content: toCii({ ...plain, profile: minimum }) }] },
      ['cii', plain.number, 'profile-without-lines'],
    ],
    [
      'BASIC WL, which waits',
      { files: [{ name: 'factur-x.xml', content: toCii({ ...plain, profile: basicWl }) }] },
      ['cii', plain.number, 'profile-without-lines'],
    ],
    ['but not an order', { files: [{ name: 'order-x.xml', content: orderX }] }, ['refused', 'order-not-invoice']],
    ['but not behind a password', { userPassword: 'geheim', files: [] }, ['refused', 'pdf-password']],
    [
      'but not when it is broken',
      { files: [{ name: 'factur-x.xml', content: cii.slice(0, 900) }] },
      ['refused', 'xml-broken'],
    ],
    [
      'but not with an external entity inside',
      {
        files: [
          { name: 'factur-x.xml', content: `<!DOCTYPE a SYSTEM "http://127.0.0.1/">${cii.replace(/<\?.*\?>/, '')}` },
        ],
      },
      ['refused', 'xml-doctype'],
    ],
  ])('is read: %s', async (_, options, expected) => {
    expect(await summary(options)).toEqual(expected)
  })
})

describe('a PDF without an invoice', () => {
  it('is a plain one and gives its text', async () => {
    const outcome = await read({ files: [{ name: 'bild.xml', content: '<svg xmlns="http://www.w3.org/2000/svg"/>' }] })
    expect(outcome).toEqual({ kind: 'plain-pdf', pages: 1, text: picture.join('\n'), findings: [] })
  })

  it('says so when it names an invoice that cannot be taken out', async () => {
    const pdf = Buffer.from(makePdf({ text: picture, files: [{ name: 'x', content: 'x' }] })).toString('latin1')
    const hidden = Buffer.from(pdf.replace('/Names [', '/Nomen [').replace('%%EOF', '% factur-x.xml %%EOF'), 'latin1')
    const outcome = await reader.readEInvoice(Uint8Array.from(hidden), 'a.pdf')
    expect(outcome).toMatchObject({ kind: 'plain-pdf', findings: [{ code: 'embedded-unreadable' }] })
  })
})
