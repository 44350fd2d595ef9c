import type { FormatSettings } from '../../main/core/formats/settings'
import type { countries } from './country'

/** What a format is tried with; one that is not named here is tried with German books and its defaults. */
export interface RoundTripCase {
  readonly title: string
  readonly country: keyof typeof countries
  readonly settings: FormatSettings
  /** The format's stated rule for document numbers. */
  readonly numberOf: (no: string) => string
  /** Ways to spoil a file of postings; each has to be found. A text that does not change is no way. */
  readonly spoilt: readonly (readonly [title: string, spoil: (text: string) => string])[]
}

const plain: RoundTripCase = {
  title: 'as it is',
  country: 'DE',
  settings: {},
  numberOf: (no) => no,
  spoilt: [],
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
}

export function casesOf(formatId: string): readonly RoundTripCase[] {
  return (cases[formatId] ?? [{}]).map((one) => ({ ...plain, ...one }))
}
