import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeZip } from '../../../test/fixtures/zip'
import { checkPaths, checkText } from '../../../test/formats/check-files'
import { commonLedgers } from '../../../test/formats/common-ledger'
import { linesOfLedger, linesRead } from '../../../test/formats/read-back'

const guid = 'E0A08953-FBAA-4054-AF36-993D5D68F040'
const record = (amount: string, more: string, account = '8400') =>
  `<accountsReceivableLedger><date>2026-10-05</date><amount>${amount}</amount><accountNo>${account}</accountNo><buCode>3</buCode><currencyCode>EUR</currencyCode><invoiceId>RE-1</invoiceId><bookingText>Brille</bookingText>${more}</accountsReceivableLedger>`
const person = '<bpAccountNo>10001</bpAccountNo>'
const head =
  'consolidatedAmount="100.00" consolidatedDate="2026-10-05" consolidatedInvoiceId="RE-1" consolidatedCurrencyCode="EUR"'
const ledgerOf = (content: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<LedgerImport xmlns="http://xml.datev.de/bedi/tps/ledger/v060" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://xml.datev.de/bedi/tps/ledger/v060 Belegverwaltung_online_ledger_import_v060.xsd" version="6.0" generator_info="x" xml_data="Kopie nur zur Verbuchung berechtigt nicht zum Vorsteuerabzug">\n${content}\n</LedgerImport>`
const ledger = ledgerOf(
  `<consolidate ${head}>${record('119.00', person)}${record('-19.00', person, '8401')}</consolidate>`,
)
const extension =
  '<extension xsi:type="accountsReceivableLedger" datafile="RA.xml"><property key="1" value="2026-10"/><property key="3" value="Ausgangsrechnungen"/></extension>'
const documentOf = (
  content = `<document guid="${guid}" type="2"><description>RE-1</description>${extension}</document>`,
) =>
  `<?xml version="1.0" encoding="UTF-8"?><archive xmlns="http://xml.datev.de/bedi/tps/document/v06.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="6.0" generatingSystem="x"><header><date>2026-11-01T12:00:00</date><consultantNumber>29098</consultantNumber><clientNumber>55003</clientNumber></header><content>${content}</content></archive>`

const check = (
  ledgerXml: string,
  documentXml = documentOf(),
  more: readonly { name: string; content: string }[] = [],
) =>
  checkText(
    'RA.zip',
    makeZip([{ name: 'RA.xml', content: ledgerXml }, ...more, { name: 'document.xml', content: documentXml }]),
    'datev-xml',
  )
const cashOf = (amount: string, number = '<invoiceId>KA-1</invoiceId>') =>
  ledgerOf(
    `<consolidate consolidatedAmount="${amount}" consolidatedDate="2026-10-05" consolidatedCurrencyCode="EUR"><cashLedger><date>2026-10-05</date><amount>${amount}</amount><accountNo>4930</accountNo><currencyCode>EUR</currencyCode>${number}<bookingText>Porto</bookingText></cashLedger></consolidate>`,
  )
const cashDocument = documentOf(
  `<document guid="${guid}"><extension xsi:type="cashLedger" datafile="RA.xml"><property key="1" value="2026-10"/><property key="2" value="1000"/></extension></document>`,
)

/** Packages again, from their entries. */
function goldenPackages(folder: string): readonly string[] {
  const golden = join(import.meta.dirname, '../../core/formats/datev-xml/golden')
  const packages = new Map<string, { name: string; content: Buffer }[]>()
  for (const file of readdirSync(golden)) {
    const [, zip = '', name = ''] = /^(.*\.zip)\.(.*)$/.exec(file) ?? []
    packages.set(zip, [...(packages.get(zip) ?? []), { name, content: readFileSync(join(golden, file)) }])
  }
  return [...packages].map(([zip, entries]) => {
    writeFileSync(join(folder, zip), makeZip(entries))
    return join(folder, zip)
  })
}

describe('datev-xml', () => {
  it('takes the golden packages and gives the postings of the books', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'belegbote-golden-'))
    try {
      const { report, postings } = await checkPaths(goldenPackages(folder), null)
      expect(report.files.length).toBeGreaterThan(4)
      expect(report.files.every(({ format }) => format === 'datev-xml')).toBe(true)
      expect(report.findings).toEqual([])
      const { documents, invoices } = commonLedgers.DE
      // Payments by bank and entries without debtor, creditor or till go another way.
      const inside = documents.filter(({ kind }) => !['zahlung', 'rueckzahlung', 'sonstige'].includes(kind))
      const numberOf = (no: string) => no.replaceAll(/[^A-Za-z0-9$%&*+\-/]/g, '-').slice(-36)
      expect(linesRead(postings)).toEqual(linesOfLedger({ documents: inside, invoices }, numberOf))
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('gives records back as postings, by their sign', async () => {
    const { report, postings } = await check(ledger)
    expect(report.findings).toEqual([])
    expect(report.files).toEqual([{ name: 'RA.zip', format: 'datev-xml', rows: 1 }])
    expect(linesRead(postings)).toEqual(['2026-10-05 RE-1 10001 an 8400 11900', '2026-10-05 RE-1 8401 an 10001 1900'])
    expect(postings[0]).toMatchObject({ mandant: '29098/55003', taxCode: '3', text: 'Brille', currency: 'EUR' })
  })

  it('credits a creditor and debits a till with what is positive', async () => {
    const payable = (xml: string) =>
      xml.replaceAll('accountsReceivable', 'accountsPayable').replace('type="2"', 'type="1"')
    const { report, postings } = await check(payable(ledger), payable(documentOf()))
    expect(report.findings).toEqual([])
    expect(linesRead(postings)).toEqual(['2026-10-05 RE-1 10001 an 8401 1900', '2026-10-05 RE-1 8400 an 10001 11900'])
    expect(linesRead((await check(cashOf('5.00'), cashDocument)).postings)).toEqual([
      '2026-10-05 KA-1 1000 an 4930 500',
    ])
    const spent = await check(cashOf('-5.00'), cashDocument)
    expect([spent.found, linesRead(spent.postings)]).toEqual([[], ['2026-10-05 KA-1 4930 an 1000 500']])
  })

  it.each([
    [
      'a total that is no sum',
      ledger.replace('"100.00"', '"100.01"'),
      ['datev-xml-total consolidate@consolidatedAmount'],
    ],
    ['an amount with a comma', ledger.replace('>119.00', '>119,00'), ['pattern amount']],
    ['an amount of nothing', ledger.replace('>119.00', '>0.00'), ['pattern amount']],
    ['an amount with one decimal', ledger.replace('>119.00', '>119.0'), ['pattern amount']],
    ['no amount', ledger.replace('<amount>119.00</amount>', ''), ['required accountsReceivableLedger/amount']],
    [
      'another day',
      ledger.replace('<date>2026-10-05', '<date>2026-10-06'),
      ['datev-xml-differs accountsReceivableLedger/date'],
    ],
    [
      'no such day',
      ledger.replaceAll('2026-10-05', '2026-10-32'),
      ['pattern consolidate@consolidatedDate', 'pattern date'],
    ],
    ['a day with a zone', ledger.replace('<date>2026-10-05', '<date>2026-10-05Z'), ['pattern date']],
    [
      'another month',
      ledger.replaceAll('2026-10-05', '2026-11-05'),
      ['document-date-outside-period consolidate@consolidatedDate'],
    ],
    [
      'another currency',
      ledger.replace('<currencyCode>EUR', '<currencyCode>CHF'),
      ['datev-xml-differs accountsReceivableLedger/currencyCode'],
    ],
    [
      'a currency that is none',
      ledger.replaceAll('EUR', 'EUX'),
      ['pattern consolidate@consolidatedCurrencyCode', 'pattern currencyCode'],
    ],
    [
      'another number',
      ledger.replace('<invoiceId>RE-1', '<invoiceId>RE-2'),
      ['datev-xml-differs accountsReceivableLedger/invoiceId'],
    ],
    [
      'a blank in a number',
      ledger.replaceAll('RE-1', 'RE 1'),
      ['pattern consolidate@consolidatedInvoiceId', 'pattern invoiceId'],
    ],
    [
      'a long number',
      ledger.replaceAll('RE-1', '1'.repeat(37)),
      ['pattern consolidate@consolidatedInvoiceId', 'pattern invoiceId'],
    ],
    ['an empty number', ledger.replaceAll('RE-1', ''), ['warning number-missing accountsReceivableLedger/invoiceId']],
    [
      'no number',
      ledger.replaceAll('<invoiceId>RE-1</invoiceId>', ''),
      ['required accountsReceivableLedger/invoiceId'],
    ],
    ['zeros before an account', ledger.replace('>8400', '>0840'), ['pattern accountNo']],
    [
      'no account',
      ledger.replace('<accountNo>8400</accountNo>', ''),
      ['warning datev-xml-incomplete accountsReceivableLedger/accountNo'],
    ],
    ['no debtor', ledger.replaceAll(person, ''), ['warning datev-xml-incomplete accountsReceivableLedger/bpAccountNo']],
    ['a short debtor', ledger.replaceAll('10001', '1001'), ['pattern bpAccountNo']],
    ['a key of five digits', ledger.replace('<buCode>3', '<buCode>10003'), ['pattern buCode']],
    ['an empty text', ledger.replace('>Brille<', '><'), ['pattern bookingText']],
    ['a long text', ledger.replace('Brille', 'x'.repeat(61)), ['pattern bookingText']],
    [
      'elements in another order',
      ledger.replace(/(<accountNo>8400<\/accountNo>)(<buCode>3<\/buCode>)/, '$2$1'),
      ['element-order accountsReceivableLedger/accountNo'],
    ],
    [
      'an element twice',
      ledger.replace('<buCode>3</buCode>', '<buCode>3</buCode><buCode>3</buCode>'),
      ['element-twice accountsReceivableLedger/buCode'],
    ],
    [
      'an element of another kind',
      ledger.replace(person, `${person}<supplierName>x</supplierName>`),
      ['element-unknown accountsReceivableLedger/supplierName'],
    ],
    ['an element in an element', ledger.replace('>Brille<', '><b>x</b><'), ['element-unknown bookingText/b']],
    ['text between elements', ledger.replace(person, `x${person}`), ['pattern accountsReceivableLedger']],
    ['an unknown attribute', ledger.replace('<amount>', '<amount a="b">'), ['attribute-unknown amount@a']],
    ['no total', ledger.replace('consolidatedAmount="100.00"', ''), ['required consolidate@consolidatedAmount']],
    [
      'two documents in a file',
      ledger.replace(
        '</LedgerImport>',
        `<consolidate ${head}>${record('100.00', person)}</consolidate></LedgerImport>`,
      ),
      ['element-twice LedgerImport/consolidate'],
    ],
    ['no record', ledgerOf(`<consolidate ${head}></consolidate>`), ['required consolidate/accountsReceivableLedger']],
    [
      'records of another kind',
      ledger.replaceAll('accountsReceivableLedger>', 'accountsPayableLedger>'),
      ['datev-xml-ledger-type accountsPayableLedger'],
    ],
    ['another version', ledger.replace('version="6.0"', 'version="5.0"'), ['pattern LedgerImport@version']],
    ['another notice', ledger.replace('Kopie nur', 'Kopie'), ['pattern LedgerImport@xml_data']],
    ['another namespace', ledger.replace('ledger/v060"', 'ledger/v050"'), ['xml-namespace LedgerImport']],
    ['another root', ledger.replaceAll('LedgerImport', 'Ledger'), ['element-unknown Ledger']],
    [
      'a later service date',
      ledger.replace(person, `${person}<deliveryDate>2026-10-06</deliveryDate>`),
      ['warning datev-xml-service-date accountsReceivableLedger/deliveryDate'],
    ],
    [
      'a discount by halves',
      ledger.replace('<accountNo>', '<discountAmount>1.00</discountAmount><accountNo>'),
      ['datev-xml-discount accountsReceivableLedger/discountPercentage'],
    ],
    [
      'a discount after the due date',
      ledger
        .replace('<accountNo>', '<discountAmount>1.00</discountAmount><accountNo>')
        .replace(
          person,
          `<discountPercentage>2.00</discountPercentage><discountPaymentDate>2026-10-20</discountPaymentDate><dueDate>2026-10-19</dueDate>${person}`,
        ),
      ['datev-xml-discount accountsReceivableLedger/discountPaymentDate'],
    ],
    [
      'a discount of all',
      ledger
        .replace('<accountNo>', '<discountAmount>119.00</discountAmount><accountNo>')
        .replace(
          person,
          `<discountPercentage>2.00</discountPercentage><discountPaymentDate>2026-10-10</discountPaymentDate>${person}`,
        ),
      ['datev-xml-discount accountsReceivableLedger/discountAmount'],
    ],
    [
      'terms twice',
      ledger.replace(person, `<paymentConditionsId>10</paymentConditionsId><dueDate>2026-10-19</dueDate>${person}`),
      ['datev-xml-payment-terms accountsReceivableLedger/paymentConditionsId'],
    ],
    ['another encoding', ledger.replace('UTF-8', 'ISO-8859-1'), ['xml-damaged RA.xml']],
    [
      'a DOCTYPE',
      ledger.replace('<LedgerImport', '<!DOCTYPE a [<!ENTITY b "c">]><LedgerImport'),
      ['xml-damaged RA.xml'],
    ],
    ['no end', ledger.slice(0, -5), ['xml-damaged RA.xml']],
    ['something else', 'Liebe Kanzlei', ['xml-damaged RA.xml']],
  ])('finds in a ledger %s', async (_what, xml, expected) => {
    expect(xml).not.toBe(ledger)
    expect((await check(xml)).found).toEqual(expected)
  })

  it('counts the records', async () => {
    const many = ledgerOf(
      `<consolidate ${head.replace('100.00', '5001.00')}>${record('1.00', person).repeat(5001)}</consolidate>`,
    )
    expect((await check(many)).found).toEqual(['datev-xml-too-many-records consolidate'])
  })

  it.each([
    ['another namespace', (xml: string) => xml.replace('document/v06.0', 'document/v060'), ['xml-namespace archive']],
    ['another version', (xml: string) => xml.replace('version="6.0"', 'version="5.0"'), ['pattern archive@version']],
    ['no version', (xml: string) => xml.replace(' version="6.0"', ''), ['required archive@version']],
    ['no header', (xml: string) => xml.replace(/<header>.*<\/header>/, ''), ['required archive/header']],
    ['no moment', (xml: string) => xml.replace('T12:00:00', ''), ['pattern date']],
    ['a moment with a zone', (xml: string) => xml.replace('12:00:00', '12:00:00Z'), ['pattern date']],
    ['zeros before the consultant', (xml: string) => xml.replace('>29098', '>029098'), ['pattern consultantNumber']],
    ['a client of six digits', (xml: string) => xml.replace('>55003', '>550031'), ['pattern clientNumber']],
    [
      'another order',
      (xml: string) =>
        xml.replace(/(<consultantNumber>.*<\/consultantNumber>)(<clientNumber>.*<\/clientNumber>)/, '$2$1'),
      ['element-order header/consultantNumber'],
    ],
    ['a long description', (xml: string) => xml.replace('>RE-1<', `>${'x'.repeat(41)}<`), ['pattern description']],
    [
      'another direction',
      (xml: string) => xml.replace('type="2"', 'type="1"'),
      ['warning datev-xml-direction document@type'],
    ],
    [
      'another type',
      (xml: string) => xml.replace('type="2"', 'type="3"'),
      ['pattern document@type', 'warning datev-xml-direction document@type'],
    ],
    [
      'incoming mail',
      (xml: string) => xml.replace('type="2"', 'type="2" processID="1"'),
      ['datev-xml-process document@processID'],
    ],
    ['no month', (xml: string) => xml.replace('<property key="1" value="2026-10"/>', ''), ['required property 1']],
    [
      'a month that is none',
      (xml: string) => xml.replace('"2026-10"', '"2026-13"'),
      ['document-date-outside-period consolidate@consolidatedDate', 'pattern property 1'],
    ],
    [
      'a till for an invoice',
      (xml: string) => xml.replace('key="3"', 'key="2"'),
      ['pattern property 2', 'value-unknown property@key'],
    ],
    [
      'a kind of its own',
      (xml: string) => xml.replace('"accountsReceivableLedger"', '"otherLedger"'),
      ['value-unknown extension@xsi:type', 'warning datev-xml-not-read LedgerImport'],
    ],
    [
      'a ledger after its picture',
      (xml: string) => xml.replace('<extension', '<extension xsi:type="File" name="RA.xml"/><extension'),
      ['element-order extension@datafile'],
    ],
    [
      'a missing file',
      (xml: string) => xml.replace('</document>', '<extension xsi:type="File" name="a.pdf"/></document>'),
      ['picture-missing'],
    ],
    [
      'a level of a folder too deep',
      (xml: string) => xml.replace('</document>', '<repository><level id="4" name="x"/></repository></document>'),
      ['pattern level@id'],
    ],
    ['the same document twice', (xml: string) => xml.replace(/<document .*<\/document>/, '$&$&'), ['guid-twice guid']],
  ])('finds in document.xml %s', async (_what, spoil, expected) => {
    const xml = spoil(documentOf())
    expect(xml).not.toBe(documentOf())
    expect([...(await check(ledger, xml)).found].sort()).toEqual([...expected].sort())
  })

  it('wants till and text for a cash book', async () => {
    const cash = cashOf('5.00')
    expect((await check(cash, cashDocument.replace(' key="2"', ' key="3"'))).found).toEqual([
      'warning datev-xml-incomplete property 2',
    ])
    expect((await check(cash, cashDocument.replace('<property key="2" value="1000"/>', ''))).found).toEqual([
      'required property 2',
      'warning datev-xml-incomplete property 2',
    ])
    expect((await check(cash.replace('<bookingText>Porto</bookingText>', ''), cashDocument)).found).toEqual([
      'required cashLedger/bookingText',
    ])
    expect((await check(cash.replaceAll('EUR', 'CHF'), cashDocument)).found).toEqual(['pattern currencyCode'])
  })

  it('finds a document that is in two packages, and what nothing names', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'belegbote-twice-'))
    try {
      const files = [
        { name: 'RA.xml', content: ledger },
        { name: 'document.xml', content: documentOf() },
      ]
      writeFileSync(join(folder, 'a.zip'), makeZip(files))
      writeFileSync(join(folder, 'b.zip'), makeZip([...files, { name: 'x.pdf', content: 'x' }]))
      const { found } = await checkPaths([join(folder, 'a.zip'), join(folder, 'b.zip')], 'datev-xml')
      expect(found).toEqual(['guid-twice guid', 'warning picture-not-named', 'warning posting-in-two-files a.zip'])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it.each([
    ['nothing', 'RA.zip', Buffer.alloc(0), ['file-empty']],
    ['no ZIP', 'RA.zip', Buffer.from('Liebe Kanzlei'), ['zip-damaged']],
    [
      'another ending',
      'RA.xml',
      makeZip([
        { name: 'RA.xml', content: ledger },
        { name: 'document.xml', content: documentOf() },
      ]),
      ['file-name'],
    ],
  ])('refuses %s', async (_what, name, bytes, expected) => {
    expect((await checkText(name, bytes, 'datev-xml')).found).toEqual(expected)
  })
})
