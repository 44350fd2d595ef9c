import type { FormatSetting, FormatSettings } from '../settings'
import { textOf } from '../settings'

const digits = /^\d{0,11}$/
const onlyFour = { key: 'abacusFiles', is: 'four' } as const

/** What differs from client to client, or could not be confirmed without a test import, each with its default. */
export const settings: readonly FormatSetting[] = [
  { key: 'abacusFiles', kind: 'choice', help: true, options: ['fibu', 'four'], default: 'fibu' },
  { key: 'abacusVersion', kind: 'choice', help: true, options: ['2015.00', '2014.00'], default: '2015.00' },
  { key: 'abacusDebtorAccount', kind: 'text', help: true, maxLength: 11, pattern: digits, default: '' },
  { key: 'abacusCreditorAccount', kind: 'text', help: true, maxLength: 11, pattern: digits, default: '' },
  { key: 'abacusRoundingAccount', kind: 'text', help: true, maxLength: 11, pattern: digits, default: '' },
  { key: 'abacusAmount', kind: 'choice', help: true, options: ['gross', 'net'], default: 'gross' },
  { key: 'abacusSingleCount', kind: 'choice', help: true, options: ['count', 'zero'], default: 'count' },
  { key: 'abacusDebiVersion', kind: 'choice', options: ['2018.00', '2021.00'], default: '2018.00' },
  { key: 'abacusPaymentTerm', kind: 'text', help: true, maxLength: 5, pattern: /^\d{1,5}$/, default: '1' },
  { key: 'abacusLanguage', kind: 'choice', options: ['de', 'D'], default: 'de' },
  {
    key: 'abacusNumber',
    kind: 'choice',
    help: true,
    when: onlyFour,
    options: ['digits', 'assigned'],
    default: 'digits',
  },
  { key: 'abacusInvoiceCode', kind: 'text', when: onlyFour, maxLength: 4, pattern: /^[A-Za-z0-9]{1,4}$/, default: 'R' },
  { key: 'abacusCreditCode', kind: 'text', when: onlyFour, maxLength: 4, pattern: /^[A-Za-z0-9]{1,4}$/, default: 'G' },
  { key: 'abacusTaxIncluded', kind: 'text', help: true, when: onlyFour, maxLength: 1, pattern: /^\d$/, default: '2' },
]

export interface Options {
  readonly hasFourFiles: boolean
  readonly version: string
  readonly debiVersion: string
  /** Collective accounts of the ledger; null: the person's own number is the account. */
  readonly debtorAccount: string | null
  readonly creditorAccount: string | null
  readonly roundingAccount: string | null
  readonly amountIsNet: boolean
  readonly countsSingles: boolean
  readonly paymentTerm: string
  readonly language: string
  readonly assignsNumbers: boolean
  readonly invoiceCode: string
  readonly creditCode: string
  readonly taxIncluded: string
}

export function optionsOf(values: FormatSettings): Options {
  const text = (key: string) => textOf(values, key)
  const optional = (key: string) => (text(key) === '' ? null : text(key))
  return {
    hasFourFiles: text('abacusFiles') === 'four',
    version: text('abacusVersion'),
    debiVersion: text('abacusDebiVersion'),
    debtorAccount: optional('abacusDebtorAccount'),
    creditorAccount: optional('abacusCreditorAccount'),
    roundingAccount: optional('abacusRoundingAccount'),
    amountIsNet: text('abacusAmount') === 'net',
    countsSingles: text('abacusSingleCount') === 'count',
    paymentTerm: text('abacusPaymentTerm'),
    language: text('abacusLanguage'),
    assignsNumbers: text('abacusNumber') === 'assigned',
    invoiceCode: text('abacusInvoiceCode'),
    creditCode: text('abacusCreditCode'),
    taxIncluded: text('abacusTaxIncluded'),
  }
}
