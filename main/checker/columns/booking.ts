import type { AccountNo, IsoDate, Side } from '../../core/ledger/ledger'
import { cents } from '../../core/money/cents'
import type { ReadPosting } from '../../core/run/file-check'
import type { Layout } from './layout'
import type { TableRow } from './row'
import { type TableRules, withoutPrefix } from './rules'

/** A row of a table of bookings, as far as it is alike for all styles. */
export interface Booked {
  readonly row: TableRow
  readonly date: IsoDate
  /** Rows with the same one may belong together. */
  readonly documentKey: string
}

/** Null: the row has no day. Tells what every row of bookings has to have. */
export function bookedOf(row: TableRow): Booked | null {
  const dateColumn = row.has('document-date') ? 'document-date' : 'posting-date'
  const date = row.text(dateColumn) || row.text('posting-date')
  const number = row.has('document-no') ? 'document-no' : 'document-digits'
  if (!/[\p{L}\p{N}]/u.test(row.text(number))) row.tell('warn', 'number-missing', number)
  if (date === '') row.tell('reject', 'required', dateColumn)
  const count = row.number('document-count') ?? ''
  return date === '' ? null : { row, date, documentKey: `${date}\n${row.document}\n${count}\n${row.text('mandant')}` }
}

export function readPosting(
  { row, date }: Booked,
  [debit, credit]: readonly [AccountNo, AccountNo],
  gross: number,
): ReadPosting {
  return {
    ...{ mandant: row.text('mandant') || null, documentNo: row.document, documentDate: date },
    ...{ debit, credit, grossCents: cents(gross), currency: row.text('currency') || null },
    taxCode: row.text('tax-code') || row.text('datev-key') || row.text('source-tax-key') || null,
    text: row.text('text') || null,
  }
}

/** Amount and side of a row as the column `amount` and the mark say; null: told. */
export function sidedAmount(row: TableRow, { amountStyle }: Layout): { amount: number; side: Side | null } | null {
  const mark = row.text('side')
  const named: Side | null = mark === 'S' || mark === 'H' ? mark : null
  if (row.has('side') && named === null) {
    row.tell('reject', 'required', 'side')
    return null
  }
  const found = amountStyle === 'columns' ? amountOfColumns(row) : plainAmount(row, amountStyle === 'signed')
  if (!found) return null
  if (named !== null && found.side !== null && named !== found.side) {
    row.tell('reject', 'sides-differ', 'side')
    return null
  }
  return { amount: found.amount, side: found.side ?? named }
}

function amountOfColumns(row: TableRow): { amount: number; side: Side } | null {
  const [debit, credit] = [row.number('amount S'), row.number('amount H')]
  if (debit !== null && credit !== null) {
    row.tell('reject', 'amount-on-both-sides', 'amount H')
    return null
  }
  const [amount, side] = debit === null ? [credit, 'H' as const] : [debit, 'S' as const]
  if (!isPositive(row, `amount ${side}`, amount)) return null
  return { amount, side }
}

function plainAmount(row: TableRow, isSigned: boolean): { amount: number; side: Side | null } | null {
  const amount = row.number('amount')
  if (isSigned && amount !== null && amount < 0) return { amount: -amount, side: 'H' }
  if (!isPositive(row, 'amount', amount)) return null
  return { amount, side: isSigned ? 'S' : null }
}

function isPositive(row: TableRow, column: string, amount: number | null): amount is number {
  if (amount !== null && amount > 0) return true
  row.tell('reject', amount === null ? 'required' : 'amount', column)
  return false
}

/** Net and tax are the gross amount wherever a row names all. */
export function checkTaxSum(row: TableRow, gross: number): void {
  const [said, net, tax] = [row.number('gross'), row.number('net'), row.number('tax')]
  if (said !== null && said !== gross) row.tell('reject', 'tax-sum', 'gross')
  else if (net !== null && tax !== null && net + tax !== gross) row.tell('reject', 'tax-sum', 'tax')
}

/** The account of a column, without prefix; null: told. */
export function accountOf(row: TableRow, column: string, rules: TableRules): AccountNo | null {
  const account = withoutPrefix(row.text(column), rules)
  if (account === '') row.tell('reject', 'required', column)
  else if (/^[A-Za-z]{0,3}\d{1,12}$/.test(account)) return account
  else row.tell('reject', 'account', column)
  return null
}

/** A row with both accounts: a posting of its own. */
export function postingOf(booked: Booked, layout: Layout, rules: TableRules): ReadPosting | null {
  const { row } = booked
  const accounts = accountsOf(row, layout, rules)
  const gross = grossOf(row, layout)
  if (!accounts || gross === null) return null
  checkTaxSum(row, gross)
  return readPosting(booked, accounts, gross)
}

function grossOf(row: TableRow, layout: Layout): number | null {
  if (row.has('amount') || row.has('amount S')) return sidedAmount(row, layout)?.amount ?? null
  if (!row.has('gross')) {
    const [net, tax] = [row.number('net'), row.number('tax')]
    if (net !== null && tax !== null && net + tax > 0) return net + tax
    row.tell('reject', net === null || tax === null ? 'required' : 'amount', net === null ? 'net' : 'tax')
    return null
  }
  const gross = row.number('gross')
  return isPositive(row, 'gross', gross) ? gross : null
}

function accountsOf(row: TableRow, layout: Layout, rules: TableRules): readonly [AccountNo, AccountNo] | null {
  const of = (column: string) => accountOf(row, column, rules)
  const hasPair = row.has('debit') && row.has('credit')
  const pair = hasPair ? ([of('debit'), of('credit')] as const) : null
  const turned = row.has('account') && row.has('contra-account') ? sidedAccounts(row, layout, of) : null
  const [debit, credit] = pair ?? turned ?? [null, null]
  if (debit === null || credit === null) return null
  if (turned && (turned[0] !== debit || turned[1] !== credit)) {
    row.tell('reject', 'sides-differ', 'account')
    return null
  }
  return [debit, credit]
}

function sidedAccounts(
  row: TableRow,
  layout: Layout,
  of: (column: string) => AccountNo | null,
): readonly [AccountNo | null, AccountNo | null] | null {
  const mark = row.text('side')
  const hasAmount = row.has('amount') || row.has('amount S')
  const side = hasAmount ? sideOf(row, layout) : mark === 'S' || mark === 'H' ? mark : null
  if (side === null) return null
  const [account, contra] = [of('account'), of('contra-account')]
  return side === 'S' ? [account, contra] : [contra, account]
}

/** Without telling: who asks for the amount has done so. */
function sideOf(row: TableRow, { amountStyle }: Layout): Side | null {
  const mark = row.text('side')
  if (mark === 'S' || mark === 'H') return mark
  if (amountStyle === 'columns') return row.number('amount S') === null ? 'H' : 'S'
  if (amountStyle === 'signed') return (row.number('amount') ?? 0) < 0 ? 'H' : 'S'
  return null
}
