import type { IsoDate } from '../../ledger/ledger'
import { type Cents, cents } from '../../money/cents'
import type { FaultList } from '../faults'
import type { FormatMandant, TaxKeyRule } from '../format'
import type { AccountFacts } from './accounts'
import { findChart } from './charts'
import { bearsTax, datevTaxKeysFor, directionOf, isValidOn, percent, ratesOn } from './tax-rules'

/** Which tax a line is about. */
export interface LineTax {
  readonly direction: 'output' | 'input'
  /** Hundredths of a percent; null where only a key says it and we do not know its rate. */
  readonly rate: number | null
  /** The BU-Schlüssel that the books give, for cases that a rate alone does not tell (`94`: reverse charge). */
  readonly sourceKey: string | null
  /** The account computes it itself. */
  readonly automatic: boolean
  /** The rate alone does not tell the case: a key or an account says more (§ 13b, acquisition …). */
  readonly isSpecial: boolean
}

/** The tax of a line with the account to which it belongs. */
export interface FoundTax {
  readonly tax: LineTax
  readonly onContra: boolean
  /** Inside the gross amount; null: cannot be known. */
  readonly taxCents: Cents | null
}

export interface TaxQuestion {
  readonly grossCents: Cents
  /** What the books state. */
  readonly taxRate: number | null
  readonly taxKey: string | null
  /** What the kind of document says, before the accounts do. */
  readonly direction: LineTax['direction'] | null
  readonly account: AccountFacts
  readonly contra: AccountFacts
  readonly documentDate: IsoDate
  readonly serviceDate: IsoDate | null
}

/**
 * DATEV's keys with which no tax is inside the amount: free or not taxable (1, 10, 11, 17x, 18x, 191, 23x …), automatic
 * cancelled (4x), acquisition and § 13b, where the receiver owes it (1x, 91–95, 20x, 26x, 27x, 50x–56x, 7xx; with a 6 before
 * them: without deduction), without input tax (490).
 */
const withoutTaxInside =
  /^(1|1\d|4\d|9[1245]|17[1-4]|18[1-4]|191|20[0-2]|23\d|2[4-8]0|490|6?5([0][1-9]|[1-5]\d|6[0-7])|6?7[0-5]\d|78\d)$/
/** Output and input tax at a rate that the books have to state. */
const ordinaryKey = /^[14]0[0-2]$/
/** Means "free of tax" in DATEV, but may be another program's key for the usual rate. */
const ambiguousKey = '1'

/** Of a line whose tax an automatic account would compute, had the books not cancelled it (BU-Schlüssel 40): none. */
export const effectiveTax = (tax: LineTax | null): LineTax | null => (tax?.sourceKey === '40' ? null : tax)

const roundHalfUp = (numerator: number, denominator: number) =>
  Math.floor((2 * numerator + denominator) / (2 * denominator))

/** The tax inside a gross amount, rounded half up. */
export function taxInside(grossCents: number, rate: number): Cents {
  const whole = 10_000
  return cents(roundHalfUp(grossCents * rate, whole + rate))
}

/** Finds out the tax of the lines of one Mandant. */
export class TaxReader {
  readonly #datevKeys: readonly TaxKeyRule[]
  readonly #knowsChart: boolean

  constructor({ mandant, settings }: FormatMandant) {
    this.#datevKeys = datevTaxKeysFor(settings.taxKeys, mandant.country, mandant.chartOfAccounts)
    this.#knowsChart = findChart(mandant.chartOfAccounts) !== null
  }

  /** @returns null: no tax is stated; `unknown`: `faults` says what cannot be understood */
  find(question: TaxQuestion, faults: FaultList): FoundTax | 'unknown' | null {
    const { taxRate, taxKey, account, contra } = question
    const automatic = contra.automatic ? contra : account.automatic ? account : null
    if (taxRate === null && taxKey === null && !automatic) return null
    const onContra = automatic ? automatic === contra : bearsTaxFirst(contra, account)
    const bearing = onContra ? contra : account
    if (taxKey === null && taxRate === 0 && this.#bearsNone(bearing)) return null
    if (!bearsTax(bearing)) {
      faults.reject('format-tax-not-possible', 'Steuer', taxKey ?? percent(taxRate ?? 0))
      return 'unknown'
    }
    const direction = automaticDirection(automatic) ?? question.direction ?? directionOf(account, contra)
    if (!direction) {
      faults.reject('format-tax-direction-unknown', 'Steuer', taxKey ?? percent(taxRate ?? 0))
      return 'unknown'
    }
    return { ...this.#taxOf(question, direction, automatic), onContra }
  }

  #taxOf(
    { grossCents, taxRate, taxKey, documentDate, serviceDate }: TaxQuestion,
    direction: LineTax['direction'],
    automatic: AccountFacts | null,
  ): Pick<FoundTax, 'tax' | 'taxCents'> {
    const ofKey = taxKey === null ? null : this.#rateOfKey(taxKey, direction, documentDate)
    const rate = ofKey ?? taxRate ?? (taxKey === null ? rateOfAccount(automatic, { documentDate, serviceDate }) : null)
    const isUnusual = automatic !== null && !automatic.taxIsInside
    const isSpecial = (taxKey !== null && ofKey === null && !ordinaryKey.test(taxKey)) || isUnusual
    const tax: LineTax = { direction, rate, sourceKey: taxKey, automatic: automatic !== null, isSpecial }
    return { tax, taxCents: taxCentsOf(grossCents, tax, isUnusual) }
  }

  /** Money and persons in a chart of which we know the classes: 0 % beside them says nothing. */
  #bearsNone(bearing: AccountFacts): boolean {
    if (!bearsTax(bearing)) return true
    return this.#knowsChart && !bearing.automatic && bearing.tax === null && bearing.classDirection === null
  }

  #rateOfKey(taxKey: string, direction: LineTax['direction'], date: IsoDate): number | null {
    const row = this.#datevKeys.find((one) => one.key === taxKey && one.direction === direction && isValidOn(one, date))
    return row?.taxRate ?? null
  }
}

/** The ledger account that stands opposite a person, or that the chart knows by its class. */
function bearsTaxFirst(contra: AccountFacts, account: AccountFacts): boolean {
  if (!bearsTax(account)) return true
  if (!bearsTax(contra)) return false
  return isKnown(contra) || !isKnown(account)
}

const isKnown = ({ tax, classDirection }: AccountFacts) => tax !== null || classDirection !== null

function automaticDirection(automatic: AccountFacts | null): LineTax['direction'] | null {
  return automatic?.tax === 'M' ? 'output' : automatic?.tax === 'V' ? 'input' : null
}

function rateOfAccount(
  automatic: AccountFacts | null,
  dates: Pick<TaxQuestion, 'documentDate' | 'serviceDate'>,
): number | null {
  if (!automatic) return null
  return ratesOn(automatic, dates)[0] ?? (automatic.rateIsSpecial ? 0 : null)
}

function taxCentsOf(grossCents: Cents, { rate, sourceKey }: LineTax, isUnusual: boolean): Cents | null {
  if (sourceKey === ambiguousKey && rate !== null && rate > 0) return null
  if (sourceKey !== null && withoutTaxInside.test(sourceKey)) return cents(0)
  if (isUnusual || rate === null) return null
  return taxInside(grossCents, rate)
}
