import { assert } from '../assert'
import type { IsoDate } from '../ledger/ledger'
import { fail, ok, type Result } from '../result'

/** What the placeholders of a directory and of a file name stand for. */
export interface NameValues {
  readonly mandant: string
  /** The profile's branch; null is written as `alle`. */
  readonly branch: string | null
  /** The day of the run in the profile's zone. */
  readonly day: IsoDate
}

/** Allowed in a directory. */
export const directoryPlaceholders = ['mandant', 'filiale', 'jjjj', 'mm', 'tt'] as const
/** In a file name further: month of the documents `YYYYMM`, kind of file, run. */
export const fileNamePlaceholders = [...directoryPlaceholders, 'monat', 'art', 'lauf'] as const

/** Why a directory or pattern is refused; `value` is the part that is wrong. Texts: `error.<code>`. */
export interface NameFault {
  readonly code:
    | 'name-placeholder-unknown'
    | 'name-parent-segment'
    | 'name-control-character'
    | 'name-backslash'
    | 'name-slash'
    | 'name-empty'
    | 'name-too-long'
  readonly value: string
}

const placeholder = /\{([^{}]*)\}/g
const maxNameBytes = 255
const maxPathCharacters = 1000

function checkCommon(text: string, known: readonly string[]): NameFault | null {
  const control = /\p{Cc}/u.exec(text)
  if (control) return { code: 'name-control-character', value: `U+${codePointOf(control[0])}` }
  if (text.includes('\\')) return { code: 'name-backslash', value: text }
  for (const [written, name = ''] of text.matchAll(placeholder)) {
    if (!known.includes(name)) return { code: 'name-placeholder-unknown', value: written }
  }
  const stray = /[{}]/.exec(text.replace(placeholder, ''))
  if (stray) return { code: 'name-placeholder-unknown', value: stray[0] }
  return text.length > maxPathCharacters ? { code: 'name-too-long', value: text } : null
}

function codePointOf(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
}

/** A directory of a profile: absolute or relative, `/` between its parts, no `..`. Empty is the folder the user lands in. */
export function checkDirectory(directory: string): Result<void, NameFault> {
  const fault = checkCommon(directory, directoryPlaceholders)
  if (fault) return fail(fault)
  if (directory.split('/').includes('..')) return fail({ code: 'name-parent-segment', value: directory })
  return ok()
}

/** A file-name pattern of a profile: one name, without a folder. */
export function checkFileNamePattern(pattern: string): Result<void, NameFault> {
  const fault = checkCommon(pattern, fileNamePlaceholders)
  if (fault) return fail(fault)
  if (pattern.trim() === '') return fail({ code: 'name-empty', value: pattern })
  if (pattern.includes('/')) return fail({ code: 'name-slash', value: pattern })
  return ok()
}

/** When a later run gives a file the name that an earlier one gave. */
export type NameRepeat = 'never' | 'same-day' | 'any-run'

/**
 * Whether a pattern tells the files of two runs apart. A name that is taken is never written over, so the later run stops.
 * @param pattern null: the format's own, which always names the run
 */
export function repeatOf(directory: string, pattern: string | null): NameRepeat {
  if (pattern === null || pattern.includes('{lauf}')) return 'never'
  const path = `${directory}/${pattern}`
  return ['{jjjj}', '{mm}', '{tt}'].every((part) => path.includes(part)) ? 'same-day' : 'any-run'
}

/** A value as part of a path: letters, digits, `-` and `_`; everything else becomes `_`, so that no value climbs out. */
export function toNamePart(value: string): string {
  return value.normalize('NFC').replace(/[^\p{L}\p{N}_-]/gu, '_')
}

/** Puts the values in. Unknown placeholders stay as they are: `checkDirectory` and `checkFileNamePattern` refuse them before. */
export function expand(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(placeholder, (written, name: string) => values[name] ?? written)
}

export function placeholderValues(values: NameValues): Readonly<Record<string, string>> {
  return {
    mandant: toNamePart(values.mandant),
    filiale: toNamePart(values.branch ?? 'alle'),
    jjjj: values.day.slice(0, 4),
    mm: values.day.slice(5, 7),
    tt: values.day.slice(8, 10),
  }
}

/** The directory of one Mandant's files, without a trailing `/` (the root stays `/`). */
export function expandDirectory(directory: string, values: NameValues): string {
  const expanded = expand(directory.trim(), placeholderValues(values)).replace(/\/{2,}/g, '/')
  return expanded === '/' ? expanded : expanded.replace(/\/$/, '')
}

/** `directory/name`; an empty directory is the folder the user lands in. */
export function joinRemote(directory: string, name: string): string {
  if (directory === '') return name
  return directory.endsWith('/') ? directory + name : `${directory}/${name}`
}

/** UTF-8 length: what servers count. */
export function byteLength(text: string): number {
  let length = 0
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    length += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4
  }
  return length
}

/**
 * The hidden name a file has until it is complete, in the same folder: `.{name}.{runId}.part`. A name too long for that
 * loses characters in its middle part; the run id keeps it apart from other runs, the hash of the rest from its siblings.
 */
export function temporaryName(name: string, runId: string): string {
  const full = `.${name}.${runId}.part`
  if (byteLength(full) <= maxNameBytes) return full
  const mark = fingerprint(name)
  const room = maxNameBytes - byteLength(`..${mark}.${runId}.part`)
  assert(room > 0, 'a run id leaves no room for a name')
  let kept = ''
  for (const character of name) {
    if (byteLength(kept + character) > room) break
    kept += character
  }
  return `.${kept}.${mark}.${runId}.part`
}

/** FNV-1a, 32 bits: tells two long names of one run apart, protects nothing. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return hash.toString(16).padStart(8, '0')
}
