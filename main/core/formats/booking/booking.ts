import type { AccountingDocument, AccountNo, DocumentKind, IncomingInvoice, IsoDate, Side } from '../../ledger/ledger'
import { type Cents, cents, zeroCents } from '../../money/cents'
import type { FaultList } from '../faults'
import type { FormatMandant } from '../format'
import { AccountBook, type AccountFacts, type AccountRules, defaultAccountLength } from './accounts'
import { type LineTax, TaxReader } from './line-tax'
import { isDate } from './period'

export type { LineTax } from './line-tax'

/** `kind` of the document, and the two of incoming invoices. */
export type BookingKind = DocumentKind | 'incoming-invoice' | 'incoming-credit-note'

/** One posting, as every format may look at it: who is debited and credited, what is tax, whose account it is. */
export interface BookingLine {
  readonly position: number
  /** Positive. */
  readonly grossCents: Cents
  /** Inside `grossCents`; zero without tax, with a tax-free rate, or where the receiver owes it; null: cannot be known. */
  readonly taxCents: Cents | null
  readonly debit: AccountNo
  readonly credit: AccountNo
  /** As the books have it, a reversal already turned: the side of `account`. */
  readonly side: Side
  readonly account: AccountNo
  readonly contraAccount: AccountNo
  /** The debtor or creditor of this line. */
  readonly person: AccountNo | null
  /** The account to which the tax belongs (revenue, expense); null where no tax is stated. */
  readonly bearing: AccountNo | null
  readonly tax: LineTax | null
  /** As the books state it, hundredths of a percent; `tax.rate` is what follows from it, a key or an automatic account. */
  readonly statedRate: number | null
  readonly costCentre: string | null
  readonly costObject: string | null
  readonly text: string | null
}

/** A document or an incoming invoice with its lines, the sides of a reversal turned. */
export interface Booking {
  readonly mandant: string
  /** Unique per Mandant, document and version: what a reversal and a later version do not share. */
  readonly key: string
  readonly kind: BookingKind
  readonly isReversal: boolean
  readonly documentNo: string
  readonly documentDate: IsoDate
  readonly serviceDate: IsoDate | null
  readonly dueDate: IsoDate | null
  readonly currency: string
  readonly branch: string | null
  readonly paymentMethod: string | null
  /** The debtor or creditor that the document names, else the one of its lines if they have only one. */
  readonly person: AccountNo | null
  readonly text: string | null
  readonly attachment: string | null
  readonly lines: readonly BookingLine[]
}

/** One posting before it is looked at; a negative amount means the other side. */
interface RawLine {
  readonly position: number
  readonly amountCents: number
  readonly side: Side
  readonly account: AccountNo
  readonly contraAccount: AccountNo
  readonly taxRate: number | null
  readonly taxKey: string | null
  readonly costCentre: string | null
  readonly costObject: string | null
  readonly text: string | null
  /** What the kind of document says about its tax, before the accounts do. */
  readonly direction?: LineTax['direction']
}

type Head = Pick<Booking, 'documentDate' | 'serviceDate' | 'dueDate' | 'currency'>

const otherSide = (side: Side): Side => (side === 'S' ? 'H' : 'S')
/** Looks at the documents of one Mandant; answers about accounts are kept. */
export class BookingReader {
  readonly accounts: AccountBook
  readonly accountLength: number
  readonly #taxes: TaxReader
  readonly #currency: string

  /** @param of see `AccountBook` */
  constructor(source: FormatMandant, of: AccountRules = 'others') {
    const { mandant, automaticAccounts } = source
    this.accountLength = mandant.accountLength ?? defaultAccountLength
    this.accounts = new AccountBook(mandant.chartOfAccounts, this.accountLength, automaticAccounts, of)
    this.#taxes = new TaxReader(source)
    this.#currency = mandant.currency
  }

  /** @returns null when a line cannot be understood; `faults` says why */
  document(one: AccountingDocument, faults: FaultList): Booking | null {
    if (one.personalAccount !== null && !this.accounts.roleOf(one.personalAccount)) {
      faults.reject('format-personal-account-length', 'Konto', one.personalAccount)
    }
    const isReversal = one.occasion === 'reversal'
    const raw = isReversal ? one.postings.map((line) => ({ ...line, side: otherSide(line.side) })) : one.postings
    const lines = this.#lines(raw, one, faults)
    if (!lines) return null
    const { mandant, sourceId, version, kind, documentNo, documentDate, serviceDate, dueDate, currency, branch } = one
    const head = { mandant, kind, isReversal, documentNo, documentDate, serviceDate, dueDate, currency, branch }
    return {
      ...head,
      key: `${isReversal ? 'reversal' : 'document'}:${sourceId}#${version}`,
      paymentMethod: one.paymentMethod,
      person: one.personalAccount ?? onlyPerson(lines),
      text: one.text,
      attachment: one.attachment,
      lines,
    }
  }

  /** The creditor on `account`, `H` for an invoice, `S` for a credit note. */
  incoming(one: IncomingInvoice, faults: FaultList): Booking | null {
    if (this.accounts.roleOf(one.creditor) !== 'creditor') {
      faults.reject('format-personal-account-length', 'Konto', one.creditor)
    }
    const side: Side = one.creditNote ? 'S' : 'H'
    const raw = one.positions.map((position): RawLine => {
      const { amountCents, taxRate, taxKey, costCentre, text } = position
      const accounts = { account: one.creditor, contraAccount: position.account }
      return {
        position: position.position,
        ...accounts,
        amountCents,
        side,
        taxRate,
        taxKey,
        costCentre,
        costObject: null,
        text,
        direction: 'input',
      }
    })
    const { mandant, creditor, invoiceNo, version, serviceDate, dueDate, currency, branch, attachment } = one
    const head = { documentDate: one.invoiceDate, serviceDate, dueDate, currency }
    const lines = this.#lines(raw, head, faults)
    if (!lines) return null
    return {
      ...{ mandant, ...head, branch, attachment, lines },
      key: `incoming:${creditor}:${invoiceNo}#${version}`,
      kind: one.creditNote ? 'incoming-credit-note' : 'incoming-invoice',
      isReversal: false,
      documentNo: invoiceNo,
      paymentMethod: null,
      person: creditor,
      text: null,
    }
  }

  /** Null as soon as anything is wrong with the document. */
  #lines(raw: readonly RawLine[], head: Head, faults: FaultList): readonly BookingLine[] | null {
    if (head.currency !== this.#currency) faults.reject('format-currency-differs', 'Währung', head.currency)
    const { documentDate, serviceDate, dueDate } = head
    const dates = [
      ['Belegdatum', documentDate],
      ['Leistungsdatum', serviceDate],
      ['Fälligkeit', dueDate],
    ] as const
    for (const [field, day] of dates) if (day !== null && !isDate(day)) faults.reject('format-date-invalid', field, day)
    const lines = raw.flatMap((line) => this.#line(line, head, faults) ?? [])
    return faults.isRejected ? null : lines
  }

  #line(raw: RawLine, { documentDate, serviceDate }: Head, faults: FaultList): BookingLine | null {
    const { position, account, contraAccount, costCentre, costObject, text } = raw
    if (raw.amountCents === 0) {
      faults.reject('format-amount-not-positive', 'Betrag', '0')
      return null
    }
    const facts = this.#facts(account, faults)
    const contraFacts = this.#facts(contraAccount, faults)
    if (!facts || !contraFacts) return null
    const side = raw.amountCents < 0 ? otherSide(raw.side) : raw.side
    const grossCents = cents(Math.abs(raw.amountCents))
    const { taxRate, taxKey, direction = null } = raw
    const found = this.#taxes.find(
      { grossCents, taxRate, taxKey, direction, account: facts, contra: contraFacts, documentDate, serviceDate },
      faults,
    )
    if (found === 'unknown') return null
    const bearing = found === null ? null : found.onContra ? contraAccount : account
    return {
      ...{ position, grossCents, side, account, contraAccount, costCentre, costObject, text, bearing },
      debit: side === 'S' ? account : contraAccount,
      credit: side === 'S' ? contraAccount : account,
      person: facts.role !== 'ledger' ? account : contraFacts.role !== 'ledger' ? contraAccount : null,
      tax: found?.tax ?? null,
      statedRate: raw.taxRate,
      taxCents: found === null ? zeroCents : found.taxCents,
    }
  }

  #facts(account: AccountNo, faults: FaultList): AccountFacts | null {
    const facts = this.accounts.facts(account)
    if (typeof facts !== 'string') return facts
    faults.reject(facts, 'Konto', account)
    return null
  }
}

function onlyPerson(lines: readonly BookingLine[]): AccountNo | null {
  const persons = new Set(lines.flatMap(({ person }) => person ?? []))
  const [first] = persons
  return persons.size === 1 && first !== undefined ? first : null
}
