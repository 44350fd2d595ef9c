import type { Teller } from '../reader'

export interface Field {
  readonly text: string
  readonly quoted: boolean
}

const quote = 0x22

/**
 * Splits lines. A quote opens only at the start of a field and closes only before the separator or the end; the fields hold
 * no line breaks. One splitter for a file keeps its fields: what it answers holds until the next line.
 */
export class LineSplitter {
  readonly #separator: string
  readonly #tell: Pick<Teller, 'reject'>
  readonly #fields: { text: string; quoted: boolean }[] = []
  #count = 0
  #no = 0

  /**
   * @param separator one character
   * @param tell the place's field is the number of the field, from 1
   */
  constructor(separator: string, tell: Pick<Teller, 'reject'>) {
    this.#separator = separator
    this.#tell = tell
  }

  split(line: string, no: number): readonly Field[] {
    this.#count = 0
    this.#no = no
    let start = 0
    for (;;) {
      const end = line.charCodeAt(start) === quote ? this.#quoted(line, start) : this.#plain(line, start)
      if (end >= line.length) break
      start = end + 1
      if (start < line.length) continue
      this.#put('', false)
      break
    }
    this.#fields.length = this.#count
    return this.#fields
  }

  /** Answers where the field ends: at a separator or at the end of the line. */
  #plain(line: string, start: number): number {
    if (line[start] === this.#separator) {
      this.#put('', false)
      return start
    }
    const found = line.indexOf(this.#separator, start)
    const end = found < 0 ? line.length : found
    const text = line.slice(start, end)
    this.#put(text, false)
    if (text.includes('"')) this.#damaged('quote-inside-unquoted', text)
    return end
  }

  #quoted(line: string, start: number): number {
    let close = line.charCodeAt(start + 1) === quote ? start + 1 : line.indexOf('"', start + 1)
    let hasInner = false
    while (close >= 0 && line.charCodeAt(close + 1) === quote) {
      hasInner = true
      close = line.indexOf('"', close + 2)
    }
    const text = close === start + 1 ? '' : line.slice(start + 1, close < 0 ? undefined : close)
    this.#put(hasInner ? text.replaceAll('""', '"') : text, true)
    if (close < 0) {
      this.#damaged('quote-not-closed', text)
      return line.length
    }
    const end = close + 1
    if (end === line.length || line[end] === this.#separator) return end
    this.#damaged('text-after-quote', line.slice(end, end + 20))
    const next = line.indexOf(this.#separator, end)
    return next < 0 ? line.length : next
  }

  #put(text: string, quoted: boolean): void {
    const field = this.#fields[this.#count]
    if (field) {
      field.text = text
      field.quoted = quoted
    } else this.#fields.push({ text, quoted })
    this.#count += 1
  }

  #damaged(code: string, value: string): void {
    this.#tell.reject(code, { line: this.#no, field: `${this.#count}`, value })
  }
}

/** One line alone; its fields may be kept. */
export function splitLine(line: string, separator: string, no: number, tell: Pick<Teller, 'reject'>): readonly Field[] {
  return new LineSplitter(separator, tell).split(line, no)
}
