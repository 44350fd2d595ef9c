import type { AccountNo, IsoDate } from '../core/ledger/ledger'
import type { Moves } from '../core/run/file-check'

/** Both hashes of `Moves` (see there) as they stand after day and number. */
export type DocumentMark = readonly [number, number]

const lineFeed = 10

/** @param number as it stands in the files; empty where numbers do not count */
export function markOf(day: IsoDate, number: string): DocumentMark {
  const mark = (begin: number) => step(onward(step(onward(begin, day), lineFeed), number.trim()), lineFeed)
  return [mark(0x811c9dc5), mark(0x050c5d1f)]
}

/** Adds up `Moves` of what the ledger gave out. */
export class LedgerMoves {
  readonly #sums = new Uint32Array(2)

  /** @param amountCents of a debit; of a credit below zero */
  add([low, high]: DocumentMark, account: AccountNo, amountCents: number): void {
    const plain = account.replace(/^0+(?=.)/, '')
    this.take([Math.imul(onward(low, plain) | 1, amountCents), Math.imul(onward(high, plain) | 1, amountCents)])
  }

  take([low, high]: Moves): void {
    this.#sums[0] = (this.#sums[0] ?? 0) + low
    this.#sums[1] = (this.#sums[1] ?? 0) + high
  }

  equals(other: LedgerMoves): boolean {
    return this.#sums[0] === other.#sums[0] && this.#sums[1] === other.#sums[1]
  }
}

/** FNV-1a, one unit further. */
function step(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193)
}

function onward(hash: number, text: string): number {
  let now = hash
  for (let at = 0; at < text.length; at++) now = step(now, text.charCodeAt(at))
  return now
}
