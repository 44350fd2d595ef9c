import type { Moves, ReadPosting } from '../core/run/file-check'

const begins = [0x811c9dc5, 0x050c5d1f] as const
const prime = 0x01000193

/** Adds up `Moves` (see there) of what was read. */
export class ReadMoves {
  #low = 0
  #high = 0

  /** @param number as it counts: empty where numbers say nothing */
  add({ documentDate, debit, credit, grossCents }: ReadPosting, number: string): void {
    const document = `${documentDate}\n${number.trim()}\n`
    const [to, from] = [document + plain(debit), document + plain(credit)]
    this.#low += Math.imul(hash(to, begins[0]), grossCents) - Math.imul(hash(from, begins[0]), grossCents)
    this.#high += Math.imul(hash(to, begins[1]), grossCents) - Math.imul(hash(from, begins[1]), grossCents)
    this.#low |= 0
    this.#high |= 0
  }

  get value(): Moves {
    return [this.#low >>> 0, this.#high >>> 0]
  }
}

function plain(account: string): string {
  return account.startsWith('0') ? account.replace(/^0+(?=.)/, '') : account
}

function hash(text: string, begin: number): number {
  let value: number = begin
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), prime)
  return value | 1
}
