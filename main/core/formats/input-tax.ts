import type { IncomingInvoice } from '../ledger/ledger'
import { AccountBook, defaultAccountLength } from './booking/accounts'
import type { FormatMandant } from './format'

/** Keys for plain input tax. Others say what the receiver owes (§ 13b, acquisition), which he does with or without deduction. */
const inputTaxKey = /^([6-9]|40[0-2])$/
/** Cancels the tax that an automatic account would compute. */
const noTaxAllTheSame = '40'

/**
 * An incoming invoice as it is handed over for this Mandant: unchanged, or, where it deducts no input tax
 * (Kleinunternehmer § 19 UStG, § 6 Abs. 1 Z 27 UStG in Austria, Art. 10 MWSTG in Switzerland, exempt services), with the gross amount as expense.
 */
export function asDeducted(invoice: IncomingInvoice, source: FormatMandant): IncomingInvoice {
  if (!source.settings.withoutInputTax) return invoice
  const { chartOfAccounts, accountLength } = source.mandant
  const accounts = new AccountBook(chartOfAccounts, accountLength ?? defaultAccountLength, source.automaticAccounts)
  const positions = invoice.positions.map((position) => {
    const { taxKey } = position
    if (taxKey !== null && !inputTaxKey.test(taxKey)) return position
    const facts = accounts.facts(position.account)
    const isAutomatic = typeof facts !== 'string' && facts.automatic
    return { ...position, taxRate: null, taxKey: isAutomatic ? noTaxAllTheSame : null }
  })
  return { ...invoice, positions }
}
