import { FaultList } from './faults'
import type { FormatFault } from './format'

/** Counts what happens to many documents alike, so that one remark says it when the run ends. */
export class Remarks {
  readonly #mandant: string
  readonly #found = new Map<
    string,
    { readonly code: string; readonly field: string; readonly first: string; count: number }
  >()

  constructor(mandant: string) {
    this.#mandant = mandant
  }

  /** @param code of a text `warning.<code>`: `{value}` is how often, `{subject}` the first document */
  count(code: string, field: string, subject: string): void {
    const known = this.#found.get(`${code} ${field}`)
    if (known) known.count += 1
    else this.#found.set(`${code} ${field}`, { code, field, first: subject, count: 1 })
  }

  /** What the books know and the format has no field for; nothing for null or an empty text. */
  leftOut(field: string, value: string | null, subject: string): void {
    if (value !== null && value !== '') this.count('format-field-left-out', field, subject)
  }

  faults(): readonly FormatFault[] {
    return [...this.#found.values()].flatMap(({ code, field, first, count }) => {
      const list = new FaultList(this.#mandant, first)
      list.warn(code, field, count.toString())
      return list.faults
    })
  }
}
