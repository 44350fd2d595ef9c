import { isoDay } from '../files/values'
import { type ElementRule, type Form, group, leaf, length, pattern } from '../files/xml-rules'
import { currencies } from './currencies'

// Belegsatzdatendatei, Belegverwaltung_online_ledger_import_v060: elements in their order.

export const ledgerNamespace = 'http://xml.datev.de/bedi/tps/ledger/v060'
/** DATEV compares it word for word. */
const copyNotice = 'Kopie nur zur Verbuchung berechtigt nicht zum Vorsteuerabzug'

const day: Form = (text) => isoDay(text) !== null && text >= '1753'
const amount: Form = (text) => /^[+-]?([1-9]\d{0,9}|0)\.\d{2}$/.test(text) && /[1-9]/.test(text)
const total = pattern(/^[+-]?([1-9]\d{0,9}|0)\.\d{2}$/)
const discount: Form = (text) => /^\+?([1-9]\d{0,7}|0)\.\d{2}$/.test(text) && /[1-9]/.test(text)
const quantity: Form = (text) => /^\+?([1-9]\d{0,11}|0)\.\d{4}$/.test(text) && /[1-9]/.test(text)
const rate: Form = (text) => /^\+?([1-9]\d{0,3}|0)\.\d{6}$/.test(text) && /[1-9]/.test(text)
const percent = pattern(/^\+?([1-9]\d?|0)\.\d{2}$/)
const account = pattern(/^[1-9]\d{0,8}$/)
const personAccount = pattern(/^[1-9]\d{4,8}$/)
const costCategory = pattern(/^\S([\S ]{0,34}\S)?$/)
const invoiceId = pattern(/^[a-zA-Z0-9$%&*+\-/]{0,36}$/)
const orderId = pattern(/^[a-zA-Z0-9$%&*+\-./]{1,30}$/)
const vatId = pattern(/^[0-9a-zA-Z. _]{1,15}$/)
const currency: Form = (text) => currencies.has(text)
/** Greece is GR here. */
const country: Form = (text) => /^[A-Z]{2}$/.test(text) && !['EL', 'EU', 'UK'].includes(text)
const paymentConditions: Form = (text) => /^\+?([1-9]\d*)$/.test(text) && Number(text) >= 9 && Number(text) <= 999

const base: readonly ElementRule[] = [
  leaf('date', day, true),
  leaf('amount', amount, true),
  leaf('discountAmount', discount),
  leaf('accountNo', account),
  leaf('buCode', pattern(/^([1-9]\d{0,3}|0)$/)),
  leaf('costAmount', quantity),
  leaf('costCategoryId', costCategory),
  leaf('costCategoryId2', costCategory),
  leaf('tax', percent),
  leaf('information', length(1, 120)),
]
const invoice: readonly ElementRule[] = [
  ...base,
  leaf('currencyCode', currency, true),
  leaf('invoiceId', invoiceId, true),
  leaf('bookingText', length(1, 60)),
  leaf('typeOfReceivable', length(1, 10)),
  leaf('ownVatId', vatId),
  leaf('shipFromCountry', country),
  leaf('partyId', length(1, 15)),
  leaf('paidAt', day),
  leaf('internalInvoiceId', pattern(/^[a-zA-Z0-9$%&*+\-/]{1,12}$/)),
  leaf('vatId', vatId),
  leaf('shipToCountry', country),
  leaf('exchangeRate', rate),
  leaf('bankCode', pattern(/^([1-9]|\d{2,10})$/)),
  leaf('bankAccount', length(1, 30)),
  leaf('bankCountry', country),
  leaf('iban', pattern(/^[A-Z]{2}\d\d[A-Za-z0-9]{11,30}$/)),
  leaf('swiftCode', pattern(/^[A-Z]{6}[A-Z0-9]{2,5}$/)),
  leaf('accountName', length(1, 40)),
  leaf('paymentConditionsId', paymentConditions),
  leaf('paymentOrder', pattern(/^(true|false|0|1)$/)),
  leaf('discountPercentage', percent),
  leaf('discountPaymentDate', day),
  leaf('discountAmount2', discount),
  leaf('discountPercentage2', percent),
  leaf('discountPaymentDate2', day),
  leaf('dueDate', day),
  leaf('bpAccountNo', personAccount),
  leaf('deliveryDate', day),
  leaf('orderId', orderId),
]

export type LedgerType = 'accountsReceivableLedger' | 'accountsPayableLedger' | 'cashLedger'
const ledgers: Readonly<Record<LedgerType, readonly ElementRule[]>> = {
  accountsReceivableLedger: [...invoice, leaf('customerName', length(1, 50)), leaf('customerCity', length(1, 30))],
  accountsPayableLedger: [...invoice, leaf('supplierName', length(1, 50)), leaf('supplierCity', length(1, 30))],
  cashLedger: [
    ...base,
    leaf('currencyCode', pattern(/^EUR$/), true),
    leaf('invoiceId', invoiceId),
    leaf('bookingText', length(1, 60), true),
  ],
}
export const isLedgerType = (type: string): type is LedgerType => type in ledgers

const must = (form: Form) => ({ form, required: true })
const may = (form: Form) => ({ form, required: false })

/** @param type of the records, as the document announces it; others are elements that nobody knows */
export const ledgerImport = (type: LedgerType): ElementRule =>
  group('LedgerImport', {
    attributes: {
      version: must(pattern(/^6\.0$/)),
      generator_info: must(length(1, 40)),
      generating_system: may(length(1, 40)),
      xml_data: must((text) => text === copyNotice),
    },
    children: [
      group('consolidate', {
        required: true,
        attributes: {
          consolidatedAmount: must(total),
          consolidatedDate: must(day),
          consolidatedInvoiceId: may(invoiceId),
          consolidatedCurrencyCode: must(currency),
          consolidatedDeliveryDate: may(day),
          consolidatedOrderId: may(orderId),
        },
        children: [group(type, { required: true, many: true, children: ledgers[type] })],
      }),
    ],
  })
