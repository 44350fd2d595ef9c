import type { WrittenSum } from '../core/formats/format'
import type { AccountingDocument, AccountNo, IncomingInvoice, Mandant, Side } from '../core/ledger/ledger'
import { addCents, type Cents, cents, zeroCents } from '../core/money/cents'
import type { CheckedSum } from '../core/run/file-check'
import type { RunSum } from '../core/run/run'
import { type DocumentMark, LedgerMoves, markOf } from './moves'

interface Pair {
  debitCents: Cents
  creditCents: Cents
}

/** What a Mandant's accounts are moved by in one currency. */
interface Movement {
  readonly mandant: string
  readonly currency: string
  turnoverCents: Cents
  /** Debits minus credits, by account without leading zeros. */
  readonly balances: Map<AccountNo, Cents>
  readonly moves: LedgerMoves
}

/** What the ledger gave out, per Mandant: the postings of the documents, and beside them the incoming invoices. */
export class Sums {
  readonly #documents = new Map<string, Pair>()
  readonly #invoices = new Map<string, Pair>()
  readonly #movements = new Map<string, Movement>()

  /** @param number under which the document stands in the files; empty where numbers do not count */
  addDocument({ mandant, currency, occasion, postings, documentDate }: AccountingDocument, number: string): void {
    const mark = markOf(documentDate, number)
    const movement = movementOf(this.#movements, mandant, currency)
    for (const { amountCents, side, account, contraAccount } of postings) {
      const written = occasion === 'reversal' ? other(side) : side
      add(this.#documents, mandant, written, amountCents)
      move(movement, mark, amountCents, written === 'S' ? [account, contraAccount] : [contraAccount, account])
    }
  }

  /** As the creditor sees it: an invoice is credit, a credit note debit. @param number as of a document */
  addInvoice(invoice: IncomingInvoice, number: string): void {
    const { mandant, currency, creditor, creditNote, positions, invoiceDate } = invoice
    const mark = markOf(invoiceDate, number)
    const movement = movementOf(this.#movements, mandant, currency)
    for (const { amountCents, account } of positions) {
      add(this.#invoices, mandant, creditNote ? 'S' : 'H', amountCents)
      move(movement, mark, amountCents, creditNote ? [creditor, account] : [account, creditor])
    }
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
      const theirs = writtenBy(mandant, written)
      if (ours.debitCents !== theirs.debitCents || ours.creditCents !== theirs.creditCents) {
        return `${mandant}: ledger ${speak(ours)}, files ${speak(theirs)}`
      }
    }
    return null
  }

  /**
   * The same for what was read back from the files: turnover per Mandant and currency, the balance of each
   * account, and what each document moves.
   * Speaks of all three: ledger, writer and checker.
   */
  readDifference(written: readonly WrittenSum[], read: readonly CheckedSum[]): string | null {
    const theirs = this.#byKey(read)
    const keys = new Set([...this.#movements.keys(), ...theirs.keys()])
    for (const key of keys) {
      const [mandant = '', currency = ''] = key.split('\n')
      const ours = this.#movements.get(key) ?? unmoved(mandant, currency)
      const found = theirs.get(key) ?? unmoved(mandant, currency)
      const pair = writtenBy(mandant, written)
      const three = `${mandant} ${currency}: ledger ${ours.turnoverCents}, written ${pair.debitCents + pair.creditCents}, read ${found.turnoverCents} cents`
      if (ours.turnoverCents !== found.turnoverCents) return three
      const account = firstDifference(ours.balances, found.balances)
      if (account !== null) {
        const [a, b] = [ours.balances.get(account) ?? 0, found.balances.get(account) ?? 0]
        return `${three}; balance of account ${account}: ledger ${a}, read ${b} cents`
      }
      if (!ours.moves.equals(found.moves))
        return `${three}; numbers or days stand beside other amounts than in the ledger`
    }
    return null
  }

  /** A file that names no currency has the Mandant's only one. */
  #byKey(read: readonly CheckedSum[]): ReadonlyMap<string, Movement> {
    const found = new Map<string, Movement>()
    for (const sum of read) {
      const mandant = sum.mandant ?? ''
      const own = [...this.#movements.values()].find((one) => one.mandant === mandant)?.currency
      const movement = movementOf(found, mandant, sum.currency ?? own ?? '')
      movement.turnoverCents = addCents(movement.turnoverCents, sum.turnoverCents)
      for (const [account, balance] of sum.balances) book(movement.balances, account, balance)
      movement.moves.take(sum.moves)
    }
    return found
  }
}

function move(
  movement: Movement,
  mark: DocumentMark,
  amountCents: Cents,
  [debit, credit]: readonly [debit: AccountNo, credit: AccountNo],
): void {
  movement.turnoverCents = addCents(movement.turnoverCents, cents(Math.abs(amountCents)))
  book(movement.balances, debit, amountCents)
  book(movement.balances, credit, cents(-amountCents))
  movement.moves.add(mark, debit, amountCents)
  movement.moves.add(mark, credit, -amountCents)
}

function unmoved(mandant: string, currency: string): Movement {
  return { mandant, currency, turnoverCents: zeroCents, balances: new Map(), moves: new LedgerMoves() }
}

function movementOf(movements: Map<string, Movement>, mandant: string, currency: string): Movement {
  const key = `${mandant}\n${currency}`
  const known = movements.get(key)
  if (known) return known
  const movement = unmoved(mandant, currency)
  movements.set(key, movement)
  return movement
}

function book(balances: Map<AccountNo, Cents>, account: AccountNo, amount: Cents): void {
  const number = account.startsWith('0') ? account.replace(/^0+(?=.)/, '') : account
  balances.set(number, addCents(balances.get(number) ?? zeroCents, amount))
}

function firstDifference(a: ReadonlyMap<AccountNo, Cents>, b: ReadonlyMap<AccountNo, Cents>): AccountNo | null {
  for (const account of [...a.keys(), ...b.keys()]) if ((a.get(account) ?? 0) !== (b.get(account) ?? 0)) return account
  return null
}

function writtenBy(mandant: string, written: readonly WrittenSum[]): Pair {
  return written.filter((one) => one.mandant === mandant).reduce<Pair>(plus, zero())
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
