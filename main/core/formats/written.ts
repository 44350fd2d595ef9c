import { cents } from '../money/cents'
import type { BookingLine } from './booking/booking'
import type { WrittenSum } from './format'

/** Adds up what a writer has written, per Mandant, on the sides that the books give. */
export class WrittenSums {
  readonly #sums: ReadonlyMap<string, { rows: number; debitCents: number; creditCents: number }>

  constructor(mandants: readonly string[]) {
    this.#sums = new Map(mandants.map((mandant) => [mandant, { rows: 0, debitCents: 0, creditCents: 0 }]))
  }

  add(mandant: string, lines: readonly BookingLine[], rows = lines.length): void {
    const sum = this.#sums.get(mandant)
    if (!sum) return
    for (const { side, grossCents } of lines) sum[side === 'S' ? 'debitCents' : 'creditCents'] += grossCents
    sum.rows += rows
  }

  all(): readonly WrittenSum[] {
    return [...this.#sums].map(([mandant, { rows, debitCents, creditCents }]) => ({
      ...{ mandant, rows },
      debitCents: cents(debitCents),
      creditCents: cents(creditCents),
    }))
  }
}
