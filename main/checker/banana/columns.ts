import type { FieldFact } from '../files/facts'

const column = (name: string, kind: FieldFact['kind'], required = false): FieldFact => ({
  ...{ name, kind, required },
  max: name === 'ExchangeCurrency' ? 3 : null,
})

/** Columns of the table Transactions as Banana's import knows them, by their names in English; the order is free. */
export const columns: ReadonlyMap<string, FieldFact> = new Map(
  [
    column('Date', 'date', true),
    column('DateDocument', 'date'),
    column('Doc', 'text'),
    column('DocInvoice', 'text'),
    column('DocOriginal', 'text'),
    column('DocLink', 'text'),
    column('Description', 'text', true),
    column('AccountDebit', 'text'),
    column('AccountCredit', 'text'),
    column('Amount', 'amount', true),
    column('AmountCurrency', 'amount'),
    column('ExchangeCurrency', 'text'),
    column('ExchangeRate', 'number'),
    column('VatCode', 'text'),
    // Empty: the amount holds the tax. Another value would make it net, or the tax alone.
    column('VatAmountType', ['0']),
    column('DateExpiration', 'date'),
    column('ExternalReference', 'text'),
    column('Cc1', 'text'),
    column('Cc2', 'text'),
    column('Cc3', 'text'),
    column('Notes', 'text'),
  ].map((one) => [one.name, one]),
)

/** Without these there is nothing to book. */
export const neededColumns = ['Date', 'Description', 'AccountDebit', 'AccountCredit', 'Amount'] as const
