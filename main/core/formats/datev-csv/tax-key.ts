import type { IsoDate } from '../../ledger/ledger'
import type { TaxKeyRule } from '../format'
import type { AccountFacts } from './accounts'
import { findChart } from './charts'
import type { FaultList } from './faults'

export const taxKeyField = 'BU-Schlüssel'

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
  return { direction, taxRate, key, validFrom, validTo }
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

/** The Mandant's own rows first, then DATEV's for German standard charts. */
export function taxKeysFor(
  own: readonly TaxKeyRule[],
  country: string,
  chartOfAccounts: string | null,
): readonly TaxKeyRule[] {
  return country === 'DE' && findChart(chartOfAccounts) ? [...own, ...germanTaxKeys] : own
}

function isValidOn(one: TaxKeyRule, date: IsoDate): boolean {
  return (one.validFrom === null || one.validFrom <= date) && (one.validTo === null || date <= one.validTo)
}

/** `1900` → `19 %`, `810` → `8,1 %`. */
export function percent(taxRate: number): string {
  return `${(taxRate / 100).toString().replace('.', ',')} %`
}

/** Keys that may stand beside an automatic account: cancel its tax, correction keys without tax. */
const keysBesideAutomatic: ReadonlySet<string> = new Set(['40', '20', '80'])

export interface TaxQuestion {
  readonly taxRate: number | null
  /** Of the source; goes before the rate. */
  readonly taxKey: string | null
  readonly documentDate: IsoDate
  readonly serviceDate: IsoDate | null
  readonly account: AccountFacts
  readonly contraAccount: AccountFacts
}

/** The BU-Schlüssel of one row, empty for none. What cannot be answered is told to `faults`. */
export function taxKeyOf(question: TaxQuestion, rules: readonly TaxKeyRule[], faults: FaultList): string {
  const { taxKey, taxRate } = question
  if (taxKey !== null && !/^(?!0+$)\d{1,4}$/.test(taxKey)) {
    faults.reject('format-tax-key-invalid', taxKeyField, taxKey)
    return ''
  }
  if (question.account.automatic || question.contraAccount.automatic) return besideAutomatic(question, rules, faults)
  if (taxKey === null && (taxRate === null || taxRate === 0)) return ''
  if (!bearsTax(question.account) && !bearsTax(question.contraAccount)) {
    faults.reject('format-tax-not-possible', taxKeyField, taxKey ?? percent(taxRate ?? 0))
    return ''
  }
  if (taxKey === null) return keyForRate(question, taxRate ?? 0, rules, faults)
  if (contradictsAccounts(taxKey, question)) faults.reject('format-tax-key-wrong-direction', taxKeyField, taxKey)
  return taxKey
}

/** Plain tax keys, which belong to one direction only. Of the special keys DATEV itself knows more than we do. */
const outputKey = /^([2-5]|10[0-2])$/
const inputKey = /^([6-9]|40[0-2])$/

/** An output key where the chart allows only input tax, or the other way round. */
function contradictsAccounts(taxKey: string, { account, contraAccount }: TaxQuestion): boolean {
  const allowed = [account.tax, contraAccount.tax].filter((tax) => tax === 'M' || tax === 'V')
  if (allowed.length === 0) return false
  return (outputKey.test(taxKey) && !allowed.includes('M')) || (inputKey.test(taxKey) && !allowed.includes('V'))
}

function bearsTax(account: AccountFacts): boolean {
  return account.role === 'ledger' && account.tax !== 'KU'
}

function keyForRate(question: TaxQuestion, taxRate: number, rules: readonly TaxKeyRule[], faults: FaultList): string {
  const direction = directionOf(question.account, question.contraAccount)
  if (!direction) {
    faults.reject('format-tax-direction-unknown', taxKeyField, percent(taxRate))
    return ''
  }
  const fitting = rules.find(
    (one) => one.direction === direction && one.taxRate === taxRate && isValidOn(one, question.documentDate),
  )
  if (!fitting) faults.reject(`format-tax-rate-without-${direction}-key`, taxKeyField, percent(taxRate))
  return fitting?.key ?? ''
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
  const bearing = bearsTax(contraAccount) ? contraAccount : account
  return bearing.classDirection
}

/** No key beside an automatic account; what the source states must agree with what the account does. */
function besideAutomatic(question: TaxQuestion, rules: readonly TaxKeyRule[], faults: FaultList): string {
  const { taxKey, taxRate } = question
  if (taxKey !== null && keysBesideAutomatic.has(taxKey)) return taxKey
  for (const account of [question.account, question.contraAccount]) {
    if (!account.automatic) continue
    if (taxKey !== null) dropKey(taxKey, account, question, rules, faults)
    else if (taxRate !== null) compareRate(taxRate, account, question, faults)
  }
  return ''
}

/** A key that says the same as the automatic account can go; any other one would change the tax. */
function dropKey(
  taxKey: string,
  account: AccountFacts,
  question: TaxQuestion,
  rules: readonly TaxKeyRule[],
  faults: FaultList,
): void {
  const direction = account.tax === 'M' ? 'output' : 'input'
  const rates = ratesOf(account, question)
  const isSame = rules.some(
    (one) =>
      one.key === taxKey &&
      one.direction === direction &&
      rates.includes(one.taxRate) &&
      isValidOn(one, question.documentDate),
  )
  if (isSame) faults.warn('format-tax-key-dropped', taxKeyField, taxKey)
  else faults.reject('format-tax-key-on-automatic-account', taxKeyField, taxKey)
}

function compareRate(taxRate: number, account: AccountFacts, question: TaxQuestion, faults: FaultList): void {
  if (account.rateIsSpecial) {
    if (taxRate > 0) faults.warn('format-automatic-account-rate-unknown', taxKeyField, percent(taxRate))
    return
  }
  const rates = ratesOf(account, question)
  if (rates.length > 0 && !rates.includes(taxRate)) {
    faults.reject('format-tax-rate-contradicts-account', taxKeyField, percent(taxRate))
  }
}

/** What an automatic account computes for this document: by its date or by the day of the service. */
function ratesOf(account: AccountFacts, question: TaxQuestion): readonly number[] {
  const rate = account.rate
  if (rate === null) return []
  const dates = [question.documentDate, question.serviceDate ?? question.documentDate]
  return dates.map((date) => (date >= loweredFrom && date <= loweredTo ? (loweredRates[rate] ?? rate) : rate))
}

const loweredRates: Readonly<Record<number, number>> = { 1900: 1600, 700: 500 }
