import type { AccountNo } from '../ledger/ledger'
import type { BookingShare } from './invoice'

/**
 * Where a share of an incoming invoice is booked (Kontierungsregel). A rule without creditor or rate holds for every one; the
 * narrower rule goes first: creditor and rate, creditor, rate, neither.
 */
export interface BookingRule {
  readonly mandant: string
  readonly creditor: AccountNo | null
  /** Hundredths of a percent, as the invoice states it. */
  readonly taxRate: number | null
  readonly account: AccountNo
  /** BU-Schlüssel; null: what the invoice's case of tax says. */
  readonly taxKey: string | null
  readonly costCentre: string | null
}

const weight = ({ creditor, taxRate }: BookingRule) => (creditor === null ? 0 : 2) + (taxRate === null ? 0 : 1)

/** The rule for a share, null when nobody said. Of equally narrow ones the first counts; the store lets none stand twice. */
export function ruleFor(
  rules: readonly BookingRule[],
  mandant: string,
  creditor: AccountNo,
  { taxRate }: Pick<BookingShare, 'taxRate'>,
): BookingRule | null {
  const fitting = rules.filter(
    (rule) =>
      rule.mandant === mandant &&
      (rule.creditor === null || rule.creditor === creditor) &&
      (rule.taxRate === null || rule.taxRate === taxRate),
  )
  return fitting.reduce<BookingRule | null>((best, rule) => (best && weight(best) >= weight(rule) ? best : rule), null)
}
