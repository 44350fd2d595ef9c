import type { WrittenSum } from '../core/formats/format'
import type { AccountingDocument, IncomingInvoice, Mandant, Side } from '../core/ledger/ledger'
import { addCents, type Cents, cents, zeroCents } from '../core/money/cents'
import type { RunSum } from '../core/run/run'

interface Pair {
  debitCents: Cents
  creditCents: Cents
}

/** What the ledger gave out, per Mandant: the postings of the documents, and beside them the incoming invoices. */
export class Sums {
  readonly #documents = new Map<string, Pair>()
  readonly #invoices = new Map<string, Pair>()

  addDocument(one: AccountingDocument): void {
    for (const { amountCents, side } of one.postings) {
      add(this.#documents, one.mandant, one.occasion === 'reversal' ? other(side) : side, amountCents)
    }
  }

  /** As the creditor sees it: an invoice is credit, a credit note debit. */
  addInvoice(one: IncomingInvoice): void {
    const side = one.creditNote ? 'S' : 'H'
    for (const { amountCents } of one.positions) add(this.#invoices, one.mandant, side, amountCents)
  }

  /** Of the documents, as the run shows them. */
  ofRun(mandants: readonly Mandant[]): readonly RunSum[] {
    return ofMandants(mandants, this.#documents)
  }

  /** Of the incoming invoices. */
  ofInvoices(mandants: readonly Mandant[]): readonly RunSum[] {
    return ofMandants(mandants, this.#invoices)
  }

  /** Null when the files hold to the cent what the ledger gave out; else what differs, in words for the reader who wants them. */
  difference(written: readonly WrittenSum[]): string | null {
    const mandants = new Set([
      ...this.#documents.keys(),
      ...this.#invoices.keys(),
      ...written.map((one) => one.mandant),
    ])
    for (const mandant of mandants) {
      const ours = plus(this.#documents.get(mandant), this.#invoices.get(mandant))
      const theirs = written.filter((one) => one.mandant === mandant).reduce<Pair>(plus, zero())
      if (ours.debitCents !== theirs.debitCents || ours.creditCents !== theirs.creditCents) {
        return `${mandant}: ledger ${speak(ours)}, files ${speak(theirs)}`
      }
    }
    return null
  }
}

function ofMandants(mandants: readonly Mandant[], sums: ReadonlyMap<string, Pair>): readonly RunSum[] {
  return mandants.flatMap(({ mandant, currency }) => {
    const sum = sums.get(mandant)
    return sum ? [{ mandant, currency, ...sum }] : []
  })
}

const zero = (): Pair => ({ debitCents: zeroCents, creditCents: zeroCents })
const other = (side: Side): Side => (side === 'S' ? 'H' : 'S')
const speak = ({ debitCents, creditCents }: Pair) => `S ${debitCents} H ${creditCents} cents`

function plus(a: Pair = zero(), b: Pair = zero()): Pair {
  return {
    debitCents: addCents(a.debitCents, b.debitCents),
    creditCents: addCents(a.creditCents, b.creditCents),
  }
}

/** A negative amount stands on the other side. */
function add(sums: Map<string, Pair>, mandant: string, side: Side, amountCents: Cents): void {
  const sum = sums.get(mandant) ?? zero()
  sums.set(mandant, sum)
  const isDebit = (side === 'S') === amountCents >= 0
  const amount = cents(Math.abs(amountCents))
  if (isDebit) sum.debitCents = addCents(sum.debitCents, amount)
  else sum.creditCents = addCents(sum.creditCents, amount)
}
