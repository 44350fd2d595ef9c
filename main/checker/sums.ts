import type { AccountNo } from '../core/ledger/ledger'
import { addCents, type Cents, cents, zeroCents } from '../core/money/cents'
import type { CheckedSum, ReadPosting } from '../core/run/file-check'

interface Sum {
  readonly mandant: string | null
  readonly currency: string | null
  readonly balances: Map<AccountNo, Cents>
  postings: number
  turnoverCents: Cents
}

/** What was read, per Mandant and currency. */
export class ReadSums {
  readonly #sums = new Map<string, Sum>()

  add({ mandant, currency, debit, credit, grossCents }: ReadPosting): void {
    const sum = this.#of(mandant, currency)
    sum.postings += 1
    sum.turnoverCents = addCents(sum.turnoverCents, grossCents)
    book(sum.balances, debit, grossCents)
    book(sum.balances, credit, cents(-grossCents))
  }

  all(): readonly CheckedSum[] {
    return [...this.#sums.values()]
  }

  #of(mandant: string | null, currency: string | null): Sum {
    const key = `${mandant}\n${currency}`
    const known = this.#sums.get(key)
    if (known) return known
    const sum = { mandant, currency, balances: new Map(), postings: 0, turnoverCents: zeroCents }
    this.#sums.set(key, sum)
    return sum
  }
}

function book(balances: Map<AccountNo, Cents>, account: AccountNo, amount: Cents): void {
  balances.set(account, addCents(balances.get(account) ?? zeroCents, amount))
}
