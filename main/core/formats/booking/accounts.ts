import type { AccountNo } from '../../ledger/ledger'
import { type Chart, type ChartAccount, findChart, type TaxFunction } from './charts'

export const defaultAccountLength = 4

export interface AccountFacts {
  readonly role: 'debtor' | 'creditor' | 'ledger'
  /** Computes its tax itself: no tax key may stand beside it. */
  readonly automatic: boolean
  /** The automatic account's rate in hundredths of a percent; null when not known or none in particular. */
  readonly rate: number | null
  /** True when the chart says that the account is automatic without one rate (tax-free, § 13b …). */
  readonly rateIsSpecial: boolean
  /** False for an automatic account that computes tax which the amount does not hold (acquisition, § 13b). */
  readonly taxIsInside: boolean
  readonly tax: TaxFunction | null
  /** What the first digit of a ledger account says about tax, in a chart that we know. */
  readonly classDirection: 'output' | 'input' | null
}
export type AccountFault = 'format-account-invalid' | 'format-account-too-long'

/** Of DATEV: 1 to 6 are debtors. */
const usualCreditorDigits = '789'

/** Of the formats that are not DATEV's: `konto` of BMD and RZL. */
const longestPerson = 9

/**
 * A personal account has exactly one digit more than a ledger account; its first digit says which of the two it is.
 * @param longest digits that it may have instead, where the program takes several more
 */
export function personalRole(
  account: AccountNo,
  accountLength: number,
  creditorDigits = usualCreditorDigits,
  longest = accountLength + 1,
): 'debtor' | 'creditor' | null {
  if (account.length <= accountLength || account.length > longest || !/^[1-9]\d*$/.test(account)) return null
  return creditorDigits.includes(account.charAt(0)) ? 'creditor' : 'debtor'
}

const personal = {
  automatic: false,
  rate: null,
  rateIsSpecial: false,
  taxIsInside: true,
  tax: null,
  classDirection: null,
} as const

export type AccountRules = 'datev' | 'others'

/** What a Mandant's accounts are. Answers are kept: the same few accounts come again and again. */
export class AccountBook {
  readonly #known = new Map<AccountNo, AccountFacts | AccountFault>()
  readonly #chart: Chart | null
  readonly #accountLength: number
  readonly #markedAutomatic: ReadonlySet<AccountNo>
  readonly #longestPerson: number

  /** @param of of whose program the rules are: DATEV wants exactly one digit more in every chart */
  constructor(
    chartOfAccounts: string | null,
    accountLength: number,
    markedAutomatic: ReadonlySet<AccountNo>,
    of: AccountRules = 'others',
  ) {
    this.#chart = findChart(chartOfAccounts)
    this.#accountLength = accountLength
    this.#markedAutomatic = markedAutomatic
    const mayBeLonger = of === 'others' && this.#chart?.hasLongPersons === true
    this.#longestPerson = mayBeLonger ? longestPerson : accountLength + 1
  }

  /** True when classes of the chart are known, so that an account without any is no account that bears tax. */
  get knowsChart(): boolean {
    return this.#chart !== null
  }

  /** Debtor or creditor, by the chart's own digits. */
  roleOf(account: AccountNo): 'debtor' | 'creditor' | null {
    return personalRole(account, this.#accountLength, this.#chart?.creditorDigits, this.#longestPerson)
  }

  /** By the chart; false in a chart of the house's own. */
  isCash(account: AccountNo): boolean {
    const prefix = this.#chart?.cashPrefix
    const isLedger = account.length <= this.#accountLength
    return prefix !== undefined && isLedger && account.padStart(this.#accountLength, '0').startsWith(prefix)
  }

  /** A code instead of facts when the number cannot be an account of this Mandant. */
  facts(account: AccountNo): AccountFacts | AccountFault {
    const known = this.#known.get(account)
    if (known) return known
    const facts = this.#find(account)
    this.#known.set(account, facts)
    return facts
  }

  #find(account: AccountNo): AccountFacts | AccountFault {
    if (!/^\d+$/.test(account) || /^0+$/.test(account)) return 'format-account-invalid'
    const role = this.roleOf(account)
    if (role) return { ...personal, role }
    if (account.length > this.#accountLength) return 'format-account-too-long'
    const full = account.padStart(this.#accountLength, '0')
    const entry = this.#chartAccount(full)
    return {
      role: 'ledger',
      automatic: entry?.automatic != null || this.#markedAutomatic.has(account) || this.#markedAutomatic.has(full),
      rate: entry?.rate ?? null,
      taxIsInside: entry?.taxIsInside ?? true,
      rateIsSpecial: entry?.automatic != null && entry.rate === null,
      tax: entry?.tax ?? null,
      classDirection: this.#chart?.directionOfClass[full.slice(0, 1)] ?? null,
    }
  }

  /** 8400 with six digits is 840000; a sub-account such as 840010 has no function of its own in the chart. */
  #chartAccount(full: string): ChartAccount | null {
    return /^0*$/.test(full.slice(4)) ? (this.#chart?.find(full.slice(0, 4)) ?? null) : null
  }
}
