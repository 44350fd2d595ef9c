/** Remembers what was written for what, and finds two originals that fall together. */
export class Originals {
  readonly #originals = new Map<string, string>()

  /** The other original that has been written the same way, or null. */
  otherThan(original: string, written: string): string | null {
    const first = this.#originals.get(written)
    if (first === undefined) this.#originals.set(written, original)
    return first === undefined || first === original ? null : first
  }
}
