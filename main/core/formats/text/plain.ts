import type { FaultList } from '../faults'

const controlCharacters = /[\p{Cc}\u2028\u2029]/gu

/** For formats in Unicode: NFC, control characters and line ends as blanks. */
export function plainText(raw: string): string {
  return raw.normalize('NFC').replace(controlCharacters, ' ')
}

/**
 * Plain text as a field takes it; longer text is cut, never inside a character, with a warning.
 * @param max in characters; null: no limit
 */
export function plainField(raw: string | null, max: number | null, field: string, faults: FaultList): string {
  if (raw === null) return ''
  const text = plainText(raw).trim()
  if (max === null || text.length <= max) return text
  const characters = [...text]
  if (characters.length <= max) return text
  faults.warn('format-text-cut', field, raw)
  return characters.slice(0, max).join('').trim()
}
