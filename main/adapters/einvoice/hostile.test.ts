import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { toCii } from '../../../test/fixtures/einvoice/cii'
import { makePdf } from '../../../test/fixtures/einvoice/pdf'
import { plain } from '../../../test/fixtures/einvoice/samples'
import { toUbl } from '../../../test/fixtures/einvoice/ubl'
import { createEInvoiceReader } from '.'
import { readLimits } from './limits'

const mebibyte = 1024 * 1024
const reader = createEInvoiceReader()
const ubl = toUbl(plain)
const bytesOf = (text: string) => new TextEncoder().encode(text)
/** Codes of a refusal. */
async function codes(bytes: Uint8Array | string, by = reader): Promise<readonly string[]> {
  const outcome = await by.readEInvoice(typeof bytes === 'string' ? bytesOf(bytes) : bytes, 'rechnung')
  if (outcome.kind !== 'refused') return [outcome.kind]
  expect(outcome.findings.every(({ level }) => level === 'refuse')).toBe(true)
  return outcome.findings.map(({ code }) => code)
}
/** The start of a file up to its root, with a document type before it. */
const withDoctype = (doctype: string, number: string) =>
  ubl.replace(/\n<!--.*-->/, `\n${doctype}`).replace('RE-2026/0815</cbc:ID>', `${number}</cbc:ID>`)

describe('broken files', () => {
  it('are refused with a reason', async () => {
    expect(await codes('')).toEqual(['empty'])
    expect(await codes('Guten Tag')).toEqual(['not-xml-not-pdf'])
    expect(await codes(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]))).toEqual(['not-xml-not-pdf'])
    expect(await codes('<a><b></a>')).toEqual(['xml-broken'])
    expect(await codes(`${ubl}<zweite/>`)).toEqual(['xml-broken'])
    expect(await codes('<Invoice/>')).toEqual(['root-unknown'])
    expect(await codes('<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>')).toEqual([
      'order-not-invoice',
    ])
    expect(
      await codes('<DespatchAdvice xmlns="urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2"/>'),
    ).toEqual(['not-an-invoice'])
    expect(await codes(ubl.replace('<cbc:ID>RE-2026/0815</cbc:ID>', ''))).toEqual(['number-missing'])
  })

  it('cut off anywhere are refused', async () => {
    const bytes = bytesOf(ubl)
    for (let length = 60; length < bytes.length - 12; length += 97) {
      expect(await codes(bytes.subarray(0, length)), `${length}`).toEqual(['xml-broken'])
    }
  })

  it('that are PDFs cut off or only called so are refused or plain, and never throw', async () => {
    const pdf = makePdf({ text: ['Rechnung'], files: [{ name: 'factur-x.xml', content: toCii(plain) }] })
    expect(await codes(bytesOf('%PDF-1.7 und sonst nichts'))).toEqual(['pdf-broken'])
    for (const share of [0.1, 0.3, 0.5, 0.7, 0.9]) {
      const [kind] = await codes(pdf.subarray(0, Math.floor(pdf.length * share)))
      expect(['pdf-broken', 'plain-pdf', 'xml-broken']).toContain(kind)
    }
  })
})

describe('encodings', () => {
  const accented = ubl.replace('Brillengläser', 'Gläser')
  const read = async (bytes: Uint8Array) => {
    const outcome = await reader.readEInvoice(bytes, 'a.xml')
    if (outcome.kind !== 'einvoice') throw new Error(JSON.stringify(outcome))
    return [outcome.invoice.lines[0]?.name, ...outcome.invoice.findings.map(({ code }) => code)]
  }
  const declared = (encoding: string) => accented.replace('encoding="UTF-8"', `encoding="${encoding}"`)
  const utf16 = (text: string) => Buffer.from(text, 'utf16le')

  it.each<[string, Uint8Array]>([
    ['a byte order mark', bytesOf(`\ufeff${accented}`)],
    ['UTF-16, little end first', utf16(`\ufeff${declared('UTF-16')}`)],
    ['UTF-16, big end first', utf16(`\ufeff${declared('UTF-16')}`).swap16()],
    ['UTF-16 without a mark', utf16(declared('UTF-16'))],
    ['what is declared', Buffer.from(declared('ISO-8859-1'), 'latin1')],
  ])('are read by %s', async (_, bytes) => {
    expect(await read(Uint8Array.from(bytes))).toEqual(['Gläser'])
  })

  it('that are not what they say are read with a remark', async () => {
    expect(await read(Uint8Array.from(Buffer.from(accented, 'latin1')))).toEqual(['Gläser', 'encoding-guessed'])
    expect(await read(bytesOf(declared('KLINGON')))).toEqual(expect.arrayContaining(['encoding-guessed']))
  })

  it('are no matter for a comment with two dashes, which is mended with a remark', async () => {
    expect(await read(bytesOf(accented.replace('<!-- ', '<!-- a -- b ')))).toEqual(['Gläser', 'comment-repaired'])
    expect(await codes(accented.replace('<!-- ', '<!-- a -- b <![CDATA['))).toEqual(['xml-broken'])
  })
})

describe('hostile XML', () => {
  it('with a bomb of entities is refused before one is expanded', async () => {
    const bomb = Array.from({ length: 20 }, (_, index) => `<!ENTITY e${index + 1} "${`&e${index};`.repeat(10)}">`).join(
      '',
    )
    expect(await codes(withDoctype(`<!DOCTYPE x [<!ENTITY e0 "ha">${bomb}]>`, '&e20;'))).toEqual(['xml-doctype'])
    expect(await codes(withDoctype('', '&e20;'))).toEqual(['xml-broken'])
  })

  it('opens no file and no address', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'belegbote-einvoice-'))
    const requests: string[] = []
    const server = createServer((request, response) => {
      requests.push(request.url ?? '')
      response.end('geheim')
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    try {
      const secret = join(folder, 'geheim.txt')
      writeFileSync(secret, 'GEHEIM')
      const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
      for (const place of [address, pathToFileURL(secret).href, secret]) {
        for (const doctype of [
          `<!DOCTYPE x SYSTEM "${place}">`,
          `<!DOCTYPE x [<!ENTITY e SYSTEM "${place}">]>`,
          `<!DOCTYPE x [<!ENTITY % p SYSTEM "${place}"> %p;]>`,
        ]) {
          expect(await codes(withDoctype(doctype, '&e;'))).toEqual(['xml-doctype'])
        }
      }
      // What only looks like a reference to somewhere is text, and an XInclude is a foreign element.
      const include = `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${address}"/>`
      const stylesheet = `<?xml-stylesheet href="${address}"?>`
      const outcome = await reader.readEInvoice(
        bytesOf(ubl.replace(/\n<!--.*-->/, stylesheet).replace('<cbc:ProfileID>', `${include}<cbc:ProfileID>`)),
        'a.xml',
      )
      expect(outcome).toMatchObject({ kind: 'einvoice', invoice: { findings: [] } })
      expect(requests).toEqual([])
    } finally {
      server.close()
      rmSync(folder, { recursive: true })
    }
  })

  it('is bounded in depth, in elements and in attributes', async () => {
    const deep = 50_000
    expect(await codes('<a>'.repeat(deep) + '</a>'.repeat(deep))).toEqual(['xml-too-deep'])
    const many = Array.from({ length: 60_000 }, (_, index) => ` a${index}="1"`).join('')
    const few = createEInvoiceReader({ ...readLimits, nodes: 50_000 })
    expect(await codes(`<a${many}/>`, few)).toEqual(['xml-too-many'])
    expect(await codes(`<a>${'<b/>'.repeat(60_000)}</a>`, few)).toEqual(['xml-too-many'])
  })

  it('with an attachment of 50 MB, or of 100 MB in all, is refused unread', async () => {
    const base64 = 'QUJD'.repeat((50 * mebibyte) / 3)
    const [xml, large] = [
      toUbl({ ...plain, attachment: { name: 'a.bin', mime: 'a/b', base64 } }),
      new Uint8Array(100 * mebibyte),
    ]
    const before = performance.now()
    expect(await codes(xml)).toEqual(['too-large'])
    expect(await codes(large)).toEqual(['too-large'])
    expect(performance.now() - before).toBeLessThan(readLimits.xmlMs)
  })

  it('as long as allowed is read in time', async () => {
    const base64 = 'QUJD'.repeat((10 * mebibyte) / 3)
    const before = performance.now()
    const outcome = await reader.readEInvoice(
      bytesOf(toUbl({ ...plain, attachment: { name: 'a.bin', mime: 'a/b', base64 } })),
      'a.xml',
    )
    expect(outcome).toMatchObject({ kind: 'einvoice' })
    expect(performance.now() - before).toBeLessThan(readLimits.xmlMs)
  })
})

describe('hostile PDFs', () => {
  const inside = (content: Uint8Array) =>
    makePdf({ text: ['Rechnung'], files: [{ name: 'factur-x.xml', content, deflated: true }] })
  /** Deflated zeros, one after the other: a stream that unpacks to this many mebibytes from a thousandth of them. */
  const zeros = (mebibytes: number) => deflateSync(new Uint8Array(mebibytes * mebibyte), { level: 9 })

  const bomb = inside(zeros(400))

  it('with too much inside are refused', async () => {
    const modest = createEInvoiceReader({ ...readLimits, embeddedBytes: 4 * mebibyte, pdfMs: 60_000 })
    expect(await codes(inside(zeros(8)), modest)).toEqual(['attachment-too-large'])
  })

  it('with 50 MB inside are refused, for their size or, on a slow machine, for the time it takes', async () => {
    const [code] = await codes(inside(zeros(50)))
    expect(['attachment-too-large', 'pdf-too-slow']).toContain(code)
  })

  it('with a bomb inside end their thread, not the program; the next file is read', async () => {
    const cautious = createEInvoiceReader({ ...readLimits, pdfMemoryBytes: 64 * mebibyte, pdfMs: 60_000 })
    expect(await codes(bomb, cautious)).toEqual(['pdf-too-much-memory'])
    const honest = makePdf({ files: [{ name: 'factur-x.xml', content: toCii(plain) }] })
    expect(await cautious.readEInvoice(honest, 'a.pdf')).toMatchObject({ kind: 'einvoice' })
  })

  it('that take too long are ended at the deadline', async () => {
    const hasty = createEInvoiceReader({ ...readLimits, pdfMs: 20, pdfMemoryBytes: 2000 * mebibyte })
    expect(await codes(bomb, hasty)).toEqual(['pdf-too-slow'])
  })

  it('with very many files inside are refused', async () => {
    const files = Array.from({ length: 60 }, (_, index) => ({ name: `${index}.txt`, content: 'x' }))
    expect(await codes(makePdf({ files }))).toEqual(['attachment-too-large'])
  })
})
