import { unzipSync } from 'fflate'
import type { TaxKeyRule } from '../../main/core/formats/format'
import type { FormatSettings } from '../../main/core/formats/settings'
import { makeZip } from '../fixtures/zip'
import type { countries } from './country'
import type { RandomLedgerOptions } from './random-ledger'
import { csvCases, xlsxCases } from './table-cases'

/** What a format is tried with; one that is not named here is tried with German books and its defaults. */
export interface RoundTripCase {
  readonly title: string
  readonly country: keyof typeof countries
  readonly settings: FormatSettings
  /** The advisor's codes, where the format's usual ones do not say them all. */
  readonly taxKeys: readonly TaxKeyRule[]
  /** What the random books hold. */
  readonly documents: NonNullable<RandomLedgerOptions['documents']>
  /** The format's stated rule for document numbers. */
  readonly numberOf: (no: string) => string
  /** Its files are lines of text, of which the last can be taken away. */
  readonly isText: boolean
  /** Ways to spoil a file of postings; each has to be found. A text that does not change is no way. */
  readonly spoilt: readonly (readonly [title: string, spoil: (text: string) => string])[]
}

const plain: RoundTripCase = {
  title: 'as it is',
  country: 'DE',
  settings: {},
  taxKeys: [],
  documents: 'all',
  numberOf: (no) => no,
  isText: true,
  spoilt: [],
}

/** Changes the text of every entry of a ZIP, told as one text of bytes. */
const inZip = (spoil: (xml: string) => string) => (text: string) => {
  const entries = Object.entries(unzipSync(Buffer.from(text, 'latin1')))
  const spoilt = entries.map(([name, bytes]) => {
    const before = Buffer.from(bytes).toString('latin1')
    const after = name.endsWith('.xml') ? spoil(before) : before
    return { name, content: Buffer.from(after, 'latin1'), isChanged: after !== before }
  })
  return spoilt.some(({ isChanged }) => isChanged) ? makeZip(spoilt).toString('latin1') : text
}

function keysOf(format: string, codes: Readonly<Record<string, string>>): readonly TaxKeyRule[] {
  return Object.entries(codes).map(([place, key]) => {
    const [direction, rate, sourceKey = null] = place.split(' ')
    const taxRate = Number(rate)
    return {
      ...{ format, key, taxRate, sourceKey, validFrom: null, validTo: null },
      direction: direction === 'input' ? 'input' : 'output',
    }
  })
}

/** The general ledger, with the elements of 2014.00 and net amounts, and as four files. */
function abacusCases(): readonly Partial<RoundTripCase>[] {
  const collective = { abacusDebtorAccount: '1100', abacusCreditorAccount: '2000' }
  const usual: Partial<RoundTripCase> = {
    country: 'CH',
    taxKeys: keysOf('abacus', {
      ...{ 'output 810': '311', 'output 260': '312', 'output 380': '313', 'output 0': '200' },
      ...{ 'input 810': '111', 'input 260': '112', 'input 380': '113', 'input 810 94': '382', 'input 810 19': '383' },
    }),
  }
  const spoil: RoundTripCase['spoilt'] = [
    ['a digit of an amount', (text) => text.replace(/<KeyAmount>(\d)/, (_, d) => `<KeyAmount>${9 - Number(d)}`)],
    ['an amount', (text) => text.replace(/(<Amount>\d+)\./, '$11.')],
    ['an account', (text) => text.replace(/(Account>)3000</, '$13001<')],
    ['a day', (text) => text.replace('>2026-10-05<', '>2026-13-05<')],
    [
      'the order of elements',
      (text) => text.replace(/(<Currency>CHF<\/Currency>)(\s*)(<Amount>[\d.]+<\/Amount>)/, '$3$2$1'),
    ],
    ['the encoding', (text) => text.replace('\u00c3\u00bc', '\u00fc')],
  ]
  return [
    {
      ...usual,
      spoilt: [
        ...spoil,
        ['a side', (text) => text.replace('<DebitCredit>D<', '<DebitCredit>C<')],
        ['a tax', (text) => text.replace(/<KeyAmount>-\d+\./, '<KeyAmount>-0.')],
      ],
    },
    {
      ...usual,
      title: '2014.00',
      settings: { ...collective, abacusVersion: '2014.00', abacusAmount: 'net', abacusSingleCount: 'zero' },
    },
    {
      ...usual,
      title: 'four files',
      settings: { ...collective, abacusFiles: 'four', abacusRoundingAccount: '3809' },
      spoilt: [...spoil, ['a code', (text) => text.replace('<DocumentCode>R<', '<DocumentCode>G<')]],
    },
  ]
}

/** By the id of the format. */
const cases: Readonly<Record<string, readonly Partial<RoundTripCase>[]>> = {
  'datev-csv': [
    {
      // Belegfeld 1: other characters become `-`, of a longer number the end counts.
      numberOf: (no) => no.replaceAll(/[^A-Za-z0-9$&%*+\-/]/g, '-').slice(-36),
      spoilt: [
        [
          'a digit of an amount',
          (text) => text.replace(/(\d),(\d\d);"([SH])"/, (_, d, c, s) => `${9 - Number(d)},${c};"${s}"`),
        ],
        ['a side', (text) => text.replace(/;"([SH])";/, (_, side) => `;"${side === 'S' ? 'H' : 'S'}";`)],
        ['an account', (text) => text.replace(/;1000;/, ';1001;')],
        ['two columns', (text) => text.replace(/"";(\d{4,5});(\d{4,5});"/, '"";$2;$1;"')],
        ['a day', (text) => text.replace(/;(\d\d)10;"/, ';3110;"').replace(/;(\d\d)10;"/, ';3210;"')],
        ['the key of an automatic account', (text) => text.replace(/;8400;"";/, ';8400;"3";')],
      ],
    },
  ],
  csv: csvCases,
  xlsx: xlsxCases,
  abacus: abacusCases(),
  banana: [
    {
      country: 'CH',
      taxKeys: keysOf('banana', { 'output 0': 'V0', 'input 810 94': 'B81', 'input 810 19': 'B81-1' }),
      spoilt: [
        [
          'a digit of an amount',
          (text) => text.replace(/(\d)\.(\d\d)\tV81/, (_, d, c) => `${9 - Number(d)}.${c}\tV81`),
        ],
        ['a decimal point', (text) => text.replace(/(\d)\.(\d\d)\tV81/, '$1,$2\tV81')],
        ['an account', (text) => text.replace('\t3000\t', '\t3001\t')],
        ['two columns', (text) => text.replace('AccountDebit\tAccountCredit', 'AccountCredit\tAccountDebit')],
        ['a side', (text) => text.replace(/\t(\d+)\t\t(\d+\.\d\d\t)/, '\t\t$1\t$2')],
        ['a day', (text) => text.replace('2026-10-05\t', '2026-13-05\t')],
        ['a code', (text) => text.replace(/\t\t(\t2026-10-19)/, '\tV81\t$1')],
      ],
    },
  ],
  collmex: [
    {
      documents: 'invoices',
      taxKeys: keysOf('collmex', { 'input 1900 94': '2', 'input 1900 19': '2' }),
      // Of a longer number the end counts.
      numberOf: (no) => no.slice(-30),
      spoilt: [
        [
          'a digit of an amount',
          (text) => text.replace(/;(\d)(\d\d,\d\d;)/, (_, d, rest) => `;${9 - Number(d)}${rest}`),
        ],
        ['an account', (text) => text.replace(';8400;', ';8401;')],
        ['a customer', (text) => text.replace(';10001;', ';10002;')],
        ['a day', (text) => text.replace(';20261005;', ';20261305;')],
        ['the kind', (text) => text.replace(';EUR;;0;', ';EUR;;1;')],
        ['two columns', (text) => text.replace(/;(\d+,\d\d);(\d+,\d\d);;/, ';;;$1;$2')],
        ['a number', (text) => text.replaceAll(';RE-1002;', ';RE-1004;')],
        ['a cancellation', (text) => text.replace(/;;;;;;;Belegbote/, ';;;;1;;;Belegbote')],
      ],
    },
  ],
  lexware: ['split', 'single'].map((lexwareSplit) => ({
    title: lexwareSplit,
    settings: { lexwareSplit },
    // Of a longer number the end counts.
    numberOf: (no: string) => no.slice(-10),
    spoilt: [
      [
        'a digit of an amount',
        (text: string) => text.replace(/(\d),(\d\d);10001/, (_, d, c) => `${9 - Number(d)},${c};10001`),
      ],
      ['an account', (text: string) => text.replace(';8400;', ';8401;')],
      ['two accounts', (text: string) => text.replace(';1200;10001;', ';10001;1200;')],
      ['a day', (text: string) => text.replace('05.10.2026', '05.13.2026')],
      ['a decimal point', (text: string) => text.replace('598,00', '598.00')],
      ['two columns', (text: string) => text.replace('Sollkonto;Habenkonto', 'Habenkonto;Sollkonto')],
    ] as const,
  })),
  'bmd-ntcs': [
    { title: 'as it is', settings: {} },
    {
      title: 'days and characters of others, with pictures',
      settings: { dateForm: 'YYYYMMDD', encoding: 'utf-8-bom', attachments: true, documentPath: 'Dokumente\\' },
    },
    {
      title: 'whole numbers',
      settings: { bmdDocumentNo: 'full' },
      numberOf: (no: string) => no,
      spoilt: [['a number', (text: string) => text.replace(';RE-1002;', ';RE-1003;')]] as const,
    },
  ].map((one) => ({
    country: 'AT' as const,
    taxKeys: keysOf('bmd-ntcs', { 'output 0': '05', 'input 2000 94': '19', 'input 2000 19': '09' }),
    numberOf: (no: string) =>
      no
        .replace(/\D/g, '')
        .replace(/^0+(?=\d)/, '')
        .slice(-10)
        .replace(/^0+(?=\d)/, ''),
    spoilt: [
      ['a digit of an amount', (text: string) => text.replace(';598,00;', ';597,00;')],
      ['a digit of the tax', (text: string) => text.replace(';-99,67;', ';-98,67;')],
      ['the sign of the tax', (text: string) => text.replace(';-99,67;', ';99,67;')],
      ['the sign of an amount', (text: string) => text.replace(';598,00;-99', ';-598,00;99')],
      ['an account', (text: string) => text.replace(';4000;', ';4001;')],
      ['two columns', (text: string) => text.replace('konto;gkonto', 'gkonto;konto')],
      ['a day', (text: string) => text.replace('05.10.2026', '05.13.2026').replace('20261005', '20261305')],
      ['a decimal point', (text: string) => text.replace('598,00', '598.00')],
      ['a number', (text: string) => text.replace(';1002;', ';1003;')],
    ] as const,
    ...one,
  })),
  rzl: [
    { title: 'as it is', settings: { rzlCreditorKind: '7' } },
    { title: 'with headings and pictures', settings: { rzlCreditorKind: '7', heading: true, attachments: true } },
  ].map((one) => ({
    ...one,
    country: 'AT' as const,
    taxKeys: keysOf('rzl', { 'output 0': '01/2', 'input 2000 94': '20/5', 'input 2000 19': '20/3' }),
    // Of a longer number the end counts.
    numberOf: (no: string) => no.slice(-15),
    spoilt: [
      ['a digit of an amount', (text: string) => text.replace(';598,00;', ';597,00;')],
      ['a digit of the tax', (text: string) => text.replace(';99,67;', ';98,67;')],
      ['net and tax', (text: string) => text.replace(';498,33;99,67;', ';497,33;100,67;')],
      ['the sign of the tax', (text: string) => text.replace(';99,67;', ';-99,67;')],
      ['an account', (text: string) => text.replace('\n4000;', '\n4001;')],
      ['a side', (text: string) => text.replace(';598,00;0,00;', ';0,00;598,00;')],
      ['a day', (text: string) => text.replaceAll(';05102026;', ';05132026;')],
      ['a decimal point', (text: string) => text.replace('598,00', '598.00')],
      ['a number', (text: string) => text.replace(';RE-1001;', ';RE-1002;')],
    ] as const,
  })),
  'datev-xml': [
    {
      documents: 'invoices',
      settings: { datevXmlCashAccounts: '1000' },
      isText: false,
      numberOf: (no) => no.replaceAll(/[^A-Za-z0-9$&%*+\-/]/g, '-').slice(-36),
      spoilt: [
        ['the consultant', inZip((xml) => xml.replace(/(<consultantNumber>)\d/, '$17'))],
        ['the client', inZip((xml) => xml.replace(/(<clientNumber>)\d/, '$17'))],
        ['a digit of an amount', inZip((xml) => xml.replace('<amount>598.00<', '<amount>597.00<'))],
        ['all digits of an amount', inZip((xml) => xml.replaceAll('598.00', '597.00'))],
        ['a sign', inZip((xml) => xml.replaceAll('-49.90', '49.90'))],
        ['an account', inZip((xml) => xml.replace('<accountNo>8400<', '<accountNo>8401<'))],
        ['a debtor', inZip((xml) => xml.replace('<bpAccountNo>10001<', '<bpAccountNo>10002<'))],
        ['a day', inZip((xml) => xml.replace('<date>2026-10-05<', '<date>2026-10-06<'))],
        ['a month', inZip((xml) => xml.replaceAll('2026-10-05', '2026-09-05'))],
        ['a decimal point', inZip((xml) => xml.replaceAll('598.00', '598,00'))],
        ['a record', inZip((xml) => xml.replace(/ {2}<accountsReceivableLedger>.*\n/, ''))],
        ['a document', inZip((xml) => xml.replace(/ {2}<document .*\n/, ''))],
        ['the order', inZip((xml) => xml.replace(/(<date>.*?<\/date>)(<amount>.*?<\/amount>)/, '$2$1'))],
      ],
    },
  ],
}

export function casesOf(formatId: string): readonly RoundTripCase[] {
  return (cases[formatId] ?? [{}]).map((one) => ({ ...plain, ...one }))
}
