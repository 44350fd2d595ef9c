import type { SourceFile } from './sources'

/** Calls that put a family before a code: `byCode('error', code)` says the text under `error.<code>`. */
const familyCall = /\b(?:byCode|sentence)\(\s*'([\w.-]+)'/g
const quoted = /(?<=['"`])[\w ./-]+(?=['"`])/g
/** A property, also in short: `{ done, total }`. Families are often walked by the names of an object. */
const property = /\b(\w+)\??:|(?<=[{,]\s*)(\w+)(?=\s*[,}])/g
/** A key or a code with a place that is filled while the program runs: `` `ui.weekday.${day}` ``, `` `${kind}-unknown` ``. */
const built = /(?<=`)(?:[\w.-]|\$\{[^}`]*\})+(?=`)/g
const filled = /\$\{[^}]*\}|\*/

/** Families that one part of the code declares and another says, so that no key of theirs is put together in one place. */
const declared = [
  'format.*',
  'format.*.about',
  'format.setting.*',
  'format.setting.*.help',
  'format.setting.*.*',
  'format.column.*',
  'format.preset.*',
  'check.*',
]

const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? match[0])
const escaped = (text: string) => text.replace(/[.-]/g, '\\$&')

/**
 * Tells which keys of the locale files some code can ask for: those that stand there as they are, and those that a
 * built key can become, where what fills its places is a word of the code too. Reads text, not types: a key that looks
 * used and is not is possible, a key that is used and looks unused is not.
 */
export function textsInUse(files: readonly SourceFile[]): (key: string) => boolean {
  const code = files.map(({ text }) => text).join('\n')
  const literals = new Set(matches(code, quoted))
  const properties = new Set([...code.matchAll(property)].map(([, long, short]) => long ?? short ?? ''))
  const shapes = matches(code, built).filter((shape) => filled.test(shape))
  const codes = toPatterns(shapes.filter((shape) => /^(?:\w+-)+\$|\}(?:-\w+)+$/.test(shape)))
  const keys = toPatterns([
    ...shapes.filter((shape) => /^[a-z]\w*\./.test(shape)),
    ...declared,
    ...matches(code, familyCall).map((family) => `${family}.\${code}`),
  ])
  const isCode = (part: string) =>
    literals.has(part) || /^\d+$/.test(part) || fits(part, codes, (word) => literals.has(word))
  return (key) => literals.has(key) || fits(key, keys, (part) => isCode(part) || properties.has(part))
}

const toPatterns = (shapes: readonly string[]) =>
  [...new Set(shapes)].map((shape) => new RegExp(`^${shape.split(filled).map(escaped).join('(.+?)')}$`))

const fits = (text: string, patterns: readonly RegExp[], isWord: (part: string) => boolean) =>
  patterns.some((pattern) => pattern.exec(text)?.slice(1).every(isWord))
