import type { FaultList } from '../faults'
import type { Encoding } from './line-file'
import { fits, fitText } from './text'

const controlCharacters = /[\p{Cc}\u2028\u2029]/gu

/** Texts for a file whose fields are separated by `;` without quotes: a `;` becomes `,`, a line end a blank. */
export class TextFields {
  readonly #isNarrow: boolean
  readonly #separator: string | null

  /** @param separator what no text may hold; null: anything goes, since texts are quoted */
  constructor(encoding: Encoding, separator: string | null) {
    this.#isNarrow = encoding === 'windows-1252'
    this.#separator = separator
  }

  /** Too long a text is cut, with a warning; characters that the file lacks are replaced, or the document is rejected. */
  text(raw: string | null, max: number, field: string, faults: FaultList): string {
    if (raw === null) return ''
    if (this.#isReady(raw, max)) return raw
    const plain = this.#plain(raw)
    if (fits(plain, max)) return plain
    if (!this.#isNarrow) return cutTo(plain, max, field, raw, faults)
    const fitted = fitText(plain, max)
    if (fitted.unknown !== '') faults.reject('format-text-characters', field, fitted.unknown)
    if (fitted.transliterated) faults.warn('format-text-replaced', field, raw)
    if (fitted.cut) faults.warn('format-text-cut', field, raw)
    return fitted.text.trim()
  }

  /** Numbers and names of things: never cut and never changed in a way that could make two of them one. */
  identifier(raw: string, field: string, faults: FaultList): string {
    if (this.#isReady(raw, raw.length)) return raw
    const plain = this.#plain(raw)
    const isWritable = plain === raw.trim() && (!this.#isNarrow || fitText(plain, plain.length).text === plain)
    if (!isWritable) faults.reject('format-number-characters', field, raw)
    return plain
  }

  /** The usual case, and cheap to see. */
  #isReady(raw: string, max: number): boolean {
    const holdsSeparator = this.#separator !== null && raw.includes(this.#separator)
    return !holdsSeparator && fits(raw, max) && raw.charCodeAt(0) !== 0x20 && raw.charCodeAt(raw.length - 1) !== 0x20
  }

  #plain(raw: string): string {
    const text = raw.toWellFormed().normalize('NFC').replace(controlCharacters, ' ').trim()
    return this.#separator === null ? text : text.replaceAll(this.#separator, ',')
  }
}

function cutTo(text: string, max: number, field: string, raw: string, faults: FaultList): string {
  if (text.length <= max) return text
  faults.warn('format-text-cut', field, raw)
  const short = text.slice(0, max)
  return (short.isWellFormed() ? short : short.slice(0, -1)).trim()
}
