import type { IsoDate } from '../../ledger/ledger'
import type { AccountFacts } from '../booking/accounts'
import { bearsTax, directionOf, isValidOn, percent, ratesOn } from '../booking/tax-rules'
import type { TaxKeyRule } from '../format'
import type { FaultList } from './faults'

export const taxKeyField = 'BU-Schlüssel'

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
  const rates = ratesOn(account, question)
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
  const rates = ratesOn(account, question)
  if (rates.length > 0 && !rates.includes(taxRate)) {
    faults.reject('format-tax-rate-contradicts-account', taxKeyField, percent(taxRate))
  }
}
