import type { Teller } from '../reader'
import { type FieldFact, type Forms, fieldFault } from './facts'
import { type Field, LineSplitter } from './fields'

export interface TableRules {
  readonly separator: string
  /** Fields may stand in quotes; without, a quote is a character like any other. */
  readonly quotes: boolean
  readonly forms: Forms
  /** Columns that name a row in a finding, the first that is filled. */
  readonly namedBy: readonly string[]
  /** Columns whose day is the document's own. */
  readonly documentDates: readonly string[]
  /** Empty columns at the end may be left out, and one separator too many may stand there: in every row or in none. */
  readonly isRaggedEnd: boolean
}

export interface TableRow {
  readonly line: number
  readonly document: string
  /** Empty where the table has no such column. */
  text(column: string): string
  tell(level: 'warn' | 'reject', code: string, column: string, value?: string): void
}

/** Rows of one file: splits them and checks each field by its column. */
export class TableRows {
  count = 0
  readonly #rules: TableRules
  readonly #tell: Teller
  readonly #splitter: LineSplitter
  #columns: readonly (FieldFact | null)[] = []
  #required = 0
  /** Whether rows end with a separator; decided by the first that is complete. */
  #hasExtra: boolean | null = null
  readonly #at = new Map<string, number>()

  constructor(rules: TableRules, tell: Teller) {
    this.#rules = rules
    this.#tell = tell
    this.#splitter = new LineSplitter(rules.separator, {
      reject: (code, place) =>
        tell.reject(code, { ...place, field: this.#columns[Number(place?.field) - 1]?.name ?? '' }),
    })
  }

  /** @param columns null where nobody knows the column */
  begin(columns: readonly (FieldFact | null)[]): void {
    this.#columns = columns
    this.#at.clear()
    for (const [index, column] of columns.entries()) if (column) this.#at.set(column.name, index)
    this.#required = columns.findLastIndex((column) => column?.required === true) + 1
  }

  split(line: string, no: number): readonly Field[] {
    if (this.#rules.quotes) return this.#splitter.split(line, no)
    return line.split(this.#rules.separator).map((text) => ({ text, quoted: false }))
  }

  /** Null: a field cannot be read, and has been told. */
  row(line: string, no: number): TableRow | null {
    this.count += 1
    const texts = this.split(line, no).map(({ text }) => text)
    const row = this.#rowOf(texts, no)
    if (!this.#fitsCount(texts)) {
      const { document } = row
      this.#tell.reject('column-count', { line: no, document, value: `${texts.length}/${this.#columns.length}` })
      return null
    }
    let isRight = true
    for (const [index, column] of this.#columns.entries()) {
      const fault = column ? this.#faultOf(texts[index] ?? '', column) : null
      if (!column || !fault) continue
      const [level, code] = fault
      row.tell(
        level,
        code === 'date' && this.#rules.documentDates.includes(column.name) ? 'document-date' : code,
        column.name,
      )
      if (level === 'reject') isRight = false
    }
    return isRight ? row : null
  }

  #rowOf(texts: readonly string[], line: number): TableRow {
    const text = (column: string) => texts[this.#at.get(column) ?? -1] ?? ''
    const document = this.#rules.namedBy.map(text).find((one) => one !== '') ?? ''
    return {
      ...{ line, document, text },
      tell: (level, code, field, value = text(field)) => this.#tell[level](code, { line, document, field, value }),
    }
  }

  #fitsCount(texts: readonly string[]): boolean {
    const wanted = this.#columns.length
    if (texts.length === wanted) this.#hasExtra ??= false
    if (texts.length === wanted || !this.#rules.isRaggedEnd) return texts.length === wanted
    if (texts.length < wanted) return texts.length >= this.#required
    this.#hasExtra ??= true
    return this.#hasExtra && texts.length === wanted + 1 && texts[wanted] === ''
  }

  #faultOf(text: string, column: FieldFact): readonly ['warn' | 'reject', string] | null {
    const { kind, max } = column
    const isNumeric = kind !== 'text' && typeof kind === 'string'
    if (isNumeric && text.startsWith('"')) return ['reject', 'quoted']
    const fault = fieldFault(text, column, this.#rules.forms)
    if (fault) return fault
    return isNumeric && max !== null && text.length > max ? ['reject', 'too-long'] : null
  }
}

/**
 * Columns of a file by the names in its first line, in whatever order. Tells those that nobody knows, that come twice or
 * that are missing.
 * @param find the column of a heading
 * @returns null: without the missing ones nothing can be read
 */
export function columnsByHeading(
  headings: readonly string[],
  find: (heading: string) => FieldFact | null,
  needed: readonly string[],
  tell: Teller,
): readonly (FieldFact | null)[] | null {
  const seen = new Set<string>()
  const columns = headings.map((heading, index) => {
    const column = find(heading)
    const isEnd = heading === '' && index === headings.length - 1
    if (!column && !isEnd) tell.warn('column-unknown', { line: 1, field: heading })
    if (!column || !seen.has(column.name)) {
      if (column) seen.add(column.name)
      return column
    }
    tell[needed.includes(column.name) ? 'reject' : 'warn']('column-twice', { line: 1, field: heading })
    return null
  })
  const missing = needed.filter((name) => !seen.has(name))
  for (const field of missing) tell.reject('column-missing', { line: 1, field })
  return missing.length === 0 ? columns : null
}
