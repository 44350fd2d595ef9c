import type { CheckFile, ReadPosting } from '../core/run/file-check'
import { hashOf, NumberMap } from './files/number-map'

interface Pair {
  readonly file: CheckFile
  readonly other: string
  count: number
}

/** Beyond this the question is given up, so that memory stays within bounds. */
const postingsMax = 500_000

/**
 * Finds postings that stand in two files of one request: sent like that they would be booked twice. Of each posting only a
 * number of 53 bits is kept.
 */
export class SamePostings {
  readonly #places = new NumberMap()
  readonly #files: CheckFile[] = []
  readonly #pairs = new Map<string, Pair>()

  add(file: CheckFile, one: ReadPosting): void {
    if (this.#files.at(-1) !== file) this.#files.push(file)
    const index = this.#files.length - 1
    const text = `${one.mandant}\n${one.documentNo}\n${one.documentDate}\n${one.debit}\n${one.credit}\n${one.grossCents}\n${one.text}`
    const hash = hashOf(text)
    const before = this.#places.get(hash)
    if (before === null) {
      if (this.#places.size < postingsMax) this.#places.set(hash, index)
      return
    }
    const other = this.#files[before]
    if (other === undefined || before === index) return
    const key = `${before} ${index}`
    const pair = this.#pairs.get(key) ?? { file, other: other.name, count: 0 }
    pair.count += 1
    this.#pairs.set(key, pair)
  }

  pairs(): readonly Pair[] {
    return [...this.#pairs.values()]
  }
}
