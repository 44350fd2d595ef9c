import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkPaths, checkText, goldenFiles } from '../../../test/formats/check-files'
import { commonLedgers } from '../../../test/formats/common-ledger'
import { linesOfLedger, linesRead } from '../../../test/formats/read-back'

const name = 'Abacus.xml'
type Settings = Readonly<Record<string, string>>
const tag = (element: string, ...inner: readonly string[]) => `<${element}>${inner.join('')}</${element}>`
const container = (application: string, id: string, version: string, ...transactions: readonly string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${tag(
    'AbaConnectContainer',
    tag('TaskCount', '1'),
    tag(
      'Task',
      tag(
        'Parameter',
        tag('Application', application),
        tag('Id', id),
        tag('MapId', 'AbaDefault'),
        tag('Version', version),
      ),
      ...transactions.map((inner, index) => `\n<Transaction id="${index + 1}">${inner}</Transaction>`),
    ),
  )}\n`

const amounts = (amount: string, account: string) =>
  `<AmountData mode="SAVE"><Currency>CHF</Currency><Amount>${amount}</Amount></AmountData><KeyAmount>${amount}</KeyAmount><Account>${account}</Account>`
const texts = (text: string) =>
  `<IntercompanyId>0</IntercompanyId><IntercompanyCode></IntercompanyCode><Text1>${text}</Text1><Text2></Text2><DocumentNumber>RE-1</DocumentNumber>`
const head = '<DebitCredit>D</DebitCredit>'
const day = '<EntryDate>2026-10-05</EntryDate><ValueDate></ValueDate>'
const tax = (amount: string, rate: string, code: string) =>
  `<TaxData><TaxIncluded>I</TaxIncluded><TaxType>1</TaxType><UseCode>1</UseCode><AmountData><Currency>CHF</Currency><Amount>0</Amount></AmountData><KeyAmount>${amount}</KeyAmount><TaxRate>${rate}</TaxRate><TaxCoefficient>100</TaxCoefficient><Country>CH</Country><TaxCode>${code}</TaxCode><Number></Number><FlatRate>0</FlatRate></TaxData>`
const single = (amount: string, account: string, inner: string) =>
  tag(
    'SingleInformation',
    '<Type>Normal</Type>',
    head,
    day,
    amounts(amount, account),
    texts('Brille'),
    '<SelectionCode></SelectionCode>',
    inner,
  )
const entry = tag(
  'Entry',
  tag(
    'CollectiveInformation',
    ...['<EntryLevel>A</EntryLevel><EntryType>C</EntryType><Type>Normal</Type>', head, '<Client></Client>'],
    ...['<Division>0</Division><KeyCurrency>CHF</KeyCurrency>', day, amounts('120.00', '1100'), texts('Rechnung')],
    '<SingleCount>2</SingleCount>',
  ),
  single('108.10', '3000', tax('-8.10', '8.1', '311')),
  single('11.90', '3010', tax('-0.30', '2.6', '312')),
)
const good = container('FIBU', 'XML Buchungen', '2015.00', entry)

const item = (no: number, amount: string, account: string) =>
  tag(
    'LineItem',
    `<Number>${no}</Number><Amount>${amount}</Amount><KeyAmount>${amount}</KeyAmount><CreditAccount>${account}</CreditAccount>`,
    '<TaxMethod>1</TaxMethod><TaxCode>311</TaxCode><TaxIncluded>2</TaxIncluded><TaxAmount></TaxAmount><Text>Brille</Text>',
  )
const invoice = tag(
  'Document',
  '<DocumentCode>R</DocumentCode><CustomerNumber>11001</CustomerNumber><Number>1</Number><Reference>RE-1</Reference>',
  '<AccountReceivableDate>2026-10-05</AccountReceivableDate><Currency>CHF</Currency><Amount>120.00</Amount>',
  '<KeyAmount>120.00</KeyAmount><TaxRecalculation>true</TaxRecalculation>',
  item(1, '100.00', '3000'),
  item(2, '20.00', '3010'),
)
const debi = (...documents: readonly string[]) => container('DEBI', 'Belege', '2018.00', ...documents)
const person = tag(
  'Customer',
  '<CustomerNumber>11001</CustomerNumber><PaymentTermNumber>1</PaymentTermNumber>',
  tag(
    'AddressData',
    '<AddressNumber>11001</AddressNumber><Name>Groß</Name><Country>CH</Country><ZIP>8001</ZIP><City>Zürich</City><Language>de</Language>',
  ),
  '<CurrencyData><Currency>CHF</Currency></CurrencyData>',
)
const customers = (...persons: readonly string[]) => container('DEBI', 'Kunden', '2018.00', ...persons)

const check = (text: string, settings: Settings | null = null, as = name) =>
  checkText(as, Buffer.from(text), 'abacus', settings)
const found = async (text: string, settings: Settings | null = null) => (await check(text, settings)).found
/** Of the golden books: those with these numbers, or all. */
const books = (isTaken: (no: string, occasion: string) => boolean, kinds?: readonly string[]) => ({
  documents: commonLedgers.CH.documents.filter(
    ({ documentNo, occasion, kind }) => isTaken(documentNo, occasion) && (!kinds || kinds.includes(kind)),
  ),
  invoices: commonLedgers.CH.invoices.filter(() => !kinds),
})

describe('abacus', () => {
  it.each([
    ['general ledger', 'fibu.', {}, books(() => true)],
    [
      'four files',
      'four.',
      { abacusDebtorAccount: '1100', abacusRoundingAccount: '3809' },
      books((no, occasion) => no !== 'RE-1004' || occasion === 'document'),
    ],
  ])('takes the golden files of the %s and gives the postings of the books', async (_what, begin, settings, ledger) => {
    const { report, postings } = await checkPaths(goldenFiles('abacus', begin), 'abacus', settings)
    expect(report.findings).toEqual([])
    const rounded = ['BV-3', 'BV-4']
    expect(postings.filter(({ documentNo }) => rounded.includes(documentNo))).toHaveLength(4)
    const read = postings.filter(({ documentNo }) => !rounded.includes(documentNo))
    expect(linesRead(read)).toEqual(linesOfLedger(ledger, (no) => no))
  })

  it('takes the golden files of 2014.00, with net amounts and collective accounts', async () => {
    const settings = { abacusDebtorAccount: '1100', abacusCreditorAccount: '2000' }
    const { report, postings } = await checkPaths(goldenFiles('abacus', 'fibu-2014.'), 'abacus', settings)
    expect(report.findings).toEqual([])
    const long = 'RE-2026-0000000000000000000000000001006'
    const { documents, invoices } = books((no) => ['RE-1002', 'KA-31', long].includes(no))
    expect(linesRead(postings)).toEqual(linesOfLedger({ documents, invoices: invoices.slice(0, 1) }, (no) => no))
  })

  it('gives total and singles back as postings', async () => {
    const { report, postings } = await check(good)
    expect(report.findings).toEqual([])
    expect(report.files).toEqual([{ name, format: 'abacus', rows: 1 }])
    expect(linesRead(postings)).toEqual(['2026-10-05 RE-1 1100 an 3000 10810', '2026-10-05 RE-1 1100 an 3010 1190'])
    expect(postings[0]).toMatchObject({ taxCode: '311', currency: 'CHF', text: 'Brille', mandant: null })
  })

  it('adds the tax to net amounts, and turns what stands on the side of the total', async () => {
    const net = good.replace('<TaxIncluded>I', '<TaxIncluded>E').replaceAll('108.10', '100.00')
    expect(linesRead((await check(net)).postings)).toEqual(linesRead((await check(good)).postings))
    const turned = good.replaceAll('11.90', '-11.90').replace('-0.30', '0.30').replaceAll('120.00', '96.20')
    const { report, postings } = await check(turned)
    expect(report.findings).toEqual([])
    expect(linesRead(postings)).toContain('2026-10-05 RE-1 3010 an 1100 1190')
    const credit = good.replaceAll('<DebitCredit>D', '<DebitCredit>C')
    expect(linesRead((await check(credit)).postings)).toContain('2026-10-05 RE-1 3000 an 1100 10810')
  })

  it('names the person behind a collective account, and the whole number', async () => {
    const long = good
      .replace('<Text2></Text2>', '<Text2>Konto 11001; Beleg RE-2026/00001006</Text2>')
      .replaceAll('>RE-1<', '>2600001006<')
    const { postings } = await check(long, { abacusDebtorAccount: '1100' })
    expect(linesRead(postings)[0]).toBe('2026-10-05 RE-2026/00001006 11001 an 3000 10810')
    expect((await check(long)).postings[0]?.debit).toBe('1100')
  })

  it('reads invoices of the debtors’ ledger: customer against revenue', async () => {
    const { report, postings } = await check(debi(invoice))
    expect(report.findings).toEqual([])
    expect(linesRead(postings)).toEqual(['2026-10-05 RE-1 11001 an 3000 10000', '2026-10-05 RE-1 11001 an 3010 2000'])
    const credit = await check(debi(invoice.replace('>R<', '>G<')))
    expect(linesRead(credit.postings)[0]).toBe('2026-10-05 RE-1 3000 an 11001 10000')
    const assigned = debi(invoice.replace('<Number>1</Number><Reference', '<Number></Number><Reference'))
    expect(await found(assigned, { abacusNumber: 'assigned' })).toEqual([])
    expect(await found(assigned)).toEqual(['required Document/Number'])
  })

  it('takes customers, and knows a file of its kind', async () => {
    const { report, postings } = await check(customers(person))
    expect([report.findings, postings, report.files[0]?.rows]).toEqual([[], [], 1])
    const golden = await checkText('x.xml', readFileSync(goldenFiles('abacus', 'fibu.')[0] ?? ''), null)
    expect(golden.report.files[0]?.format).toBe('abacus')
  })

  const total = (from: string, to: string) => good.replace(from, to)
  const last = (from: string, to: string) =>
    good.slice(0, good.lastIndexOf(from)) + to + good.slice(good.lastIndexOf(from) + from.length)

  it.each([
    ['an end that is missing', good.slice(0, -30), ['xml-damaged Abacus.xml']],
    ['no XML', 'Konto;Betrag', ['xml-damaged Abacus.xml']],
    ['another encoding', good.replace('UTF-8', 'ISO-8859-1'), ['xml-damaged Abacus.xml']],
    ['a document type', good.replace('<AbaConnect', '<!DOCTYPE x><AbaConnect'), ['xml-damaged Abacus.xml']],
    ['another container', good.replaceAll('AbaConnectContainer', 'Container'), ['element-unknown Container']],
    ['no transaction', container('FIBU', 'XML Buchungen', '2015.00'), ['no-rows']],
    ['no task', '<AbaConnectContainer></AbaConnectContainer>', ['required AbaConnectContainer/Task']],
    ['two tasks counted', total('<TaskCount>1', '<TaskCount>2'), ['warning value-unknown TaskCount']],
    ['no map', total('<MapId>AbaDefault</MapId>', ''), ['required Parameter/MapId']],
    ['a version that is none', total('2015.00', '15'), ['value-unknown Parameter/Version']],
    ['payments of DEBI', container('DEBI', 'Zahlungen', '2018.00', ''), ['abacus-not-read Parameter/Id']],
    ['no id', total(' id="1"', ''), ['required Transaction/@id']],
    [
      'an id twice',
      container('FIBU', 'XML Buchungen', '2015.00', entry, entry.replaceAll('RE-1', 'RE-2')).replace(
        'id="2"',
        'id="1"',
      ),
      ['abacus-transaction-id Transaction/@id'],
    ],
    ['an entry twice', container('FIBU', 'XML Buchungen', '2015.00', entry, entry), ['warning entry-twice Entry']],
    [
      'an invoice among entries',
      container('FIBU', 'XML Buchungen', '2015.00', invoice),
      ['required Transaction/Entry'],
    ],
    [
      'an unknown element',
      total('<Client></Client>', '<Klient></Klient>'),
      ['element-unknown CollectiveInformation/Klient'],
    ],
    [
      'an element of 2014.00',
      total('<IntercompanyId>0</IntercompanyId>', '<BookingLevel1>1</BookingLevel1>'),
      ['element-unknown CollectiveInformation/BookingLevel1'],
    ],
    [
      'elements out of order',
      total('<EntryLevel>A</EntryLevel><EntryType>C</EntryType>', '<EntryType>C</EntryType><EntryLevel>A</EntryLevel>'),
      ['element-order CollectiveInformation/EntryLevel'],
    ],
    [
      'an element twice',
      total('<Client></Client>', '<Client></Client><Client></Client>'),
      ['element-twice CollectiveInformation/Client'],
    ],
    [
      'an element that is missing',
      total('<SingleCount>2</SingleCount>', ''),
      ['required CollectiveInformation/SingleCount'],
    ],
    ['a German date', total('2026-10-05', '05.10.2026'), ['document-date CollectiveInformation/EntryDate']],
    [
      'no such day',
      good.replaceAll('2026-10-05', '2026-02-29'),
      ['document-date CollectiveInformation/EntryDate', 'document-date SingleInformation/EntryDate'],
    ],
    ['a decimal comma', total('>120.00<', '>120,00<'), ['amount AmountData/Amount']],
    [
      'an amount too long',
      good.replaceAll('120.00', '12345678901.00'),
      ['amount AmountData/Amount', 'amount CollectiveInformation/KeyAmount'],
    ],
    ['an account with letters', total('>1100<', '>K1100<'), ['pattern CollectiveInformation/Account']],
    ['an account too long', total('>1100<', '>110011001100<'), ['too-long CollectiveInformation/Account']],
    ['a text too long', total('Rechnung', 'R'.repeat(81)), ['too-long CollectiveInformation/Text1']],
    ['no text', total('Rechnung', ''), ['required CollectiveInformation/Text1']],
    ['a number too long', total('>RE-1<', '>RE-12345678<'), ['too-long CollectiveInformation/DocumentNumber']],
    ['no number', total('>RE-1<', '><'), ['warning number-missing DocumentNumber']],
    ['a tax code too long', total('>311<', '>3111<'), ['too-long TaxData/TaxCode']],
    ['no tax code', total('>311<', '><'), ['required TaxData/TaxCode']],
    ['a cent too much', good.replaceAll('120.00', '120.01'), ['unbalanced KeyAmount']],
    ['a side', total(`${head}<Client>`, '<DebitCredit>C</DebitCredit><Client>'), ['abacus-letter DebitCredit']],
    [
      'one single of another day',
      last('<EntryDate>2026-10-05<', '<EntryDate>2026-10-06<'),
      ['document-differs EntryDate'],
    ],
    ['a count', total('<SingleCount>2', '<SingleCount>3'), ['abacus-single-count SingleCount']],
    ['S with two', total('<EntryType>C', '<EntryType>S'), ['abacus-entry-type EntryType']],
    [
      'a tax in document currency',
      total('<Amount>0<', '<Amount>-8.10<'),
      ['abacus-tax-amount TaxData/AmountData/Amount'],
    ],
    ['the wrong tax', total('>-8.10<', '>-2.74<'), ['tax-sum TaxData/KeyAmount']],
    ['a tax with the wrong sign', total('>-8.10<', '>8.10<'), ['tax-sum TaxData/KeyAmount']],
    [
      'an old rate',
      total('>-8.10<', '>-7.73<').replace('>8.1<', '>7.7<'),
      ['warning tax-rate-unknown TaxData/TaxRate'],
    ],
    ['two amounts', total('<Amount>120.00', '<Amount>119.00'), ['abacus-amount-differs AmountData/Amount']],
    ['another currency without its rate', total('<Currency>CHF', '<Currency>EUR'), ['currency AmountData/Currency']],
    [
      'a single of nothing',
      good.replaceAll('11.90', '0.00').replaceAll('120.00', '108.10').replace('-0.30', '0'),
      ['amount KeyAmount'],
    ],
    ['an unknown code', debi(invoice.replace('>R<', '>X<')), ['value-unknown DocumentCode']],
    ['a number of DEBI twice', debi(invoice, invoice), ['number-twice Number']],
    [
      'a number of DEBI with letters',
      debi(invoice.replace('<Number>1</Number><Ref', '<Number>A1</Number><Ref')),
      ['pattern Document/Number'],
    ],
    [
      'lines that do not add up',
      debi(invoice.replaceAll('20.00', '30.00').replaceAll('130.00', '120.00')),
      ['unbalanced KeyAmount'],
    ],
    ['lines without order', debi(invoice.replace('<Number>2', '<Number>3')), ['abacus-line-number LineItem/Number']],
    [
      'a tax that Abacus computes',
      debi(invoice.replace('<TaxAmount>', '<TaxAmount>7.49')),
      ['abacus-tax-computed LineItem/TaxAmount'],
    ],
    ['a line without its tax code', debi(invoice.replace('<TaxCode>311</TaxCode>', '')), ['required LineItem/TaxCode']],
    ['no customer', debi(invoice.replace('>11001<', '><')), ['required Document/CustomerNumber']],
    ['a customer twice', customers(person, person), ['warning account-twice CustomerNumber']],
    ['a customer without town', customers(person.replace('<City>Zürich</City>', '')), ['required AddressData/City']],
    [
      'a customer with another address',
      customers(person.replace('<AddressNumber>11001', '<AddressNumber>11002')),
      ['warning document-differs AddressData/AddressNumber'],
    ],
  ])('finds %s', async (_what, text, expected) => {
    expect(await found(text)).toEqual(expected)
  })

  it('finds bytes that are not UTF-8, and another name', async () => {
    const latin = await checkText(name, Buffer.from(good.replace('Brille', 'Hülle'), 'latin1'), 'abacus')
    expect(latin.found).toEqual(['not-utf-8'])
    expect((await check(good, null, 'Abacus.txt')).found).toEqual(['file-name'])
  })

  it('says where: line, document, field and value', async () => {
    const { report } = await check(total('Rechnung', 'R'.repeat(81)))
    expect(report.findings[0]).toMatchObject({ line: 3, document: 'RE-1', value: 'R'.repeat(81) })
  })
})
