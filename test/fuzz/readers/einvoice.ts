import { createEInvoiceReader } from '../../../main/adapters/einvoice'
import { isTextKey } from '../../../resources/locales/texts'
import { toCii } from '../../fixtures/einvoice/cii'
import { makePdf } from '../../fixtures/einvoice/pdf'
import { plain, sampleCases } from '../../fixtures/einvoice/samples'
import { toUbl } from '../../fixtures/einvoice/ubl'
import { mutated, wordsOf } from '../mutate'
import { type FuzzReader, finding } from '../reader'

const xmlWords = wordsOf([
  ...['<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>', '&b;', '&#0;', '&#x110000;', '&lt;'],
  ...['<![CDATA[', ']]>', '<!--', '-->', '--', '<?xml version="1.0" encoding="UTF-16"?>', '<a xmlns="x">', '</a>'],
  ...['380', '381', '384', '389', 'EUR', 'S', 'AE', 'VATEX-EU-AE', '19', '0.00', '-0.01', '1E5', '2026-02-30'],
  ...['20260230', 'encoding="windows-1252"', 'encoding="utf-7"', 'xmlns:a="urn:x"', 'a:', ' currencyID="USD"'],
])
const pdfWords = wordsOf([
  ...['obj', 'endobj', 'stream', 'endstream', 'xref', 'trailer', 'startxref', '%%EOF', '/Length', '/Filter', '/Root'],
  ...['/FlateDecode', '/LZWDecode', '/ASCIIHexDecode', '/RunLengthDecode', '/Predictor 15', '/Kids', '/Count', '<<'],
  ...[
    '>>',
    '/EmbeddedFiles',
    '/Names',
    '/EF',
    '/F',
    '/UF',
    '/Encrypt',
    '/ObjStm',
    '/XRef',
    '1 0 R',
    '0 65535 f',
    '/JS',
  ],
  ...['/Prev 0', '/Size 99999999', '/W [1 2 1]', '/Type /Page', '/Contents', 'BT', 'Tj', 'ET', 'BI', 'ID', 'EI', '('],
])

const cases = Object.values(sampleCases)
const ubl = () => cases.filter(({ only }) => only !== 'cii').map(({ sample, root }) => Buffer.from(toUbl(sample, root)))
const cii = () => cases.filter(({ only }) => only !== 'ubl').map(({ sample }) => Buffer.from(toCii(sample)))

function pdf(): readonly Uint8Array[] {
  const xml = { name: 'factur-x.xml', content: toCii(plain) }
  return [
    makePdf({ text: ['Rechnung RE-2026/0815', 'Gesamt 119,00 EUR'], files: [xml] }),
    makePdf({ text: ['Lieferschein'], files: [] }),
    makePdf({ files: [xml, { name: 'Anlage.pdf', content: makePdf({ text: ['Anlage'] }) }] }),
    makePdf({ text: ['gesperrt'], files: [xml], userPassword: '' }),
  ]
}

function reader(name: string, share: number, samplesOf: () => readonly Uint8Array[], words: readonly Uint8Array[]) {
  return {
    name,
    share,
    open: async () => {
      const samples = samplesOf()
      const { readEInvoice } = createEInvoiceReader()
      return {
        make: (random) => mutated(random, samples, words),
        read: async (input) => {
          // safe: what `make` made
          const outcome = await readEInvoice(input as Uint8Array, 'eingang.bin')
          const findings = outcome.kind === 'einvoice' ? outcome.invoice.findings : outcome.findings
          for (const { code } of findings) finding(isTextKey(`einvoice.${code}`), `no text for ${code}`)
          if (outcome.kind !== 'refused') return true
          finding(findings.length > 0, 'refused without a reason')
          return false
        },
        close: async () => undefined,
      }
    },
  } satisfies FuzzReader
}

export const einvoiceReaders: readonly FuzzReader[] = [
  reader('einvoice-ubl', 25, ubl, xmlWords),
  reader('einvoice-cii', 25, cii, xmlWords),
  reader('einvoice-pdf', 1.5, pdf, pdfWords),
]
