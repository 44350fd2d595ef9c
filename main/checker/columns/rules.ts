import type { ChosenColumn, FormatSettings } from '../../core/formats/settings'

/** One row per posting; one per account; one per account, with the tax in a row of its own. */
export type RowStyle = 'posting' | 'document' | 'accounts'
/** How an amount says debit and credit: not at all, by its sign, or by its column. */
export type AmountStyle = 'mark' | 'signed' | 'columns'

/** How the tables of one request are meant. */
export interface TableRules {
  /** Null: from elsewhere, the headings have to say it. */
  readonly columns: { readonly bookings: readonly ChosenColumn[]; readonly persons: readonly ChosenColumn[] } | null
  readonly hasHeading: boolean
  readonly rowStyle: RowStyle
  readonly amountStyle: AmountStyle
  readonly documentNoMax: number
  readonly textMax: number
  readonly taxAccounts: ReadonlySet<string>
  readonly collectiveAccounts: ReadonlySet<string>
  /** Letters before the accounts of debtors and creditors. */
  readonly prefixes: readonly string[]
  /** By column. */
  readonly fixed: ReadonlyMap<string, string>
  /** Pictures go along as files. */
  readonly hasPictures: boolean
}

const unlimited = Number.POSITIVE_INFINITY

const foreign: TableRules = {
  ...{ columns: null, hasHeading: true, rowStyle: 'posting', amountStyle: 'mark' },
  ...{ documentNoMax: unlimited, textMax: unlimited },
  ...{ taxAccounts: new Set(), collectiveAccounts: new Set(), prefixes: [], fixed: new Map(), hasPictures: false },
}

/** @param settings null: a file from elsewhere */
export function rulesOf(settings: FormatSettings | null): TableRules {
  if (settings === null) return foreign
  const text = (key: string) => textOf(settings, key)
  const filled = (...keys: readonly string[]) => keys.map(text).filter((value) => value !== '')
  const [rowStyle, amountStyle] = [text('rowStyle'), text('amountStyle')]
  return {
    columns: { bookings: columnsOf(settings, 'bookingColumns'), persons: columnsOf(settings, 'personColumns') },
    hasHeading: settings['heading'] !== false,
    rowStyle: rowStyle === 'document' || rowStyle === 'accounts' ? rowStyle : 'posting',
    amountStyle: amountStyle === 'signed' || amountStyle === 'columns' ? amountStyle : 'mark',
    documentNoMax: Number(text('documentNoMax')) || unlimited,
    textMax: Number(text('textMax')) || unlimited,
    taxAccounts: new Set(filled('taxAccountOutput', 'taxAccountInput')),
    collectiveAccounts: new Set(filled('collectiveDebtors', 'collectiveCreditors')),
    prefixes: filled('debtorPrefix', 'creditorPrefix'),
    fixed: new Map(['fixed1', 'fixed2', 'fixed3'].map((key) => [key, text(key)])),
    hasPictures: settings['attachments'] === true,
  }
}

/** Empty when there is no such setting. */
export function textOf(settings: FormatSettings, key: string): string {
  const value = settings[key]
  return typeof value === 'string' ? value : ''
}

function columnsOf(settings: FormatSettings, key: string): readonly ChosenColumn[] {
  const value = settings[key]
  return value === undefined || typeof value === 'string' || typeof value === 'boolean' ? [] : value
}

/** An account without the letters that the settings put before it. */
export function withoutPrefix(account: string, { prefixes }: TableRules): string {
  const prefix = prefixes.find((one) => account.startsWith(one) && /^\d+$/.test(account.slice(one.length)))
  return prefix === undefined ? account : account.slice(prefix.length)
}
