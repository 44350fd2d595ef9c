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
const [ubl, cii] = [toUbl(plain), toCii(plain)]
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
    const pdf = makePdf({ text: ['Rechnung'], files: [{ name: 'factur-x.xml', content: cii }] })
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
    const many = Array.from({ length: 101 }, (_, index) => ` a${index}="1"`).join('')
    const few = createEInvoiceReader({ ...readLimits, nodes: 5_000 })
    expect(await codes(`<a${many}/>`)).toEqual(['xml-too-many'])
    expect(await codes(`<a>${'<b/>'.repeat(6_000)}</a>`, few)).toEqual(['xml-too-many'])
    expect(await codes(`<a>${'<b c="d"/>'.repeat(3_000)}</a>`, few)).toEqual(['xml-too-many'])
  })

  it('with an attachment of 50 MB, or of 100 MB in all, is refused unread', async () => {
    const base64 = 'QUJD'.repeat((50 * mebibyte) / 3)
    const [xml, large] = [
      toUbl({ ...plain, attachment: { name: 'a.bin', mime: 'a/b', base64 } }),
      new Uint8Array(100 * mebibyte),
    ]
    expect(await codes(xml)).toEqual(['too-large'])
    expect(await codes(large)).toEqual(['too-large'])
  })

  it('of many small things is refused before it is parsed', async () => {
    const unread = createEInvoiceReader({ ...readLimits, marks: 1_000, xmlCpuMs: 0 })
    for (const one of ['<!--a-->', '<?a b?>', '<![CDATA[a]]>', '&amp;', '&#65;', '<b xmlns="x"/>']) {
      expect(await codes(`<a>${one.repeat(1_000)}</a>`, unread), one).toEqual(['xml-too-many'])
    }
  })

  it('of very long things is refused', async () => {
    expect(await codes(`<a b="${'c'.repeat(5_000)}"/>`)).toEqual(['xml-too-long'])
    const short = createEInvoiceReader({ ...readLimits, length: 100_000 })
    expect(await codes(`<a>${'ä '.repeat(60_000)}</a>`, short)).toEqual(['xml-too-long'])
    expect(await codes(`<a b="${'QUJD'.repeat(30_000)}"/>`, short)).toEqual(['xml-too-long'])
  })

  it('has its processor time, and a PDF has it once for everything inside', async () => {
    const hasty = createEInvoiceReader({ ...readLimits, xmlCpuMs: 0 })
    expect(await codes(ubl, hasty)).toEqual(['xml-too-slow'])
    const two = ['factur-x.xml', 'xrechnung.xml'].map((name) => ({ name, content: ubl }))
    expect(await codes(makePdf({ files: two }), hasty)).toEqual(['xml-too-slow'])
  })

  it('with values that make a pattern look again and again is answered', async () => {
    const blanks = ' '.repeat(2 * mebibyte)
    const rate = ubl.replaceAll('>19</cbc:Percent', `>1${blanks}x</cbc:Percent`)
    expect(await codes(rate)).toEqual(['einvoice'])
    const name = `a.${' .'.repeat(2_000)}x`
    expect(await codes(toUbl({ ...plain, attachment: { name, mime: 'a/b', base64: 'QUJD' } }))).toEqual(['einvoice'])
    expect(await codes(makePdf({ files: [{ name: `${blanks}x`, content: cii }] }))).toEqual(['einvoice'])
  })
})

describe('attachments', () => {
  const pieces = (length: number) => 'QUJD'.repeat(length / 4)
  const attached = async (base64: string, change = (xml: string) => xml) => {
    const xml = change(toUbl({ ...plain, attachment: { name: 'a.bin', mime: 'a/b', base64 } }))
    const outcome = await reader.readEInvoice(bytesOf(xml), 'a.xml')
    if (outcome.kind !== 'einvoice') throw new Error(JSON.stringify(outcome))
    return new TextDecoder().decode(outcome.attachments[0]?.bytes)
  }

  it('as long as allowed are read, longer than the invoice itself may be', async () => {
    const bytes = 'ABC'.repeat(7 * mebibyte)
    expect((await attached(Buffer.from(bytes).toString('base64'))) === bytes).toBe(true)
  })

  it('come out unchanged, whatever stands around them', async () => {
    const [long, wrapped] = [pieces(40_000), pieces(40_000).replace(/.{76}/g, '$&\r\n')]
    const expected = 'ABC'.repeat(10_000)
    expect(await attached(long)).toBe(expected)
    expect(await attached(wrapped)).toBe(expected)
    expect(await attached(long, (xml) => xml.replace('<cbc:ProfileID>', `<!-- >${long}< --><cbc:ProfileID>`))).toBe(
      expected,
    )
    expect(await attached(long, (xml) => xml.replace(long, `<![CDATA[${long}]]>`))).toBe(expected)
    // A mark of our own in the file is a character like others.
    expect(await attached(long, (xml) => xml.replace('Brillengläser', '\u{e000}0\u{e001}'))).toBe(expected)
  })
})

describe('hostile PDFs', () => {
  const inside = (content: Uint8Array) =>
    makePdf({ text: ['Rechnung'], files: [{ name: 'factur-x.xml', content, deflated: true }] })
  /** Deflated zeros, one after the other: a stream that unpacks to this many mebibytes from a thousandth of them. */
  const zeros = (mebibytes: number) => deflateSync(new Uint8Array(mebibytes * mebibyte), { level: 9 })

  const bomb = inside(zeros(400))

  it('with too much inside are refused', async () => {
    const modest = createEInvoiceReader({ ...readLimits, embeddedBytes: 4 * mebibyte, pdfCpuMs: 60_000, pdfMs: 60_000 })
    expect(await codes(inside(zeros(8)), modest)).toEqual(['attachment-too-large'])
  })

  it('with 50 MB inside are refused, for their size or, on a slow machine, for the time it takes', async () => {
    const [code] = await codes(inside(zeros(50)))
    expect(['attachment-too-large', 'pdf-too-slow']).toContain(code)
  })

  it('with a bomb inside end their thread, not the program; the next file is read', async () => {
    const cautious = createEInvoiceReader({
      ...readLimits,
      pdfMemoryBytes: 64 * mebibyte,
      pdfCpuMs: 60_000,
      pdfMs: 60_000,
    })
    expect(await codes(bomb, cautious)).toEqual(['pdf-too-much-memory'])
    const honest = makePdf({ files: [{ name: 'factur-x.xml', content: cii }] })
    expect(await cautious.readEInvoice(honest, 'a.pdf')).toMatchObject({ kind: 'einvoice' })
  })

  it('that take too long are ended', async () => {
    const still = createEInvoiceReader({ ...readLimits, pdfMs: 20, pdfCpuMs: 60_000, pdfMemoryBytes: 2000 * mebibyte })
    expect(await codes(bomb, still)).toEqual(['pdf-too-slow'])
    const hasty = createEInvoiceReader({ ...readLimits, pdfCpuMs: 20, pdfMemoryBytes: 2000 * mebibyte })
    expect(await codes(bomb, hasty)).toEqual(['pdf-too-slow'])
  })

  it('that name a great many files where none is are answered', async () => {
    const marks = `/EmbeddedFile${' '.repeat(80)}`.repeat(20_000)
    const pdf = Buffer.concat([makePdf({ text: ['Rechnung'] }), Buffer.from(`\n% ${marks}\n% endstream`, 'latin1')])
    expect(await codes(Uint8Array.from(pdf))).toEqual(['plain-pdf'])
    const packed = makePdf({ unlisted: 'associated', files: [{ name: 'a.xml', content: zeros(40), deflated: true }] })
    expect(await codes(packed)).toEqual(['plain-pdf'])
  })

  it('with very many files inside are refused', async () => {
    const files = Array.from({ length: 60 }, (_, index) => ({ name: `${index}.txt`, content: 'x' }))
    expect(await codes(makePdf({ files }))).toEqual(['attachment-too-large'])
  })
})
