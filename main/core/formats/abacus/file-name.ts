import { FileNames, type NamingRule } from '../file-names'
import type { FileKind, NamingContext } from '../format'
import { optionsOf } from './options'

const pattern = 'Abacus_{art}_{mandant}_{lauf}'
const naming: NamingRule = {
  words: {},
  defaults: { postings: pattern, 'incoming-invoices': pattern, 'personal-accounts': pattern },
  prefix: '',
  extension: '.xml',
}

export const fileNames = (context: NamingContext) => new FileNames(context, naming)

/** The four files in the order in which Abacus has to import them, and what incoming invoices add. */
export type Part = 'customers' | 'invoices' | 'payments' | 'other' | 'incoming'

interface Place {
  readonly kind: FileKind
  /** What `{art}` stands for, when there is one file of postings, and when there are four. */
  readonly word: string
  readonly numbered: string
  readonly rank: number
}

const places: Readonly<Record<Part, Place>> = {
  customers: { kind: 'personal-accounts', word: 'Kunden', numbered: '1_Kunden', rank: 1 },
  invoices: { kind: 'postings', word: 'Rechnungen', numbered: '2_Rechnungen', rank: 2 },
  payments: { kind: 'postings', word: 'Zahlungen', numbered: '3_Zahlungen', rank: 3 },
  other: { kind: 'postings', word: 'Buchungen', numbered: '4_Uebrige', rank: 4 },
  incoming: { kind: 'incoming-invoices', word: 'Eingangsrechnungen', numbered: '5_Eingangsrechnungen', rank: 5 },
}

export function placeOf(part: Part, hasFourFiles: boolean): { kind: FileKind; word: string; rank: number } {
  const { kind, word, numbered, rank } = places[part]
  return { kind, word: hasFourFiles ? numbered : word, rank }
}

/** For a preview; of the four the invoices speak for the postings. */
export function nameOf(kind: FileKind, mandant: string, month: string, context: NamingContext): string | null {
  const { hasFourFiles } = optionsOf(context.settings)
  const postings: Part = hasFourFiles ? 'invoices' : 'other'
  const parts: Partial<Record<FileKind, Part>> = {
    'personal-accounts': 'customers',
    'incoming-invoices': 'incoming',
    postings,
  }
  const part = parts[kind]
  return part ? fileNames(context).next(kind, mandant, month, placeOf(part, hasFourFiles).word) : null
}
