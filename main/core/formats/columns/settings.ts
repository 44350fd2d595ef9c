import type { ChosenColumn, FormatSetting } from '../settings'
import { bookingColumns } from './booking-columns'
import type { ColumnRule } from './column'
import { personColumns } from './person-columns'

/** Columns by their id, each with its usual heading or one of a program's own. */
export function columnsNamed(
  rules: readonly ColumnRule<never>[],
  names: readonly (string | readonly [column: string, heading: string])[],
): readonly ChosenColumn[] {
  return names.map((name) => {
    const [column, heading] = typeof name === 'string' ? [name, null] : name
    const usual = rules.find((one) => one.column === column)
    if (!usual) throw new TypeError(`no such column: ${column}`)
    return { column, heading: heading ?? usual.heading }
  })
}

const offered = (rules: readonly ColumnRule<never>[]): readonly ChosenColumn[] =>
  rules.map(({ column, heading }) => ({ column, heading }))

/** The general definition, without what the books do not know (rate of exchange, discount, name of the person). */
const usualBookingColumns = columnsNamed(bookingColumns, [
  ...['entry-no', 'posting-date', 'document-date', 'kind', 'document-no', 'external-no', 'debit', 'credit', 'gross'],
  ...['net', 'tax', 'tax-rate', 'source-tax-key', 'currency', 'person', 'service-date', 'due-date', 'cost-centre'],
  ...['cost-object', 'text', 'payment-method', 'cancels', 'attachment'],
])
const usualPersonColumns = columnsNamed(personColumns, [
  ...['person-account', 'person-kind', 'person-name', 'person-first-name', 'person-company', 'person-street'],
  ...['person-postcode', 'person-city', 'person-country', 'person-vat-id', 'person-email', 'person-phone'],
  ...['person-iban', 'person-bic', 'person-payment-days'],
])

const perAccount = { key: 'rowStyle', is: 'accounts' } as const
const account = (key: string): FormatSetting => ({
  ...{ key, kind: 'text', maxLength: 9, pattern: /^\d*$/, default: '', when: perAccount, help: true },
})
const length = (key: string, preset: string): FormatSetting => ({
  ...{ key, kind: 'text', maxLength: 3, pattern: /^[1-9]\d*$/, default: preset, help: true },
})
const shortText = (key: string, maxLength: number, pattern: RegExp | null): FormatSetting => ({
  ...{ key, kind: 'text', maxLength, pattern, default: '', help: true },
})

/** What every table lets a person choose. */
export const tableSettings: readonly FormatSetting[] = [
  {
    ...{ key: 'bookingColumns', kind: 'columns', help: true },
    ...{ offered: offered(bookingColumns), default: usualBookingColumns },
  },
  {
    ...{ key: 'personColumns', kind: 'columns', help: true },
    ...{ offered: offered(personColumns), default: usualPersonColumns },
  },
  { key: 'heading', kind: 'switch', default: true },
  { key: 'rowStyle', kind: 'choice', options: ['posting', 'document', 'accounts'], default: 'posting', help: true },
  account('taxAccountOutput'),
  account('taxAccountInput'),
  account('collectiveDebtors'),
  account('collectiveCreditors'),
  {
    ...{ key: 'leading', kind: 'choice', options: ['books', 'person', 'tax'], default: 'books', help: true },
    ...{ when: { key: 'rowStyle', is: 'posting' } },
  },
  { key: 'amountStyle', kind: 'choice', options: ['mark', 'signed', 'columns'], default: 'mark', help: true },
  length('documentNoMax', '36'),
  length('textMax', '80'),
  shortText('debtorPrefix', 3, /^[A-Za-z]*$/),
  shortText('creditorPrefix', 3, /^[A-Za-z]*$/),
  shortText('fixed1', 40, null),
  shortText('fixed2', 40, null),
  shortText('fixed3', 40, null),
  { key: 'attachments', kind: 'switch', default: false, help: true },
]
