import postings from './facts/buchungsstapel-13.json' with { type: 'json' }
import accounts from './facts/debitoren-kreditoren-5.json' with { type: 'json' }
import header from './facts/header.json' with { type: 'json' }

/** One column as the format describes it. */
export interface Column {
  /** From 1. */
  readonly no: number
  readonly name: string
  readonly type: string
  readonly maxLength: number | null
  /** `bookings`: only in the header of a batch of bookings. */
  readonly required: boolean | 'bookings'
  readonly quoted: boolean
  readonly form: RegExp
}

type Fact = Omit<Column, 'form' | 'required'> & { readonly required: boolean | string; readonly pattern: string }

function compile(facts: readonly Fact[]): readonly Column[] {
  return facts.map(({ pattern, required, ...fact }) => ({
    ...fact,
    required: required === 'bookings' ? 'bookings' : required === true,
    form: new RegExp(pattern, 'u'),
  }))
}

export const headerColumns = compile(header)

/** Category 21 in its newest version; an older one has the same columns and ends earlier. */
export const postingColumns = compile(postings)
/** Category 16. */
export const accountColumns = compile(accounts)

interface Category {
  readonly name: string
  readonly columns: readonly Column[]
  /** Columns of each version, from version 1. */
  readonly counts: readonly number[]
}

/** Those that are read. */
export const categories: ReadonlyMap<string, Category> = new Map([
  [
    '21',
    {
      name: 'Buchungsstapel',
      columns: postingColumns,
      counts: [89, 93, 94, 105, 110, 113, 116, 117, 120, 121, 122, 124, 125],
    },
  ],
  ['16', { name: 'Debitoren/Kreditoren', columns: accountColumns, counts: [164, 220, 232, 243, 254] }],
])
/** Those that exist beside them. */
export const otherCategories: ReadonlySet<string> = new Set(['20', '46', '48', '65', '66'])
