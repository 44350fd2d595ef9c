import type { IsoDate } from '../../ledger/ledger'
import type { TaxKeyRule } from '../format'
import type { AccountFacts } from './accounts'
import { findChart } from './charts'

/** From July to December 2020 Germany had 16 % and 5 %; the same keys meant the rate of the day. */
const loweredFrom: IsoDate = '2020-07-01'
const loweredTo: IsoDate = '2020-12-31'

function rule(
  direction: 'output' | 'input',
  taxRate: number,
  key: string,
  validFrom: IsoDate | null = null,
  validTo: IsoDate | null = null,
): TaxKeyRule {
  return { format: null, direction, taxRate, sourceKey: null, key, validFrom, validTo }
}

/** DATEV's keys in the German standard charts. Rows for the lowered rates stand first: the first row that fits counts. */
export const germanTaxKeys: readonly TaxKeyRule[] = [
  rule('output', 1600, '3', loweredFrom, loweredTo),
  rule('output', 500, '2', loweredFrom, loweredTo),
  rule('output', 1900, '5', loweredFrom, loweredTo),
  rule('output', 700, '4', loweredFrom, loweredTo),
  rule('input', 1600, '9', loweredFrom, loweredTo),
  rule('input', 500, '8', loweredFrom, loweredTo),
  rule('input', 1900, '7', loweredFrom, loweredTo),
  rule('input', 700, '6', loweredFrom, loweredTo),
  rule('output', 1900, '3'),
  rule('output', 700, '2'),
  rule('output', 1600, '5'),
  rule('input', 1900, '9'),
  rule('input', 700, '8'),
  rule('input', 1600, '7'),
]

/** Formats that carry DATEV's keys: a row of theirs names none of them. */
const isDatevRow = ({ format }: TaxKeyRule) => format === null

/** The Mandant's own rows for DATEV first, then DATEV's for German standard charts. Rows for a case of the source's are not asked. */
export function datevTaxKeysFor(
  own: readonly TaxKeyRule[],
  country: string,
  chartOfAccounts: string | null,
): readonly TaxKeyRule[] {
  const ours = own.filter((one) => isDatevRow(one) && one.sourceKey === null)
  return country === 'DE' && findChart(chartOfAccounts)?.headerCode ? [...ours, ...germanTaxKeys] : ours
}

export function isValidOn(one: TaxKeyRule, date: IsoDate): boolean {
  return (one.validFrom === null || one.validFrom <= date) && (one.validTo === null || date <= one.validTo)
}

/** `1900` → `19 %`, `810` → `8,1 %`. */
export function percent(taxRate: number): string {
  return `${(taxRate / 100).toString().replace('.', ',')} %`
}

export function bearsTax(account: AccountFacts): boolean {
  return account.role === 'ledger' && account.tax !== 'KU'
}

/**
 * Output or input tax. What the chart says about the ledger account goes first, because DATEV refuses a key of the other
 * direction there; then the personal account, then the account class. The contra account goes before the account.
 */
export function directionOf(account: AccountFacts, contraAccount: AccountFacts): 'output' | 'input' | null {
  for (const { tax } of [contraAccount, account]) {
    if (tax === 'M') return 'output'
    if (tax === 'V') return 'input'
  }
  for (const { role } of [contraAccount, account]) {
    if (role === 'debtor') return 'output'
    if (role === 'creditor') return 'input'
  }
  for (const one of [contraAccount, account]) if (bearsTax(one) && one.classDirection) return one.classDirection
  return null
}

/** What an automatic account computes for this document: by its date or by the day of the service. */
export function ratesOn(
  account: AccountFacts,
  { documentDate, serviceDate }: { readonly documentDate: IsoDate; readonly serviceDate: IsoDate | null },
): readonly number[] {
  const rate = account.rate
  if (rate === null) return []
  const dates = [documentDate, serviceDate ?? documentDate]
  return dates.map((date) => (date >= loweredFrom && date <= loweredTo ? (loweredRates[rate] ?? rate) : rate))
}

const loweredRates: Readonly<Record<number, number>> = { 1900: 1600, 700: 500 }
