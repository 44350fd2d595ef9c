import { expand, placeholderValues } from '../../transfer/remote-name'
import type { FileKind, NamingContext } from '../format'
import { narrow } from './text'

const kindNames: Readonly<Record<FileKind, string>> = {
  postings: 'Buchungsstapel',
  'personal-accounts': 'DebitorenKreditoren',
  'incoming-invoices': 'Eingangsrechnungen',
}

const defaultPatterns: Readonly<Record<FileKind, string>> = {
  postings: '{art}_{mandant}_{monat}_{lauf}',
  'personal-accounts': '{art}_{mandant}_{lauf}',
  'incoming-invoices': '{art}_{mandant}_{monat}_{lauf}',
}

/** Leaves room for a counter, and for the temporary name with its 255 bytes. */
const maxStemCharacters = 180

/** Gives the files of one run their names. */
export class FileNames {
  readonly #context: NamingContext
  readonly #used = new Set<string>()

  constructor(context: NamingContext) {
    this.#context = context
  }

  /**
   * `EXTF_….csv`, because DATEV lists no other file. Characters outside `A–Z a–z 0–9 _ -` are replaced by `_`. A name that
   * the run already has gets `_2`, `_3` …; upper and lower case count as the same, since some servers make no difference.
   * @param month `YYYYMM` of the documents; for master data the month of the run
   */
  next(kind: FileKind, mandant: string, month: string): string {
    const { createdAt, runId, branch, fileNamePattern } = this.#context
    const pattern = fileNamePattern ?? defaultPatterns[kind]
    const stem = expand(pattern, {
      ...placeholderValues({ mandant, branch, day: createdAt.slice(0, 10) }),
      monat: month,
      art: kindNames[kind],
      lauf: runId,
    })
    const bare = stem
      .trim()
      .replace(/\.csv$/i, '')
      .replace(/^EXTF_/i, '')
    const safe = narrow(bare, /^[A-Za-z0-9_-]$/, '_').slice(0, maxStemCharacters)
    for (let part = 1; ; part++) {
      const name = `EXTF_${safe}${part === 1 ? '' : `_${part}`}.csv`
      if (this.#used.has(name.toLowerCase())) continue
      this.#used.add(name.toLowerCase())
      return name
    }
  }
}
