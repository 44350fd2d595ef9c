import type { AccountNo } from '../core/ledger/ledger'
import { addCents, type Cents, cents, zeroCents } from '../core/money/cents'
import type { CheckedSum, ReadPosting } from '../core/run/file-check'
import { ReadMoves } from './moves'

interface Sum {
  readonly mandant: string | null
  readonly currency: string | null
  readonly balances: Map<AccountNo, Cents>
  postings: number
  turnoverCents: Cents
  readonly moved: ReadMoves
}

/** What was read, per Mandant and currency. */
export class ReadSums {
  readonly #sums = new Map<string, Sum>()

  /** @param ignoresNumbers see `CheckRequest` */
  add(posting: ReadPosting, ignoresNumbers: boolean): void {
    const { mandant, currency, debit, credit, grossCents } = posting
    const sum = this.#of(mandant, currency)
    sum.postings += 1
    sum.turnoverCents = addCents(sum.turnoverCents, grossCents)
    book(sum.balances, debit, grossCents)
    book(sum.balances, credit, cents(-grossCents))
    sum.moved.add(posting, ignoresNumbers ? '' : posting.documentNo)
  }

  all(): readonly CheckedSum[] {
    return [...this.#sums.values()].map(({ moved, ...sum }) => ({ ...sum, moves: moved.value }))
  }

  #of(mandant: string | null, currency: string | null): Sum {
    const key = `${mandant}\n${currency}`
    const known = this.#sums.get(key)
    if (known) return known
    const sum = {
      mandant,
      currency,
      balances: new Map(),
      postings: 0,
      turnoverCents: zeroCents,
      moved: new ReadMoves(),
    }
    this.#sums.set(key, sum)
    return sum
  }
}

function book(balances: Map<AccountNo, Cents>, account: AccountNo, amount: Cents): void {
  balances.set(account, addCents(balances.get(account) ?? zeroCents, amount))
}
