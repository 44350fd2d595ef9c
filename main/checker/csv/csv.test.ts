import { describe, expect, it } from 'vitest'
import { checkText } from '../../../test/formats/check-files'
import { linesRead } from '../../../test/formats/read-back'
import { findFormat } from '../../core/formats'
import { completeSettings, type FormatSettings } from '../../core/formats/settings'

const csv = findFormat('csv')
if (!csv) throw new Error('csv is not registered')
const declared = csv.settings
const columns = (...names: readonly string[]) => names.map((column) => ({ column, heading: column }))
const lines = (...rows: readonly string[]) => [...rows, ''].join('\r\n')

const postingColumns = columns(
  ...['entry-no', 'document-date', 'document-no', 'debit', 'credit', 'gross', 'net', 'tax', 'tax-rate', 'text'],
  ...['row-number', 'kind', 'currency', 'fixed1', 'mandant'],
)
const postingHead = postingColumns.map(({ heading }) => heading).join(';')
const first = "1-1;05.10.2026;RE-1;10001;8400;119,00;100,00;19,00;19,00;'=Brille;1;AR;EUR;X;"
const second = '1-2;05.10.2026;RE-1;10001;8300;107,00;100,00;7,00;7,00;"Etui; rot";2;AR;EUR;X;'
const postings = lines(postingHead, first, second)

const accountColumns = columns(
  'document-date',
  'document-no',
  'account',
  'contra-account',
  'side',
  'amount',
  'tax',
  'person',
)
const accountHead = accountColumns.map(({ heading }) => heading).join(';')
const total = '05.10.2026;RE-1;1100;div;S;226,00;;D10001'
const net = '05.10.2026;RE-1;3000;1100;H;100,00;19,00;'
const tax = '05.10.2026;RE-1;2200;1100;H;19,00;19,00;'
const free = '05.10.2026;RE-1;3200;1100;H;107,00;0,00;'
const accounts = lines(accountHead, total, net, tax, free)

const plain = { encoding: 'utf-8', textMax: '20', documentNoMax: '10', fixed1: 'X', debtorPrefix: 'D' }
const perPosting: FormatSettings = { ...plain, bookingColumns: postingColumns }
const perAccount: FormatSettings = {
  ...{ ...plain, bookingColumns: accountColumns, rowStyle: 'accounts', taxAccountOutput: '2200' },
  ...{ collectiveDebtors: '1100' },
}
const check = (text: string, settings: FormatSettings | null, name = 'Buchungen.csv') =>
  checkText(name, Buffer.from(text), 'csv', settings && completeSettings(declared, settings))
const found = async (text: string, settings: FormatSettings | null, name?: string) =>
  (await check(text, settings, name)).found

describe('rows with both accounts', () => {
  it('are postings, and an apostrophe before a formula is none of the text', async () => {
    const { report, postings: read } = await check(postings, perPosting)
    expect(report.findings).toEqual([])
    expect(linesRead(read)).toEqual(['2026-10-05 RE-1 10001 an 8300 10700', '2026-10-05 RE-1 10001 an 8400 11900'])
    expect(read[0]).toMatchObject({ text: '=Brille', currency: 'EUR', mandant: null, taxCode: null })
    expect(read[1]?.text).toBe('Etui; rot')
  })

  it.each([
    ['no line', '', ['file-empty']],
    ['only headings', lines(postingHead), ['no-rows']],
    [
      'a heading spelt otherwise',
      postings.replace('debit', 'soll'),
      ['headings-differ soll', 'column-missing Sollkonto, Habenkonto', 'warning column-unknown soll'],
    ],
    ['two headings turned', postings.replace('debit;credit', 'credit;debit'), ['headings-differ credit']],
    ['a heading twice', postings.replace('tax-rate', 'tax'), ['headings-differ tax', 'column-twice tax']],
    ['a row too short', postings.replace(';EUR;X;\r\n1-2', ';EUR\r\n1-2'), ['column-count', 'row-missing row-number']],
    ['a separator in a text', postings.replace('"Etui; rot"', 'Etui; rot'), ['column-count']],
    [
      'no such day',
      postings.replace('05.10.2026;RE-1;10001;8400', '31.02.2026;RE-1;10001;8400'),
      ['date document-date'],
    ],
    ['a day of another form', postings.replace('05.10', '5.10'), ['date document-date']],
    ['no day', postings.replace('1-1;05.10.2026', '1-1;'), ['required document-date']],
    ['a decimal point', postings.replace('119,00', '119.00'), ['amount gross']],
    ['one decimal', postings.replace('119,00', '119,0'), ['amount gross']],
    ['thousands', postings.replace('119,00', '1.119,00'), ['amount gross']],
    ['an amount of nothing', postings.replace('119,00', '0,00'), ['amount gross']],
    ['a negative amount', postings.replace('119,00', '-119,00'), ['amount gross']],
    ['a cent', postings.replace('119,00', '119,01'), ['tax-sum tax']],
    ['no account', postings.replace(';8400;', ';;'), ['required credit']],
    ['a name as account', postings.replace(';8400;', ';Erlöse;'), ['account credit']],
    ['an entry number twice', postings.replace('1-2;', '1-1;'), ['reference-twice entry-no']],
    ['a gap', postings.replace(';2;AR', ';3;AR'), ['row-missing row-number']],
    ['another word', postings.replace(';AR;', ';RG;'), ['value-unknown kind']],
    ['another fixed value', postings.replace(';X;', ';Y;'), ['value-unknown fixed1']],
    ['a currency in words', postings.replace('EUR', 'Euro'), ['value-unknown currency']],
    ['a long number', postings.replaceAll('RE-1', 'RE-12345678'), ['too-long document-no']],
    ['no number', postings.replaceAll('RE-1', ''), ['warning number-missing document-no']],
    ['a long text', postings.replace('Etui; rot', 'Etui; rot, mit Reißverschluss'), ['warning too-long text']],
    ['a formula', postings.replace("'=Brille", '=Brille'), ['formula-cell text']],
    ['a wide formula', postings.replace("'=Brille", '＋Brille'), ['formula-cell text']],
    ['a quote within a text', postings.replace("'=Brille", 'Brille 5" x'), ['quote-inside-unquoted text']],
    ['no last line end', postings.trimEnd(), ['last-line-not-ended']],
    ['only LF', postings.replaceAll('\r\n', '\n'), ['warning line-end']],
    ['a mark', `\uFEFF${postings}`, ['byte-order-mark']],
    ['a control character', postings.replace('Etui', 'Et\u0007ui'), ['control-character']],
  ])('finds %s', async (_what, text, expected) => {
    expect(await found(text, perPosting)).toEqual(expected)
  })

  it('finds another encoding, a name of another kind, and another Mandant', async () => {
    const latin = await checkText(
      'x.csv',
      Buffer.from(postings.replace('Etui', 'Hülle'), 'latin1'),
      'csv',
      completeSettings(declared, perPosting),
    )
    expect(latin.found).toEqual(['not-utf-8'])
    const windows = await found(postings.replace('Etui', 'Hülle'), { ...perPosting, encoding: 'windows-1252' })
    expect(windows).toEqual(['looks-like-utf-8'])
    expect(await found(postings, perPosting, 'Buchungen.doc')).toEqual(['file-name'])
  })
})

describe('accounts, sides and signs', () => {
  const of = (...names: readonly string[]) => ({
    ...plain,
    bookingColumns: columns('document-date', 'document-no', ...names),
  })
  const head = (settings: ReturnType<typeof of>) => settings.bookingColumns.map(({ heading }) => heading).join(';')

  it('finds marks, signs and accounts that contradict each other', async () => {
    const settings = { ...of('account', 'contra-account', 'side', 'amount', 'debit', 'credit'), amountStyle: 'signed' }
    const row = (...cells: readonly string[]) => lines(head(settings), ['05.10.2026;RE-1', ...cells].join(';'))
    const good = await check(row('10001', '8400', 'H', '-5,00', '8400', '10001'), settings)
    expect(good.found).toEqual([])
    expect(linesRead(good.postings)).toEqual(['2026-10-05 RE-1 8400 an 10001 500'])
    expect(await found(row('10001', '8400', 'S', '-5,00', '8400', '10001'), settings)).toContain('sides-differ side')
    expect(await found(row('10001', '8400', 'H', '-5,00', '10001', '8400'), settings)).toEqual(['sides-differ account'])
    expect(await found(row('10001', '8400', '', '-5,00', '8400', '10001'), settings)).toEqual(['required side'])
  })

  it('takes debit and credit in columns of their own, and never both', async () => {
    const settings = { ...of('account', 'contra-account', 'amount'), amountStyle: 'columns' }
    const row = (rest: string) =>
      lines(head(settings).replace('amount', 'amount Soll;amount Haben'), `05.10.2026;RE-1;D10001;8400;${rest}`)
    const good = await check(row(';5,00'), settings)
    expect(good.found).toEqual([])
    expect(linesRead(good.postings)).toEqual(['2026-10-05 RE-1 8400 an 10001 500'])
    expect(await found(row('5,00;5,00'), settings)).toEqual(['amount-on-both-sides amount Haben'])
    expect(await found(row(';'), settings)).toEqual(['required amount Haben'])
  })

  it('adds up net and tax where there is no gross amount', async () => {
    const settings = of('debit', 'credit', 'net', 'tax')
    const { found: none, postings: read } = await check(
      lines(head(settings), '05.10.2026;RE-1;10001;8400;100,00;19,00'),
      settings,
    )
    expect(none).toEqual([])
    expect(read[0]?.grossCents).toBe(11_900)
  })
})

describe('rows of one account each', () => {
  it('are put together, with the tax, the person behind the shared account and without letters', async () => {
    const { report, postings: read } = await check(accounts, perAccount)
    expect(report.findings).toEqual([])
    expect(linesRead(read)).toEqual(['2026-10-05 RE-1 10001 an 3000 11900', '2026-10-05 RE-1 10001 an 3200 10700'])
  })

  it('goes on when debit and credit are equal before the tax of a row', async () => {
    const head = '05.10.2026;RE-1;1000;div;S;100,00;;'
    const rows = ['3000;1000;H;100,00;19,00;', '2200;1000;H;19,00;19,00;', '3200;1000;S;19,00;0,00;']
    const { report, postings: read } = await check(
      lines(accountHead, head, ...rows.map((row) => `05.10.2026;RE-1;${row}`)),
      perAccount,
    )
    expect(report.findings).toEqual([])
    expect(linesRead(read)).toEqual(['2026-10-05 RE-1 1000 an 3000 11900', '2026-10-05 RE-1 3200 an 1000 1900'])
  })

  it.each([
    ['a cent too much', accounts.replace('226,00', '226,01'), ['unbalanced']],
    ['a row that is missing', lines(accountHead, total, net, tax), ['unbalanced']],
    ['a total that is missing', lines(accountHead, net, tax, free), ['unbalanced']],
    ['another tax', accounts.replace('100,00;19,00', '100,00;18,00'), ['tax-sum tax']],
    ['a side', accounts.replace('1100;H;107', '1100;S;107'), ['unbalanced']],
    ['no side', accounts.replace(';S;226', ';;226'), ['required side', 'unbalanced']],
    ['no person', accounts.replace('D10001', ''), ['person-missing person', 'unbalanced']],
    ['another contra account', accounts.replace('3000;1100', '3000;1101'), ['contra-account contra-account']],
    ['a document that begins too early', accounts.replace('RE-1;3200', 'RE-2;3200'), ['unbalanced']],
  ])('finds %s', async (_what, text, expected) => {
    expect(await found(text, perAccount)).toEqual(expected)
  })
})

describe('personal accounts', () => {
  const personColumns = columns('person-account', 'person-kind', 'person-name', 'person-iban', 'person-payment-days')
  const settings: FormatSettings = { ...perPosting, personColumns }
  const row = (text: string) => lines(personColumns.map(({ heading }) => heading).join(';'), text)

  it.each([
    ['nothing in a good row', row('D10001;D;Groß;DE02120300000000202051;14'), []],
    ['no account', row(';D;Groß;;'), ['required person-account']],
    ['no name', row('10001;D;;;'), ['name-missing person-name']],
    ['another kind', row('10001;X;Groß;;'), ['value-unknown person-kind']],
    ['a wrong IBAN', row('10001;D;Groß;DE03120300000000202051;'), ['warning iban person-iban']],
    ['blanks in an IBAN', row('10001;D;Groß;DE02 1203 0000 0000 2020 51;'), ['warning iban-blanks person-iban']],
    ['an account twice', row('10001;D;Groß;;\r\n10001;D;Klein;;'), ['warning account-twice person-account']],
    ['days in words', row('10001;D;Groß;;bald'), ['pattern person-payment-days']],
  ])('finds %s', async (_what, text, expected) => {
    expect(await found(text, settings, 'Personenkonten.csv')).toEqual(expected)
  })
})

describe('a file from elsewhere', () => {
  it.each([
    ['semicolons', 'Datum;Belegnummer;Soll;Haben;Betrag;Text', '5.10.2026;RE-1;10001;8400;1.119,00;Hülle'],
    [
      'commas',
      'Belegdatum,Belegnummer,Sollkonto,Habenkonto,Bruttobetrag,Text',
      '2026-10-05,RE-1,10001,8400,"1,119.00",Hülle',
    ],
    ['tabs', 'Belegdatum\tBelegnummer\tKonto\tGegenkonto\tBetrag', '05/10/2026\tRE-1\t8400\t10001\t-1119,00'],
  ])('is understood with %s, in either encoding', async (_what, heading, row) => {
    for (const encoding of ['utf8', 'latin1'] as const) {
      const {
        found: none,
        postings: read,
        report,
      } = await checkText('x.csv', Buffer.from(`${heading}\n${row}\n`, encoding), null)
      expect(none).toEqual([])
      expect(report.files[0]).toMatchObject({ format: 'csv', rows: 1 })
      expect(linesRead(read)).toEqual(['2026-10-05 RE-1 10001 an 8400 111900'])
    }
  })

  it('says what is missing and what nobody knows, and warns of formulas', async () => {
    expect(await found('Datum;Beleg;Soll;Haben;Wert\r\n', null)).toEqual([
      ...['column-missing Belegnummer', 'column-missing Betrag', 'warning column-unknown Wert'],
    ])
    const text = lines('Datum;Belegnummer;Soll;Haben;Betrag;Text', '05.10.2026;RE-1;10001;8400;5,00;=1+1')
    expect(await found(text, null)).toEqual(['warning formula-cell Text'])
  })

  it('is no table when the headings say nothing of bookings', async () => {
    const { report } = await checkText('x.csv', Buffer.from('a;b;c\r\n1;2;3\r\n'), null)
    expect(report.files[0]?.format).toBeNull()
  })
})
