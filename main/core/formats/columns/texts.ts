import type { FaultList } from '../faults'
import { fits, fitText } from '../text/text'

const control = /[\p{Cc}\u2028\u2029]/u
const controls = /[\p{Cc}\u2028\u2029]/gu

/** What becomes of the texts of one file. */
export class TextRules {
  readonly #narrow: boolean
  readonly #textMax: number

  /** @param narrow the file knows only the characters of Windows-1252 */
  constructor(narrow: boolean, textMax: number) {
    this.#narrow = narrow
    this.#textMax = textMax
  }

  /** Numbers, keys and names of things: as they are, or the document is rejected. */
  identifier(raw: string, field: string, faults: FaultList): string {
    if (fits(raw, raw.length)) return raw
    const text = raw.normalize('NFC')
    const isWritable = this.#narrow ? fitText(text, text.length).text === text : text.isWellFormed()
    if (!isWritable || control.test(text)) faults.reject('format-table-number-characters', field, raw)
    return text
  }

  /** Free text: control characters become blanks, too long a text is cut. */
  text(raw: string, field: string, faults: FaultList): string {
    const max = this.#textMax
    if (fits(raw, max)) return raw
    if (!this.#narrow) {
      const text = raw.toWellFormed().normalize('NFC').replace(controls, ' ')
      if (text.length <= max) return text
      faults.warn('format-text-cut', field, raw)
      return cut(text, max)
    }
    const fitted = fitText(raw, max)
    if (fitted.unknown !== '') faults.reject('format-table-text-characters', field, fitted.unknown)
    if (fitted.transliterated) faults.warn('format-table-text-replaced', field, raw)
    if (fitted.cut) faults.warn('format-text-cut', field, raw)
    return fitted.text
  }
}

/** Never through the middle of a character. */
function cut(text: string, max: number): string {
  const short = text.slice(0, max)
  return short.isWellFormed() ? short : short.slice(0, -1)
}
