/** How high the rows of a long list are: those that were drawn once as they were, the others as the first of those. */
export class RowHeights {
  readonly #known = new Map<number, number>()
  #usualPx: number

  /** @param usualPx until a row was measured */
  constructor(usualPx: number) {
    this.#usualPx = usualPx
  }

  /** @param px nothing is kept of a row without a height: it is not laid out */
  measured(row: number, px: number): void {
    if (px <= 0) return
    if (this.#known.size === 0) this.#usualPx = px
    this.#known.set(row, px)
  }

  /** Pixels from the upper edge of row `from` to the upper edge of row `to`. */
  sum(from: number, to: number): number {
    let px = 0
    for (let row = from; row < to; row += 1) px += this.#of(row)
    return px
  }

  /** The row so many pixels below the upper edge of the first one, of so many rows. */
  rowAt(px: number, count: number): number {
    let left = px
    for (let row = 0; row < count; row += 1) {
      left -= this.#of(row)
      if (left < 0) return row
    }
    return Math.max(0, count - 1)
  }

  #of(row: number): number {
    return this.#known.get(row) ?? this.#usualPx
  }
}
