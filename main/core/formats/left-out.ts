import { FaultList } from './faults'
import type { FormatFault } from './format'

/** Counts what the books know and a format has no field for: one remark per field says it when the run ends. */
export class LeftOut {
  readonly #mandant: string
  readonly #found = new Map<string, { count: number; readonly first: string }>()

  constructor(mandant: string) {
    this.#mandant = mandant
  }

  /** @param value nothing is noted for null or an empty text */
  note(field: string, value: string | null, subject: string): void {
    if (value === null || value === '') return
    const known = this.#found.get(field)
    if (known) known.count += 1
    else this.#found.set(field, { count: 1, first: subject })
  }

  faults(): readonly FormatFault[] {
    return [...this.#found].flatMap(([field, { count, first }]) => {
      const list = new FaultList(this.#mandant, first)
      list.warn('format-field-left-out', field, count.toString())
      return list.faults
    })
  }
}
