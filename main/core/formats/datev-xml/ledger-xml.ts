import type { Cents } from '../../money/cents'
import { attributes, element } from '../text/xml'

// Belegsatzdatendatei, Belegverwaltung_online_ledger_import_v060: elements in the schema's order, none empty.

const namespace = 'http://xml.datev.de/bedi/tps/ledger/v060'
/** DATEV compares it word for word. */
const copyNotice = 'Kopie nur zur Verbuchung berechtigt nicht zum Vorsteuerabzug'

export type LedgerType = 'accountsReceivableLedger' | 'accountsPayableLedger' | 'cashLedger'

/** One record; null leaves an element out. */
export interface LedgerRecord {
  /** Negative: a credit note, or money out of the till. */
  readonly amountCents: number
  /** Without leading zeros. */
  readonly accountNo: string
  readonly buCode: string | null
  readonly costCategoryId: string | null
  readonly costCategoryId2: string | null
  readonly bookingText: string | null
  readonly bpAccountNo: string | null
}

export interface LedgerDocument {
  readonly type: LedgerType
  readonly date: string
  readonly currency: string
  readonly invoiceId: string
  readonly dueDate: string | null
  readonly deliveryDate: string | null
  readonly records: readonly LedgerRecord[]
}

/** `-1234` → `-12.34`. */
export function decimalPoint(amountCents: Cents | number): string {
  const digits = Math.abs(amountCents).toString().padStart(3, '0')
  return `${amountCents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

export function ledgerXml(one: LedgerDocument): string {
  const total = one.records.reduce((sum, { amountCents }) => sum + amountCents, 0)
  const root = attributes({
    xmlns: namespace,
    'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    'xsi:schemaLocation': `${namespace} Belegverwaltung_online_ledger_import_v060.xsd`,
    version: '6.0',
    generator_info: 'Belegbote',
    generating_system: 'Belegbote',
    xml_data: copyNotice,
  })
  const consolidate = attributes({
    consolidatedAmount: decimalPoint(total),
    consolidatedDate: one.date,
    consolidatedInvoiceId: one.invoiceId,
    consolidatedCurrencyCode: one.currency,
  })
  const records = one.records.map((record) => `  <${one.type}>${recordXml(record, one)}</${one.type}>\n`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<LedgerImport${root}>\n <consolidate${consolidate}>\n${records.join('')} </consolidate>\n</LedgerImport>\n`
}

function recordXml(record: LedgerRecord, one: LedgerDocument): string {
  const head = [
    element('date', one.date),
    element('amount', decimalPoint(record.amountCents)),
    element('accountNo', record.accountNo),
    element('buCode', record.buCode),
    element('costCategoryId', record.costCategoryId),
    element('costCategoryId2', record.costCategoryId2),
    element('currencyCode', one.currency),
    element('invoiceId', one.invoiceId),
    element('bookingText', record.bookingText),
  ]
  const person = [
    element('dueDate', one.dueDate),
    element('bpAccountNo', record.bpAccountNo),
    element('deliveryDate', one.deliveryDate),
  ]
  return [...head, ...(one.type === 'cashLedger' ? [] : person)].join('')
}
