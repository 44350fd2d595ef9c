import type { AccountNo, Side } from '../../ledger/ledger'
import { type Cents, cents } from '../../money/cents'
import type { BookingLine } from './booking'

/** One account against one or more others, for programs that book a total and its parts. */
export interface Entry {
  readonly account: AccountNo
  /** On which the total stands. */
  readonly side: Side
  /** Never negative; what the counters add up to, each with its sign. */
  readonly totalCents: Cents
  readonly counters: readonly Counter[]
}
export interface Counter {
  readonly account: AccountNo
  readonly line: BookingLine
  /** 1: opposite the total, as usual; -1: on the same side (a discount within an invoice). */
  readonly sign: 1 | -1
}

/**
 * Lines that share an account become one entry of that account. It never is the one to which tax belongs: tax stands with
 * the parts. Where no account is in all lines, each line goes to the entry of its own one.
 */
export function entriesOf(lines: readonly BookingLine[]): readonly Entry[] {
  const [first] = lines
  if (!first) return []
  const common = totalsOf(first).find((account) => lines.every((line) => totalsOf(line).includes(account)))
  if (common !== undefined) return [entryOf(common, lines)]
  const groups = Map.groupBy(lines, (line) => totalsOf(line)[0] ?? line.account)
  return [...groups].map(([account, group]) => entryOf(account, group))
}

/** The accounts of a line that may stand for a total, the one the books name first goes first. */
function totalsOf({ account, contraAccount, bearing }: BookingLine): readonly AccountNo[] {
  return [account, contraAccount].filter((one) => one !== bearing)
}

function entryOf(account: AccountNo, lines: readonly BookingLine[]): Entry {
  const isDebit = (line: BookingLine) => line.debit === account
  const sum = lines.reduce((total, line) => total + (isDebit(line) ? line.grossCents : -line.grossCents), 0)
  const side: Side = sum >= 0 ? 'S' : 'H'
  return {
    account,
    side,
    totalCents: cents(Math.abs(sum)),
    counters: lines.map((line) => ({
      account: isDebit(line) ? line.credit : line.debit,
      line,
      sign: isDebit(line) === (side === 'S') ? 1 : -1,
    })),
  }
}
