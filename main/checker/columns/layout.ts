import type { ChosenColumn } from '../../core/formats/settings'
import type { CheckFile } from '../../core/run/file-check'
import type { Teller } from '../reader'
import { bookingFacts, type ColumnFact, personFacts } from './facts'
import type { AmountStyle, RowStyle, TableRules } from './rules'

export type TableKind = 'bookings' | 'persons'

/** A column of a file: what it holds, and of an amount in two columns which side. */
export interface LayoutColumn {
  readonly heading: string
  /** Null: nobody knows it. */
  readonly fact: ColumnFact | null
  readonly side: 'S' | 'H' | null
}

export interface Layout {
  readonly kind: TableKind
  readonly columns: readonly LayoutColumn[]
  readonly rowStyle: RowStyle
  readonly amountStyle: AmountStyle
}

const factsOf = { bookings: bookingFacts, persons: personFacts } as const

/** The columns that a file has to have by its settings. */
function expected(kind: TableKind, chosen: readonly ChosenColumn[], amountStyle: AmountStyle): readonly LayoutColumn[] {
  return chosen.flatMap(({ column, heading }): readonly LayoutColumn[] => {
    const plain = { heading, fact: factsOf[kind].get(column) ?? null, side: null }
    if (column !== 'amount' || kind === 'persons' || amountStyle !== 'columns') return [plain]
    return [
      { ...plain, heading: `${heading} Soll`, side: 'S' },
      { ...plain, heading: `${heading} Haben`, side: 'H' },
    ]
  })
}

/** Columns of a file without headings, by their order. */
export function layoutByOrder(file: CheckFile, count: number, rules: TableRules): Layout {
  const { rowStyle, amountStyle } = rules
  const of = (kind: TableKind) => expected(kind, rules.columns?.[kind] ?? [], amountStyle)
  const [bookings, persons] = [of('bookings'), of('persons')]
  const isPersons = bookings.length === count ? false : persons.length === count || /person/i.test(file.name)
  const kind = kindOf(file) ?? (isPersons ? 'persons' : 'bookings')
  return { kind, columns: kind === 'persons' ? persons : bookings, rowStyle, amountStyle }
}

/**
 * Columns of a file by its headings, in whatever order; tells which are missing, unknown or there twice.
 * @returns null: without the missing ones nothing can be read
 */
export function layoutByHeading(
  file: CheckFile,
  headings: readonly string[],
  line: number,
  rules: TableRules,
  tell: Teller,
): Layout | null {
  const kind = kindOf(file) ?? guessedKind(headings, rules)
  const own = rules.columns && expected(kind, rules.columns[kind], rules.amountStyle)
  const isAsExpected = own?.length === headings.length && own.every(({ heading }, at) => heading === headings[at])
  if (own && !isAsExpected) {
    const value = headings.find((heading, at) => own[at]?.heading !== heading) ?? ''
    tell.reject('headings-differ', { line, field: value })
  }
  const columns = own && isAsExpected ? own : byName(headings, own ?? known(kind), line, tell)
  const styles = rules.columns ? rules : stylesOf(columns)
  const layout = { kind, columns, rowStyle: styles.rowStyle, amountStyle: styles.amountStyle }
  const missing = missingOf(layout, rules)
  for (const field of missing) tell.reject('column-missing', { line, field })
  return missing.length === 0 ? layout : null
}

/** Whether a table with these headings holds bookings or personal accounts in the usual words. */
export function looksLikeTable(headings: readonly string[]): boolean {
  const has = (kind: TableKind, ...columns: readonly string[]) =>
    columns.every((column) => headings.some((heading) => find(heading, known(kind))?.fact?.column === column))
  const hasAccounts = has('bookings', 'debit', 'credit') || has('bookings', 'account')
  const hasDate = has('bookings', 'document-date') || has('bookings', 'posting-date')
  const hasAmount = has('bookings', 'amount') || has('bookings', 'gross')
  return (hasDate && hasAccounts && hasAmount) || has('persons', 'person-account', 'person-name')
}

function kindOf({ kind }: CheckFile): TableKind | null {
  if (kind === null || kind === 'attachments') return null
  return kind === 'personal-accounts' ? 'persons' : 'bookings'
}

function guessedKind(headings: readonly string[], { columns, amountStyle }: TableRules): TableKind {
  const hits = (kind: TableKind) => {
    const wanted = columns ? expected(kind, columns[kind], amountStyle) : known(kind)
    return headings.filter((heading) => find(heading, wanted)).length
  }
  return hits('persons') > hits('bookings') ? 'persons' : 'bookings'
}

const knownColumns: Readonly<Record<TableKind, readonly LayoutColumn[]>> = {
  bookings: knownOf(bookingFacts),
  persons: knownOf(personFacts),
}
const known = (kind: TableKind) => knownColumns[kind]

function knownOf(facts: ReadonlyMap<string, ColumnFact>): readonly LayoutColumn[] {
  return [...facts.values()].flatMap((fact) =>
    fact.names.flatMap((heading): readonly LayoutColumn[] => [
      { heading, fact, side: null },
      ...(fact.column === 'amount'
        ? ([
            { heading: `${heading} soll`, fact, side: 'S' },
            { heading: `${heading} haben`, fact, side: 'H' },
          ] as const)
        : []),
    ]),
  )
}

const plain = (heading: string) => heading.trim().toLowerCase()

function find(heading: string, columns: readonly LayoutColumn[]): LayoutColumn | undefined {
  return columns.find((one) => plain(one.heading) === plain(heading))
}

function byName(
  headings: readonly string[],
  columns: readonly LayoutColumn[],
  line: number,
  tell: Teller,
): readonly LayoutColumn[] {
  const seen = new Set<string>()
  return headings.map((heading) => {
    const found = find(heading, columns)
    if (!found?.fact) {
      tell.warn('column-unknown', { line, field: heading })
      return { heading, fact: null, side: null }
    }
    const key = `${found.fact.column} ${found.side ?? ''}`
    if (seen.has(key)) {
      tell.reject('column-twice', { line, field: heading })
      return { heading, fact: null, side: null }
    }
    seen.add(key)
    return { ...found, heading }
  })
}

/** What the columns of a file from elsewhere say of its rows. */
function stylesOf(columns: readonly LayoutColumn[]): Pick<Layout, 'rowStyle' | 'amountStyle'> {
  const has = (column: string) => columns.some(({ fact }) => fact?.column === column)
  const hasPair = has('debit') && has('credit')
  const isSplit = columns.some(({ side }) => side !== null)
  const amountStyle = isSplit ? 'columns' : hasPair || has('side') ? 'mark' : 'signed'
  if (hasPair) return { rowStyle: 'posting', amountStyle }
  if (has('row-type')) return { rowStyle: 'accounts', amountStyle }
  return { rowStyle: has('contra-account') ? 'posting' : 'document', amountStyle }
}

/** Columns without which nobody could book, by the words that a person knows. */
function missingOf({ kind, columns, rowStyle, amountStyle }: Layout, rules: TableRules): readonly string[] {
  const has = (...wanted: readonly string[]) =>
    wanted.every((column) => columns.some(({ fact }) => fact?.column === column))
  if (kind === 'persons') return has('person-account') ? [] : ['Konto']
  const saysSide = has('side') || (has('amount') && amountStyle !== 'mark')
  const hasAccounts =
    rowStyle === 'posting'
      ? has('debit', 'credit') || (has('account', 'contra-account') && saysSide)
      : has('account') && saysSide
  const hasAmount = has('amount') || (rowStyle === 'posting' && (has('gross') || has('net', 'tax')))
  const needsPerson = rules.collectiveAccounts.size > 0
  const entries: readonly (readonly [boolean, string])[] = [
    [has('document-date') || has('posting-date'), 'Belegdatum'],
    [has('document-no') || has('document-digits'), 'Belegnummer'],
    [hasAccounts, rowStyle === 'posting' ? 'Sollkonto, Habenkonto' : 'Konto, Soll/Haben'],
    [hasAmount, 'Betrag'],
    [!needsPerson || has('person') || has('person-or-zero'), 'Personenkonto'],
  ]
  return entries.flatMap(([isThere, name]) => (isThere ? [] : [name]))
}
