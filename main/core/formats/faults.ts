import type { FormatFault } from './format'

/**
 * Collects the faults of one subject (document, account or Mandant); the same fault counts once. Each code has a text:
 * `fault.<code>` for a reject, `warning.<code>` for a warning.
 */
export class FaultList<Reject extends string = string, Warning extends string = string> {
  readonly #faults: FormatFault[] = []
  readonly #mandant: string
  readonly #subject: string | null
  #rejected = false

  constructor(mandant: string, subject: string | null) {
    this.#mandant = mandant
    this.#subject = subject
  }

  get faults(): readonly FormatFault[] {
    return this.#faults
  }

  get isRejected(): boolean {
    return this.#rejected
  }

  reject(code: Reject, field: string, value: string): void {
    this.#rejected = true
    this.#add('reject', code, field, value)
  }

  warn(code: Warning, field: string, value: string): void {
    this.#add('warning', code, field, value)
  }

  #add(level: FormatFault['level'], code: string, field: string, value: string): void {
    if (this.#faults.some((one) => one.code === code && one.field === field && one.value === value)) return
    this.#faults.push({ level, code, mandant: this.#mandant, subject: this.#subject, field, value })
  }
}
