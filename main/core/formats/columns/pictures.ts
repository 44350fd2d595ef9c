import type { FaultList } from '../faults'
import type { FileSink } from '../format'
import { narrow } from '../text/text'

const maxStem = 100

/** Pictures of documents as files beside the table; one that several documents show goes along once. */
export class Pictures {
  readonly #sink: FileSink
  readonly #runId: string
  readonly #names = new Map<string, string>()
  readonly #used = new Set<string>()
  readonly #waiting = new Map<string, string>()

  constructor(sink: FileSink, runId: string) {
    this.#sink = sink
    this.#runId = runId
  }

  /** The name under which it goes along if the document does; null and a reject when the store has lost it. */
  nameOf(attachment: string, mandant: string, documentNo: string, faults: FaultList): string | null {
    const key = `${mandant}/${attachment}`
    const known = this.#names.get(key)
    if (known !== undefined) return known
    if (this.#sink.attachmentSize(attachment) === null) {
      faults.reject('format-attachment-missing', 'Belegbild', attachment)
      return null
    }
    const name = this.#free(`Beleg_${mandant}_${documentNo}_${this.#runId}`, attachment)
    this.#names.set(key, name)
    this.#waiting.set(name, attachment)
    return name
  }

  /** The documents that named them are written. */
  handOver(mandant: string): void {
    for (const [name, attachment] of this.#waiting)
      this.#sink.attach({ kind: 'attachments', mandant, name }, attachment)
    this.#waiting.clear()
  }

  /** The document that named them was rejected. */
  drop(): void {
    for (const name of this.#waiting.keys()) {
      this.#used.delete(name.toLowerCase())
      for (const [key, known] of this.#names) if (known === name) this.#names.delete(key)
    }
    this.#waiting.clear()
  }

  #free(stem: string, attachment: string): string {
    const extension = /\.[A-Za-z0-9]{1,8}$/.exec(attachment)?.[0].toLowerCase() ?? ''
    const safe = narrow(stem, /^[A-Za-z0-9_-]$/, '_').slice(0, maxStem)
    for (let part = 1; ; part++) {
      const name = `${safe}${part === 1 ? '' : `_${part}`}${extension}`
      if (this.#used.has(name.toLowerCase())) continue
      this.#used.add(name.toLowerCase())
      return name
    }
  }
}
