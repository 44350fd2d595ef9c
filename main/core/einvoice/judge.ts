import { type Cents, cents } from '../money/cents'
import { found } from './findings'
import type {
  BookingShare,
  EInvoice,
  EInvoiceFinding,
  InvoiceJudgement,
  InvoiceParty,
  InvoiceReceiver,
} from './invoice'
import { plainId } from './look'
import { sharesOf } from './shares'
import { taxCaseOf } from './tax-case'

/**
 * What is to be booked for this receiver, and what a person must decide first. Pure; the same invoice and receiver always
 * give the same answer.
 * @param currency the only currency of the receiver's books
 */
export function judgeInvoice(invoice: EInvoice, receiver: InvoiceReceiver, currency: string): InvoiceJudgement {
  const cases = invoice.taxGroups.map((group) => taxCaseOf(group, invoice, receiver))
  const findings = distinct([
    ...invoice.findings,
    ...addressee(invoice, receiver),
    ...(invoice.currency === currency ? [] : [found('foreign-currency', 'BT-5', invoice.currency, { currency })]),
    ...cases.flatMap((one) => one.findings),
  ])
  const shares: readonly BookingShare[] = sharesOf(
    invoice,
    cases.map(({ taxKey }) => taxKey),
  )
  return { findings, shares, waits: findings.some(({ level }) => level !== 'hint'), grossCents: bookedGross(invoice) }
}

function bookedGross({ totals, sign }: EInvoice): Cents | null {
  return totals.gross === null ? null : cents(totals.gross * sign + 0)
}

function addressee(invoice: EInvoice, receiver: InvoiceReceiver): readonly EInvoiceFinding[] {
  const own = plainId(receiver.vatId)
  const { seller, buyer } = invoice
  if (own !== null && seller.vatId === own) return [found('own-vat-id-sells', 'BT-31', own)]
  return isAddressedTo(buyer, receiver)
    ? []
    : [found('buyer-not-us', 'BT-44', buyer.name ?? '', { name: receiver.name })]
}

type Addressee = Pick<InvoiceReceiver, 'name' | 'vatId'>

export const isAddressedTo = (buyer: InvoiceParty, receiver: Addressee): boolean => addressedTo(buyer)(receiver)

/**
 * Who is asked whether it is theirs. VAT ids decide where both sides have one; else every word of our name must stand in
 * that of the buyer.
 */
export function addressedTo(buyer: InvoiceParty): (receiver: Addressee) => boolean {
  const theirs = wordsOf([buyer.name ?? '', buyer.tradeName ?? '', ...buyer.address.lines].join(' '))
  return (receiver) => {
    const own = plainId(receiver.vatId)
    if (own !== null && buyer.vatId !== null) return own === buyer.vatId
    const ours = ownWordsOf(receiver)
    return ours.size > 0 && [...ours].every((word) => theirs.has(word))
  }
}

/** A list of invoices asks the same few Mandanten again and again. */
const knownWords = new WeakMap<Addressee, ReadonlySet<string>>()

function ownWordsOf(receiver: Addressee): ReadonlySet<string> {
  const words = knownWords.get(receiver) ?? wordsOf(receiver.name)
  knownWords.set(receiver, words)
  return words
}

/** Legal forms are written in many ways and tell nobody apart. */
const legalForms = new Set('gmbh ug ag kg ohg gbr ek e k co mbh haftungsbeschränkt se eg gag kgaa und u'.split(' '))

function wordsOf(name: string): ReadonlySet<string> {
  const words = name.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  return new Set(words.filter((word) => word !== '' && !legalForms.has(word)))
}

/** The same remark about two groups is made once. */
function distinct(findings: readonly EInvoiceFinding[]): readonly EInvoiceFinding[] {
  const seen = new Map(findings.map((one) => [JSON.stringify([one.code, one.field, one.value, one.params]), one]))
  return [...seen.values()]
}
