import type { AccountNo } from '../../core/ledger/ledger'
import { type Cents, cents } from '../../core/money/cents'
import type { ReadPosting } from '../../core/run/file-check'
import { amountOf } from '../files/values'
import { checkNode, type TellNode } from '../files/xml-rules'
import { childText, type XmlNode } from '../files/xml-tree'
import { checkTerms } from './discount'
import { isLedgerType, type LedgerType, ledgerImport, ledgerNamespace } from './ledger-rules'

/** What `document.xml` says of the file. */
export interface Announced {
  readonly type: string
  /** `YYYY-MM`; null: it does not say. */
  readonly month: string | null
  /** Of the till; null: only its name is known. */
  readonly till: AccountNo | null
}

export interface LedgerTeller {
  readonly reject: TellNode
  readonly warn: TellNode
  posting(posting: ReadPosting): void
}

const recordsMax = 5000

/** Checks a ledger file and tells its postings. */
export function readLedger(root: XmlNode, announced: Announced, tell: LedgerTeller): void {
  const { type } = announced
  if (!isLedgerType(type)) {
    tell.warn('datev-xml-not-read', root, root.name, type)
    return
  }
  if (root.name !== 'LedgerImport') {
    tell.reject('element-unknown', root, root.name)
    return
  }
  if (root.namespace !== ledgerNamespace) tell.reject('xml-namespace', root, root.name, root.namespace)
  const others = root.children
    .flatMap(({ children }) => children)
    .filter(({ name }) => isLedgerType(name) && name !== type)
  for (const other of others.slice(0, 1)) tell.reject('datev-xml-ledger-type', other, other.name, type)
  if (others.length > 0) return
  const isRight = checkNode(root, ledgerImport(type), tell.reject)
  const [consolidate] = root.children
  if (!consolidate || !isRight) return
  checkTotal(consolidate, announced, tell)
  for (const record of consolidate.children) readRecord(record, consolidate, { type, till: announced.till }, tell)
}

/** What the head says of all records together. */
function checkTotal(head: XmlNode, { month }: Announced, tell: LedgerTeller): void {
  const { children: records } = head
  if (records.length > recordsMax) tell.reject('datev-xml-too-many-records', head, 'consolidate', `${records.length}`)
  const sum = records.reduce((all, record) => all + (centsOf(childText(record, 'amount')) ?? 0), 0)
  const total = head.attributes.get('consolidatedAmount') ?? ''
  if (centsOf(total) !== sum) {
    tell.reject('datev-xml-total', head, 'consolidate@consolidatedAmount', `${total} / ${(sum / 100).toFixed(2)}`)
  }
  const date = head.attributes.get('consolidatedDate') ?? ''
  if (month !== null && date.slice(0, 7) !== month) {
    tell.reject('document-date-outside-period', head, 'consolidate@consolidatedDate', date)
  }
}

/** Attribute of the head and element of the record that have to be equal where both are given. */
const equals = [
  ['consolidatedDate', 'date'],
  ['consolidatedCurrencyCode', 'currencyCode'],
  ['consolidatedInvoiceId', 'invoiceId'],
  ['consolidatedDeliveryDate', 'deliveryDate'],
  ['consolidatedOrderId', 'orderId'],
] as const

function readRecord(
  record: XmlNode,
  head: XmlNode,
  { type, till }: { readonly type: LedgerType; readonly till: AccountNo | null },
  tell: LedgerTeller,
): void {
  for (const [attribute, element] of equals) {
    const [wanted, value] = [head.attributes.get(attribute), childText(record, element)]
    if (wanted !== undefined && value !== wanted)
      tell.reject('datev-xml-differs', record, `${type}/${element}`, value ?? '')
  }
  const text = (name: string) => childText(record, name) ?? ''
  const [date, number, amount] = [text('date'), text('invoiceId'), centsOf(text('amount'))]
  if (!/[A-Za-z0-9]/.test(number)) tell.warn('number-missing', record, `${type}/invoiceId`, number)
  if (text('deliveryDate') > date)
    tell.warn('datev-xml-service-date', record, `${type}/deliveryDate`, text('deliveryDate'))
  checkTerms(record, tell.reject)
  const owner = type === 'cashLedger' ? till : text('bpAccountNo') || null
  const account = text('accountNo') || null
  if (owner === null)
    tell.warn('datev-xml-incomplete', record, type === 'cashLedger' ? 'property 2' : `${type}/bpAccountNo`)
  if (account === null) tell.warn('datev-xml-incomplete', record, `${type}/accountNo`)
  if (owner === null || account === null || amount === null) return
  // A debtor and a till are debited by what is positive, a creditor is credited by it.
  const ownerIsDebited = (type !== 'accountsPayableLedger') === amount > 0
  tell.posting({
    ...{ mandant: null, documentNo: number, documentDate: date, grossCents: cents(Math.abs(amount)) },
    ...(ownerIsDebited ? { debit: owner, credit: account } : { debit: account, credit: owner }),
    ...{ currency: text('currencyCode') || null, taxCode: text('buCode') || null, text: text('bookingText') || null },
  })
}

function centsOf(text: string | null): Cents | null {
  return text === null ? null : amountOf(text, { decimal: '.' })
}
