import { describe, expect, it } from 'vitest'
import { aDocument, anInvoice, aPerson, postings } from '../../../../test/formats/builders'
import { germany, switzerland } from '../../../../test/formats/country'
import { type WriteOptions, writeWithFormat } from '../../../../test/formats/write-with'
import { checkSettings, completeSettings, type FormatSettings } from '../settings'
import { csv } from '.'

const mandant = germany.mandant
const line = { account: '10001', contraAccount: '8200', taxRate: 1900, amountCents: 11_900, text: 'Brille' }
const head = {
  mandant: 'DE1',
  sourceId: 'B1',
  documentNo: 'RE-1',
  kind: 'rechnung',
  documentDate: '2026-10-05',
} as const
const invoice = (changes: Partial<Parameters<typeof aDocument>[0]> = {}) =>
  aDocument({ ...head, postings: postings(line), ...changes })

const columns = (...names: readonly string[]) => names.map((column) => ({ column, heading: column }))
/** Enough to book from, few enough to read. */
const few = columns('document-date', 'document-no', 'debit', 'credit', 'gross', 'text')

const write = (settings: FormatSettings, more: Partial<WriteOptions> = {}) =>
  writeWithFormat(csv, {
    ...{ mandants: [mandant], documents: [invoice()], ...more },
    settings: { bookingColumns: few, encoding: 'utf-8', ...settings },
  })
const linesOf = (written: ReturnType<typeof write>, file = 0) =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(written.files[file]?.bytes).split('\r\n').slice(0, -1)
const rowOf = (settings: FormatSettings, more: Partial<WriteOptions> = {}) => linesOf(write(settings, more))[1]
const codes = ({ faults, checks }: ReturnType<typeof write>) => [...checks, ...faults].map(({ code }) => code)

describe('how values are spelled', () => {
  it('delimiter, decimal mark, heading', () => {
    expect(linesOf(write({}))).toEqual([
      'document-date;document-no;debit;credit;gross;text',
      '05.10.2026;RE-1;10001;8200;119,00;Brille',
    ])
    expect(rowOf({ delimiter: 'tab', decimal: 'point' })).toBe('05.10.2026\tRE-1\t10001\t8200\t119.00\tBrille')
    expect(rowOf({ delimiter: 'comma' })).toBe('05.10.2026,RE-1,10001,8200,"119,00",Brille')
    expect(linesOf(write({ heading: false }))).toHaveLength(1)
  })

  it.each([
    ['DD.MM.YYYY', '05.10.2026'],
    ['D.M.YYYY', '5.10.2026'],
    ['YYYY-MM-DD', '2026-10-05'],
    ['YYYYMMDD', '20261005'],
    ['DDMMYYYY', '05102026'],
    ['DDMMYY', '051026'],
    ['DD/MM/YYYY', '05/10/2026'],
  ])('dates as %s', (dateForm, written) => {
    expect(rowOf({ dateForm })?.split(';')[0]).toBe(written)
  })

  it.each([
    ['needed', '05.10.2026;RE-1;10001;8200;119,00;"a;b ""c"""'],
    ['texts', '05.10.2026;"RE-1";"10001";"8200";119,00;"a;b ""c"""'],
    ['all', '"05.10.2026";"RE-1";"10001";"8200";"119,00";"a;b ""c"""'],
  ])('quotation marks: %s', (quoting, written) => {
    expect(rowOf({ quoting }, { documents: [invoice({ postings: postings({ ...line, text: 'a;b "c"' }) })] })).toBe(
      written,
    )
  })

  it('encodings', () => {
    const documents = [invoice({ postings: postings({ ...line, text: 'Größe €' }) })]
    const start = (encoding: string) => [...(write({ encoding }, { documents }).files[0]?.bytes.slice(0, 3) ?? [])]
    expect(start('utf-8-bom')).toEqual([0xef, 0xbb, 0xbf])
    expect(start('utf-8')).toEqual([...new TextEncoder().encode('doc')])
    const latin = write({ encoding: 'windows-1252' }, { documents }).files[0]?.bytes
    expect(new TextDecoder('windows-1252').decode(latin)).toContain('Größe €')
  })

  it('amounts of one cent and of ten figures', () => {
    const amount = (amountCents: number) =>
      rowOf({}, { documents: [invoice({ postings: postings({ ...line, amountCents }) })] })?.split(';')[4]
    expect([1, 10, 100, 999_999_999_999].map(amount)).toEqual(['0,01', '0,10', '1,00', '9999999999,99'])
    const tooLarge = [invoice({ postings: postings({ ...line, amountCents: 1_000_000_000_000 }) })]
    expect(codes(write({}, { documents: tooLarge }))).toEqual(['format-amount-too-large'])
  })
})

describe('texts', () => {
  const textOf = (text: string, settings: FormatSettings = {}) => {
    const written = write(settings, { documents: [invoice({ postings: postings({ ...line, text }) })] })
    const bytes = written.files[0]?.bytes
    const encoding = settings['encoding'] === 'windows-1252' ? 'windows-1252' : 'utf-8'
    const row = new TextDecoder(encoding).decode(bytes).split('\r\n')[1]
    return { text: row?.split(';')[5], codes: codes(written) }
  }

  it.each(['=1+1', '+49', '-1', '@x', ' =1', '\t=1', '\r=1', '＝1'])(
    'guards %j against being run as a formula',
    (text) => {
      expect(textOf(text).text?.replace(/^"|"$/g, '')).toMatch(/^'\s*[=+\-@＝]/)
      expect(textOf(text, { formulaGuard: false }).text).not.toContain("'")
    },
  )

  it('guards what becomes a formula only by the encoding', () => {
    expect(textOf('＝1', { encoding: 'windows-1252' }).text).toBe("'=1")
  })

  it('guards so that one apostrophe can always be taken off again', () => {
    expect(["'=1", "'x", "''-1"].map((text) => textOf(text).text)).toEqual(["''=1", "'x", "'''-1"])
  })

  it('never guards an amount', () => {
    const settings = { bookingColumns: columns('document-date', 'document-no', 'account', 'contra-account', 'amount') }
    const documents = [invoice({ postings: postings({ ...line, side: 'H' }) })]
    expect(rowOf({ ...settings, amountStyle: 'signed' }, { documents })).toBe('05.10.2026;RE-1;10001;8200;-119,00')
  })

  it('cuts too long a text with a remark, through no character', () => {
    expect(textOf('x'.repeat(81))).toEqual({ text: 'x'.repeat(80), codes: ['format-text-cut'] })
    expect(textOf(`${'x'.repeat(9)}😀`, { textMax: '10' }).text).toBe('x'.repeat(9))
    expect(textOf('x'.repeat(100), { textMax: '100' }).codes).toEqual([])
  })

  it('says what Windows-1252 cannot carry', () => {
    const narrow = { encoding: 'windows-1252' }
    expect(textOf('Čapek', narrow)).toEqual({ text: 'Capek', codes: ['format-table-text-replaced'] })
    expect(textOf('東京', narrow)).toEqual({ text: undefined, codes: ['format-table-text-characters'] })
    expect(textOf('東京')).toEqual({ text: '東京', codes: [] })
    const odd = [{ column: 'text', heading: '東京' }, ...few.slice(0, -1)]
    expect(codes(write({ ...narrow, bookingColumns: odd }))).toEqual(['format-table-heading-characters'])
  })

  it('writes no line break inside a field', () => {
    expect(textOf('a\r\nb\u2028c').text).toBe('a  b c')
  })
})

describe('document numbers', () => {
  const of = (documentNo: string, settings: FormatSettings = {}) =>
    write(settings, { documents: [invoice({ documentNo })] })

  it('are never cut', () => {
    expect(codes(of('x'.repeat(36)))).toEqual([])
    expect(of('x'.repeat(37)).faults).toMatchObject([
      { level: 'reject', code: 'format-table-number-too-long', subject: 'x'.repeat(37), value: '36' },
    ])
    expect(of('x'.repeat(37)).files).toEqual([])
    expect(codes(of('x'.repeat(37), { documentNoMax: '40' }))).toEqual([])
  })

  it('are never changed', () => {
    expect(codes(of('Ł-1', { encoding: 'windows-1252' }))).toEqual(['format-table-number-characters'])
    expect(codes(of('Ł-1'))).toEqual([])
    expect(codes(of('a\tb'))).toEqual(['format-table-number-characters'])
  })

  it('as digits are never two for one', () => {
    const settings = { bookingColumns: columns('document-date', 'document-digits', 'debit', 'credit', 'gross') }
    expect(rowOf(settings)).toBe('05.10.2026;1;10001;8200;119,00')
    const documents = [invoice(), invoice({ sourceId: 'B2', documentNo: 'GU-01' })]
    expect(codes(write(settings, { documents }))).toEqual(['format-table-number-collision'])
    expect(codes(write(settings, { documents: [invoice({ documentNo: 'X' })] }))).toEqual([
      'format-table-number-no-digits',
    ])
    const supplier = { mandant: 'DE1', invoiceDate: '2026-10-05', positions: [{ account: '4930', amountCents: 100 }] }
    const invoices = ['70001', '70002'].map((creditor) => anInvoice({ ...supplier, creditor, invoiceNo: 'A-1' }))
    expect(codes(write(settings, { documents: [invoice()], invoices }))).toEqual([])
  })
})

describe('columns', () => {
  const sides = columns('document-date', 'document-no', 'account', 'contra-account', 'side', 'amount')

  it('stand in the chosen order under the chosen headings', () => {
    const bookingColumns = [...few.slice(1), { column: 'document-date', heading: 'Tag; "genau"' }]
    expect(linesOf(write({ bookingColumns }))).toEqual([
      'document-no;debit;credit;gross;text;"Tag; ""genau"""',
      'RE-1;10001;8200;119,00;Brille;05.10.2026',
    ])
  })

  it.each([
    ['mark', 'amount', 'H;119,00'],
    ['signed', 'amount', 'H;-119,00'],
    ['columns', 'amount Soll;amount Haben', 'H;;119,00'],
  ])('amount style %s', (amountStyle, heading, values) => {
    const documents = [invoice({ postings: postings({ ...line, side: 'H' }) })]
    const lines = linesOf(write({ bookingColumns: sides, amountStyle }, { documents }))
    expect(lines[0]?.split(';').slice(5).join(';')).toBe(heading)
    expect(lines[1]?.split(';').slice(4).join(';')).toBe(values)
  })

  it.each([
    ['books', '8200;10001;H'],
    ['person', '10001;8200;S'],
    ['tax', '8200;10001;H'],
  ])('the account that leads: %s', (leading, values) => {
    const documents = [invoice({ postings: postings({ ...line, account: '8200', contraAccount: '10001', side: 'H' }) })]
    expect(rowOf({ bookingColumns: sides, leading }, { documents })?.split(';').slice(2, 5).join(';')).toBe(values)
  })

  it('turn a reversal', () => {
    const documents = [invoice({ occasion: 'reversal' })]
    expect(rowOf({ bookingColumns: sides }, { documents })).toBe('05.10.2026;RE-1;10001;8200;H;119,00')
  })

  it('put a letter before debtors and creditors', () => {
    const settings = { debtorPrefix: 'D', creditorPrefix: 'K' }
    expect(rowOf(settings)).toContain(';D10001;8200;')
    const persons = [
      aPerson({ mandant: 'DE1', account: '70001', kind: 'creditor', company: 'Lieferant', iban: 'DE00', bic: 'x' }),
    ]
    const written = write(settings, { persons })
    expect(linesOf(written, 1)[1]).toBe('K70001;K;Lieferant;;Lieferant;;;;;;;;;;')
    expect(codes(written)).toEqual(['format-iban-invalid', 'format-bic-invalid'])
  })

  it('hold fixed values and nothing', () => {
    const bookingColumns = [...few, ...columns('fixed1', 'empty1', 'row-number', 'document-count')]
    const documents = [invoice({ postings: postings(line, line) }), invoice({ sourceId: 'B2' })]
    const lines = linesOf(write({ bookingColumns, fixed1: '=X' }, { documents }))
    expect(lines.slice(1).map((row) => row.split(';').slice(6).join(';'))).toEqual(["'=X;;1;1", "'=X;;2;1", "'=X;;3;2"])
  })

  it('ask for the advisor’s tax code', () => {
    const bookingColumns = [...few, ...columns('tax-code')]
    expect(write({ bookingColumns }).faults).toMatchObject([{ level: 'reject', code: 'format-tax-code-missing' }])
    const rule = { direction: 'output', taxRate: 1900, sourceKey: null, validFrom: null, validTo: null } as const
    expect(rowOf({ bookingColumns }, { taxKeys: [{ ...rule, format: 'csv', key: 'U19' }] })).toMatch(/;U19$/)
    expect(codes(write({ bookingColumns }, { taxKeys: [{ ...rule, format: 'xlsx', key: 'U19' }] }))).toHaveLength(1)
  })

  it('say when a special case of tax would be lost', () => {
    const documents = [
      invoice({ postings: postings({ ...line, taxKey: '94', contraAccount: '4930', account: '70001' }) }),
    ]
    expect(codes(write({}, { documents }))).toEqual(['format-table-tax-case-lost'])
    expect(rowOf({ bookingColumns: [...few, ...columns('datev-key')] }, { documents })).toMatch(/;94$/)
  })

  it.each([
    [['document-date', 'document-no', 'debit', 'gross'], 'Sollkonto, Habenkonto'],
    [['document-date', 'document-no', 'account', 'contra-account', 'amount'], 'Sollkonto, Habenkonto'],
    [['document-no', 'debit', 'credit', 'gross'], 'Belegdatum'],
    [['document-date', 'debit', 'credit', 'gross'], 'Belegnummer'],
    [['document-date', 'document-no', 'debit', 'credit', 'tax'], 'Betrag'],
  ])('without which one cannot book: %j', (names, field) => {
    expect(write({ bookingColumns: columns(...names) }).checks).toMatchObject([
      { level: 'reject', code: 'format-table-column-missing', field, mandant: 'DE1' },
    ])
  })
})

describe('rows per account', () => {
  const bookingColumns = columns('document-date', 'document-no', 'account', 'contra-account', 'side', 'amount')
  const accounts = { bookingColumns, rowStyle: 'accounts', taxAccountOutput: '2200' }
  const rows = (written: ReturnType<typeof write>) =>
    linesOf(written)
      .slice(1)
      .map((row) => row.split(';').slice(2).join(';'))

  it('split the tax off and balance to the cent', () => {
    const documents = [
      invoice({ postings: postings({ ...line, amountCents: 101 }, { ...line, amountCents: 102, taxRate: 700 }) }),
    ]
    expect(rows(write(accounts, { documents }))).toEqual([
      ...['10001;8200;S;2,03', '8200;10001;H;0,85', '2200;10001;H;0,16', '8200;10001;H;0,95', '2200;10001;H;0,07'],
    ])
  })

  it('stay gross where tax is not split', () => {
    expect(rows(write({ ...accounts, rowStyle: 'document' }))).toEqual(['10001;8200;S;119,00', '8200;10001;H;119,00'])
  })

  it('tell debits and credits apart where they cancel each other', () => {
    const documents = [invoice({ postings: postings(line, { ...line, side: 'H' }) })]
    expect(rows(write({ ...accounts, rowStyle: 'document' }, { documents }))).toEqual([
      ...['10001;8200;S;119,00', '8200;10001;H;119,00', '10001;8200;H;119,00', '8200;10001;S;119,00'],
    ])
  })

  it('seem complete only after the last one', () => {
    const of = (amountCents: number, side: 'S' | 'H') => ({ ...line, amountCents, side })
    const documents = [invoice({ postings: postings(of(500, 'S'), of(300, 'S'), of(300, 'H')) })]
    const written = rows(write({ ...accounts, rowStyle: 'document' }, { documents }))
    const amounts = written.map(
      (row) => (row.split(';')[2] === 'S' ? 1 : -1) * Number(row.split(';')[3]?.replace(',', '.')),
    )
    expect(amounts[0]).toBe(5)
    const balances = amounts.map((_, index) => amounts.slice(0, index + 1).reduce((sum, amount) => sum + amount, 0))
    expect(balances.indexOf(0)).toBe(amounts.length - 1)
  })

  it('need an account for the tax, and know how much it is', () => {
    expect(codes(write({ ...accounts, taxAccountOutput: '' }))).toEqual(['format-table-tax-account-missing'])
    const unknown = [invoice({ postings: postings({ ...line, taxRate: null, taxKey: '77' }) })]
    expect(codes(write(accounts, { documents: unknown }))).toContain('format-tax-amount-unknown')
  })

  it('put the shared account in the place of the debtor', () => {
    const bookingColumns = [...accounts.bookingColumns, ...columns('person-or-zero')]
    const settings = { ...accounts, bookingColumns, rowStyle: 'document', collectiveDebtors: '1400' }
    // It belongs to rows with tax apart; elsewhere its default counts.
    expect(rows(write(settings))[0]).toBe('10001;8200;S;119,00;10001')
    expect(rows(write({ ...settings, rowStyle: 'accounts' }))[0]).toBe('1400;8200;S;119,00;10001')
    expect(write({ ...accounts, collectiveDebtors: '1400' }).checks).toMatchObject([
      { code: 'format-table-column-missing', field: 'Personenkonto' },
    ])
  })
})

describe('files', () => {
  it('one per Mandant, kind and month, with rows and sums', () => {
    const documents = [
      ...[invoice(), invoice({ sourceId: 'B2', documentDate: '2026-11-01' })],
      invoice({
        mandant: 'CH1',
        currency: 'CHF',
        postings: postings({ account: '11001', contraAccount: '3000', amountCents: 500 }),
      }),
    ]
    const supplier = { mandant: 'DE1', creditor: '70001', invoiceNo: 'A', invoiceDate: '2026-10-05' }
    const invoices = [anInvoice({ ...supplier, positions: [{ account: '4930', taxRate: 1900, amountCents: 200 }] })]
    const persons = ['70001', '10001'].map((account) =>
      aPerson({ mandant: 'DE1', account, kind: 'debtor', lastName: 'X' }),
    )
    const written = write({}, { mandants: [mandant, switzerland.mandant], documents, invoices, persons })
    expect(
      written.files.map(({ kind, mandant: id, name, rows }) => `${kind} ${id} ${name.slice(0, -25)} ${rows}`),
    ).toEqual([
      ...['postings DE1 Buchungen_DE1_202610 1', 'postings DE1 Buchungen_DE1_202611 1'],
      ...['postings CH1 Buchungen_CH1_202610 1', 'incoming-invoices DE1 Eingangsrechnungen_DE1_202610 1'],
      'personal-accounts DE1 Personenkonten_DE1 2',
    ])
    expect(written.sums).toEqual([
      { mandant: 'DE1', rows: 3, debitCents: 23_800, creditCents: 200 },
      { mandant: 'CH1', rows: 1, debitCents: 500, creditCents: 0 },
    ])
  })

  it('pictures beside them, each once, none for a rejected document', () => {
    const attachment = 'aa.pdf'
    const store = new Map([[attachment, new Uint8Array([1, 2])]])
    const bookingColumns = [...few, ...columns('attachment')]
    const settings = { bookingColumns, attachments: true }
    const documents = [
      invoice({ attachment, documentNo: 'x'.repeat(37) }),
      ...[invoice({ attachment, sourceId: 'B2' }), invoice({ attachment, sourceId: 'B3' })],
    ]
    const { files } = write(settings, { documents, attachments: store })
    expect(files.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'postings Buchungen_DE1_202610_20261124-183005-k3x9.csv',
      'attachments Beleg_DE1_RE-1_20261124-183005-k3x9.pdf',
    ])
    expect([...(files[1]?.bytes ?? [])]).toEqual([1, 2])
    expect(rowOf(settings, { documents, attachments: store })).toMatch(/;Beleg_DE1_RE-1_20261124-183005-k3x9\.pdf$/)
    expect(rowOf({ bookingColumns }, { documents: [invoice({ attachment })], attachments: store })).toMatch(/;Brille;$/)
    expect(codes(write(settings, { documents: [invoice({ attachment: 'gone.pdf' })] }))).toEqual([
      'format-attachment-missing',
    ])
  })

  it('no row for another currency or no date', () => {
    expect(codes(write({}, { documents: [invoice({ currency: 'USD' })] }))).toEqual(['format-currency-differs'])
    expect(codes(write({}, { documents: [invoice({ documentDate: '2026-02-30' })] }))).toEqual(['format-date-invalid'])
  })
})

it('offers presets that its own rules take', () => {
  for (const { id, values } of csv.presets) {
    expect(checkSettings(csv.settings, values), id).toEqual([])
    expect(csv.check(mandant, completeSettings(csv.settings, values)), id).toEqual([])
  }
  expect(csv.check(mandant, completeSettings(csv.settings, {}))).toEqual([])
})
