import type { ColumnKind, Value } from '../columns/column'
import type { TableFile, TableMaker } from '../columns/table-file'
import { type FormatSettings, switchOf, textOf } from '../settings'
import type { Encoding } from '../text/line-file'
import { LineFile } from '../text/line-file'
import { sayDate } from './dates'

const delimiters: Readonly<Record<string, string>> = { semicolon: ';', comma: ',', tab: '\t' }
const encodings: Readonly<Record<string, Encoding>> = {
  'windows-1252': 'windows-1252',
  'utf-8': 'utf-8',
  'utf-8-bom': 'utf-8-bom',
}
const lineEnd = '\r\n'
/**
 * What a spreadsheet would take for a formula; the wide forms are the same signs in East Asian writing. With apostrophes of
 * its own before it, so that a reader may always take one off.
 */
const formula = /^'*\s*[=+\-@＝＋－＠]/u

/** A table as lines of text (RFC 4180, with the signs that a person chose). */
export const csvMaker: TableMaker = {
  extension: '.csv',
  maxRows: null,
  narrow: (settings) => textOf(settings, 'encoding') === 'windows-1252',
  open: (sink, file, { columns }, settings): TableFile => {
    const lines = new LineFile(sink.open(file), encodings[textOf(settings, 'encoding')] ?? 'utf-8-bom')
    const line = new CsvLine(settings)
    const kinds = columns.map(({ kind }) => kind)
    if (switchOf(settings, 'heading'))
      lines.text(
        line.of(
          columns.map(({ heading }) => heading),
          headingKinds(kinds),
        ),
      )
    return { row: (values) => lines.row(line.of(values, kinds)), close: () => lines.close() }
  },
}

const headingKinds = (kinds: readonly ColumnKind[]): readonly ColumnKind[] => kinds.map(() => 'text')

class CsvLine {
  readonly #delimiter: string
  readonly #decimal: string
  readonly #dateForm: string
  readonly #quoting: string
  readonly #guard: boolean
  readonly #special: RegExp

  constructor(settings: FormatSettings) {
    this.#delimiter = delimiters[textOf(settings, 'delimiter')] ?? ';'
    this.#decimal = textOf(settings, 'decimal') === 'point' ? '.' : ','
    this.#dateForm = textOf(settings, 'dateForm')
    this.#quoting = textOf(settings, 'quoting')
    this.#guard = switchOf(settings, 'formulaGuard')
    this.#special = new RegExp(`[${this.#delimiter}"\\r\\n]|^\\s|\\s$`)
  }

  of(values: readonly Value[], kinds: readonly ColumnKind[]): string {
    const fields = values.map((value, index) => this.#field(value, kinds[index] ?? 'text'))
    return fields.join(this.#delimiter) + lineEnd
  }

  #field(value: Value, kind: ColumnKind): string {
    if (value === null) return this.#quoting === 'all' ? '""' : ''
    if (typeof value === 'number') return this.#quoted(this.#number(value, kind), this.#quoting === 'all')
    if (kind === 'date') return this.#quoted(sayDate(value, this.#dateForm), this.#quoting === 'all')
    const guarded = this.#guard && kind !== 'word' && formula.test(value) ? `'${value}` : value
    return this.#quoted(guarded, this.#quoting !== 'needed')
  }

  #number(value: number, kind: ColumnKind): string {
    if (kind === 'whole') return value.toString()
    const digits = Math.abs(value).toString().padStart(3, '0')
    return `${value < 0 ? '-' : ''}${digits.slice(0, -2)}${this.#decimal}${digits.slice(-2)}`
  }

  #quoted(text: string, always: boolean): string {
    return always || this.#special.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
}
