import { expand, placeholderValues } from '../transfer/remote-name'
import type { FileKind, NamingContext } from './format'
import { narrow } from './text/text'

/** What a format says about the names of its files. */
export interface NamingRule {
  /** What `{art}` stands for. */
  readonly words: Readonly<Partial<Record<FileKind, string>>>
  /** Of a profile without a pattern of its own. */
  readonly defaults: Readonly<Partial<Record<FileKind, string>>>
  /** Begins every name; ASCII. */
  readonly prefix: string
  /** With its dot. */
  readonly extension: string
}

/** Leaves room for a counter, and for the temporary name with its 255 bytes. */
const maxStemCharacters = 180

/** Windows has devices of these names in every folder, with whatever ending. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/** Gives the files of one run their names. */
export class FileNames {
  readonly #context: NamingContext
  readonly #rule: NamingRule
  readonly #used = new Set<string>()

  constructor(context: NamingContext, rule: NamingRule) {
    this.#context = context
    this.#rule = rule
  }

  /**
   * Characters outside `A–Z a–z 0–9 _ -` are replaced by `_`. A name that the run already has gets `_2`, `_3` …; upper and
   * lower case count as the same, since some servers make no difference.
   * @param month `YYYYMM` of the documents; for master data the month of the run
   * @param word what `{art}` stands for, where a kind has several files
   */
  next(kind: FileKind, mandant: string, month: string, word = this.#rule.words[kind] ?? kind): string {
    const { createdAt, runId, branch, fileNamePattern } = this.#context
    const { prefix, extension, defaults } = this.#rule
    const stem = expand(fileNamePattern ?? defaults[kind] ?? '{art}_{mandant}_{lauf}', {
      ...placeholderValues({ mandant, branch, day: createdAt.slice(0, 10) }),
      monat: month,
      art: word,
      lauf: runId,
    }).trim()
    const hasExtension = stem.toLowerCase().endsWith(extension.toLowerCase())
    const bare = hasExtension ? stem.slice(0, -extension.length) : stem
    const hasPrefix = prefix !== '' && bare.toLowerCase().startsWith(prefix.toLowerCase())
    const safe = narrow(hasPrefix ? bare.slice(prefix.length) : bare, /^[A-Za-z0-9_-]$/, '_').slice(
      0,
      maxStemCharacters,
    )
    const stemSafe = prefix === '' && deviceName.test(safe) ? `${safe}_` : safe
    for (let part = 1; ; part++) {
      const name = `${prefix}${stemSafe}${part === 1 ? '' : `_${part}`}${extension}`
      if (this.#used.has(name.toLowerCase())) continue
      this.#used.add(name.toLowerCase())
      return name
    }
  }
}
