import { isWindows1252 } from './bytes'

/** What Windows-1252 has, but document numbers, cost centres and file names do not. */
const latinLetters: Readonly<Record<string, string>> = {
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  Æ: 'AE',
  æ: 'ae',
  Œ: 'OE',
  œ: 'oe',
  Ø: 'O',
  ø: 'o',
  Ð: 'D',
  ð: 'd',
  Þ: 'Th',
  þ: 'th',
}

/** What Windows-1252 lacks and no decomposition yields. */
const furtherCharacters: Readonly<Record<string, string>> = {
  ẞ: 'SS',
  Ł: 'L',
  ł: 'l',
  Đ: 'D',
  đ: 'd',
  Ħ: 'H',
  ħ: 'h',
  ı: 'i',
  ĸ: 'k',
  Ŋ: 'N',
  ŋ: 'n',
  Ŧ: 'T',
  ŧ: 't',
  ə: 'e',
  Ə: 'E',
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2015': '-',
  '\u2212': '-',
  '\u2044': '/',
  '\u2032': "'",
  '\u2033': '"',
  '\u201B': "'",
  '\u201F': '"',
  '\u02BC': "'",
  '\u2190': '<-',
  '\u2192': '->',
  '\u2260': '<>',
  '\u2264': '<=',
  '\u2265': '>=',
  '\u2713': 'x',
  '\u2714': 'x',
  // Seen by nobody: joiners, direction marks, byte order mark.
  '\u200B': '',
  '\u200C': '',
  '\u200D': '',
  '\u200E': '',
  '\u200F': '',
  '\u2060': '',
  '\uFEFF': '',
}

const combiningMarks = /[\u0300-\u036f]/g
const controlCharacters = /[\p{Cc}\u2028\u2029]/gu

function isWritable(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (!isWindows1252(text.charCodeAt(i))) return false
  return true
}

/** Windows-1252 for one character: itself, a stated substitute, its letters without marks; null when there is none. */
function substitute(character: string): string | null {
  if (isWritable(character)) return character
  const stated = furtherCharacters[character]
  if (stated !== undefined) return stated
  const plain = character.normalize('NFKD').replace(combiningMarks, '')
  return plain !== character && isWritable(plain) ? plain : null
}

export interface FittedText {
  readonly text: string
  /** Some characters were replaced by a substitute. */
  readonly transliterated: boolean
  /** Characters for which there is no substitute; they are missing in `text`. */
  readonly unknown: string
  /** The text was longer than the field. */
  readonly cut: boolean
}

/** True when the text goes into a field of this length as it is (the usual case, and cheap to see). */
export function fits(text: string, max: number): boolean {
  if (text.length > max) return false
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    // Text of Latin-1 alone is in NFC already.
    if (unit < 0x20 || (unit >= 0x7f && unit < 0xa0) || unit > 0xff) return false
  }
  return true
}

/** NFC, control characters as blanks, substitutes for what Windows-1252 lacks, then cut by character. */
export function fitText(raw: string, max: number): FittedText {
  const source = raw.normalize('NFC').replace(controlCharacters, ' ')
  let text = ''
  let transliterated = false
  let unknown = ''
  for (const character of source) {
    const written = substitute(character)
    if (written === null) unknown += character
    else if (written !== character) transliterated = true
    text += written ?? ''
  }
  return { text: text.slice(0, max), transliterated, unknown, cut: text.length > max }
}

/**
 * Keeps the characters that a narrow field allows; umlauts become two letters, other letters lose their marks, everything
 * else becomes the replacement, one for one.
 * @param allowed tests one character
 */
export function narrow(raw: string, allowed: RegExp, replacement: string): string {
  let text = ''
  for (const character of raw.normalize('NFC')) {
    if (allowed.test(character)) text += character
    else {
      const letters =
        latinLetters[character] ?? substitute(character)?.normalize('NFKD').replace(combiningMarks, '') ?? ''
      text += letters !== '' && [...letters].every((letter) => allowed.test(letter)) ? letters : replacement
    }
  }
  return text
}
