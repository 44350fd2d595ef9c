import type { UsualTaxCode } from '../booking/tax-codes'

/** One row of the table "Transactions"; the keys are Banana's own column names, which it compares with upper and lower case. */
export interface TransactionRow {
  readonly Date: string
  readonly DateDocument: string
  readonly Doc: string
  readonly DocInvoice: string
  readonly Description: string
  readonly AccountDebit: string
  readonly AccountCredit: string
  readonly Amount: string
  readonly VatCode: string
  readonly VatAmountType: string
  readonly DateExpiration: string
  readonly ExternalReference: string
  readonly Cc1: string
  readonly Cc2: string
}

/**
 * The columns we fill, in our order (it is free). Source: banana.ch, "Import transactions from a text file", and the import
 * apps that Banana publishes. Amounts with a point, dates `YYYY-MM-DD`, one row per account.
 */
export const transactionColumns = [
  'Date',
  'DateDocument',
  'Doc',
  'DocInvoice',
  'Description',
  'AccountDebit',
  'AccountCredit',
  'Amount',
  'VatCode',
  'VatAmountType',
  'DateExpiration',
  'ExternalReference',
  'Cc1',
  'Cc2',
] as const satisfies readonly (keyof TransactionRow)[]

const since2024 = { sourceKey: null, validFrom: '2024-01-01' } as const

/** Codes of Banana's Swiss charts for the rates of 2024: V sales, M purchases of goods. Further ones belong to the client. */
export const usualVatCodes: readonly UsualTaxCode[] = [
  { direction: 'output', taxRate: 810, key: 'V81', ...since2024 },
  { direction: 'output', taxRate: 260, key: 'V26', ...since2024 },
  { direction: 'output', taxRate: 380, key: 'V38', ...since2024 },
  { direction: 'input', taxRate: 810, key: 'M81', ...since2024 },
  { direction: 'input', taxRate: 260, key: 'M26', ...since2024 },
]
