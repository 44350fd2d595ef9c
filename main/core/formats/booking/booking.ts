import type { AccountingDocument, AccountNo, DocumentKind, IncomingInvoice, IsoDate, Side } from '../../ledger/ledger'
import { type Cents, cents } from '../../money/cents'
import type { FaultList } from '../faults'
import type { FormatMandant } from '../format'
import { AccountBook, type AccountFacts, defaultAccountLength } from './accounts'
import { bearsTax, datevTaxKeysFor, directionOf, isValidOn, keyWithoutTaxInside, ratesOn } from './tax-rules'

/** `kind` of the document, and the two of incoming invoices. */
export type BookingKind = DocumentKind | 'incoming-invoice' | 'incoming-credit-note'

/** Which tax a line is about. */
export interface LineTax {
  readonly direction: 'output' | 'input'
  /** Hundredths of a percent; null where only a key says it and we do not know its rate. */
  readonly rate: number | null
  /** The BU-Schlüssel that the books give, for cases that a rate alone does not tell (`94`: reverse charge). */
  readonly sourceKey: string | null
  /** The account computes it itself. */
  readonly automatic: boolean
}

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

type Dates = Pick<Booking, 'documentDate' | 'serviceDate'>

const otherSide = (side: Side): Side => (side === 'S' ? 'H' : 'S')
const roundHalfUp = (numerator: number, denominator: number) =>
  Math.floor((2 * numerator + denominator) / (2 * denominator))

/** The tax inside a gross amount, rounded half up. */
export function taxInside(grossCents: number, rate: number): Cents {
  const whole = 10_000
  return cents(roundHalfUp(grossCents * rate, whole + rate))
}

/** Looks at the documents of one Mandant; answers about accounts are kept. */
export class BookingReader {
  readonly accounts: AccountBook
  readonly accountLength: number
  readonly #datevKeys: ReturnType<typeof datevTaxKeysFor>

  constructor({ mandant, settings, automaticAccounts }: FormatMandant) {
    this.accountLength = mandant.accountLength ?? defaultAccountLength
    this.accounts = new AccountBook(mandant.chartOfAccounts, this.accountLength, automaticAccounts)
    this.#datevKeys = datevTaxKeysFor(settings.taxKeys, mandant.country, mandant.chartOfAccounts)
  }

  /** @returns null when a line cannot be understood; `faults` says why */
  document(one: AccountingDocument, faults: FaultList): Booking | null {
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
    const dates = { documentDate: one.invoiceDate, serviceDate: one.serviceDate }
    const lines = this.#lines(raw, dates, faults)
    if (!lines) return null
    const { mandant, creditor, invoiceNo, version, dueDate, currency, branch, attachment } = one
    return {
      ...{ mandant, ...dates, dueDate, currency, branch, attachment, lines },
      key: `incoming:${creditor}:${invoiceNo}#${version}`,
      kind: one.creditNote ? 'incoming-credit-note' : 'incoming-invoice',
      isReversal: false,
      documentNo: invoiceNo,
      paymentMethod: null,
      person: creditor,
      text: null,
    }
  }

  #lines(raw: readonly RawLine[], dates: Dates, faults: FaultList): readonly BookingLine[] | null {
    const lines = raw.flatMap((line) => this.#line(line, dates, faults) ?? [])
    return lines.length === raw.length ? lines : null
  }

  #line(raw: RawLine, dates: Dates, faults: FaultList): BookingLine | null {
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
    const tax = this.#tax(raw, facts, contraFacts, dates, faults)
    if (tax === 'unknown') return null
    const bearing = tax === null ? null : tax.onContra ? contraAccount : account
    return {
      ...{ position, grossCents, side, account, contraAccount, costCentre, costObject, text, bearing },
      debit: side === 'S' ? account : contraAccount,
      credit: side === 'S' ? contraAccount : account,
      person: facts.role !== 'ledger' ? account : contraFacts.role !== 'ledger' ? contraAccount : null,
      tax: tax?.tax ?? null,
      statedRate: raw.taxRate,
      taxCents: taxCentsOf(grossCents, tax?.tax ?? null),
    }
  }

  #facts(account: AccountNo, faults: FaultList): AccountFacts | null {
    const facts = this.accounts.facts(account)
    if (typeof facts !== 'string') return facts
    faults.reject(facts, 'Konto', account)
    return null
  }

  #tax(
    { taxRate, taxKey, direction: known }: RawLine,
    account: AccountFacts,
    contra: AccountFacts,
    dates: Dates,
    faults: FaultList,
  ): { readonly tax: LineTax; readonly onContra: boolean } | 'unknown' | null {
    const automatic = contra.automatic ? contra : account.automatic ? account : null
    if (taxRate === null && taxKey === null && !automatic) return null
    const onContra = automatic ? automatic === contra : bearsTaxFirst(contra, account)
    const ofAutomatic = automatic?.tax === 'M' ? 'output' : automatic?.tax === 'V' ? 'input' : null
    const direction = ofAutomatic ?? known ?? directionOf(account, contra)
    if (!direction) {
      faults.reject('format-tax-direction-unknown', 'Steuer', taxKey ?? `${taxRate ?? ''}`)
      return 'unknown'
    }
    const rate = taxRate ?? this.#rateOf(taxKey, direction, automatic, dates)
    return { tax: { direction, rate, sourceKey: taxKey, automatic: automatic !== null }, onContra }
  }

  #rateOf(
    taxKey: string | null,
    direction: LineTax['direction'],
    automatic: AccountFacts | null,
    dates: Dates,
  ): number | null {
    if (taxKey !== null && keyWithoutTaxInside.test(taxKey)) return null
    const row = this.#datevKeys.find(
      (one) => one.key === taxKey && one.direction === direction && isValidOn(one, dates.documentDate),
    )
    if (row) return row.taxRate
    return automatic && taxKey === null ? (ratesOn(automatic, dates)[0] ?? (automatic.rateIsSpecial ? 0 : null)) : null
  }
}

/** The ledger account that stands opposite a person, or that the chart knows by its class. */
function bearsTaxFirst(contra: AccountFacts, account: AccountFacts): boolean {
  if (!bearsTax(account)) return true
  if (!bearsTax(contra)) return false
  return isKnown(contra) || !isKnown(account)
}

const isKnown = ({ tax, classDirection }: AccountFacts) => tax !== null || classDirection !== null

function taxCentsOf(grossCents: Cents, tax: LineTax | null): Cents | null {
  if (!tax) return cents(0)
  if (tax.sourceKey !== null && keyWithoutTaxInside.test(tax.sourceKey)) return cents(0)
  return tax.rate === null ? null : taxInside(grossCents, tax.rate)
}

function onlyPerson(lines: readonly BookingLine[]): AccountNo | null {
  const persons = new Set(lines.flatMap(({ person }) => person ?? []))
  const [first] = persons
  return persons.size === 1 && first !== undefined ? first : null
}
