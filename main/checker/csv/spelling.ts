import { isUtf8 } from 'node:buffer'
import type { FormatSettings } from '../../core/formats/settings'
import type { IsoDate } from '../../core/ledger/ledger'
import { type CellReader, type CellValue, emptyCell } from '../columns/cells'
import type { CellKind } from '../columns/facts'
import { looksLikeTable } from '../columns/layout'
import { textOf } from '../columns/rules'
import type { FieldFault } from '../files/facts'
import { splitLine } from '../files/fields'
import { amountOf, compactDay, compactGermanDay, dayOf, isoDay } from '../files/values'

/** How the bytes and fields of a file are written. */
export interface Spelling {
  readonly encoding: 'windows-1252' | 'utf-8'
  readonly mark: 'never' | 'allowed' | 'required'
  readonly separator: string
  readonly reader: CellReader<string>
}

const separators: ReadonlyMap<string, string> = new Map([
  ['semicolon', ';'],
  ['comma', ','],
  ['tab', '\t'],
])

type DayForm = (text: string) => IsoDate | null

/** Day and month with one or two digits. */
const plainGermanDay: DayForm = (text) => {
  const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? []
  return day && month && year ? dayOf(year, month, day) : null
}

const dayForms: ReadonlyMap<string, DayForm> = new Map<string, DayForm>([
  ['DD.MM.YYYY', (text) => (text.length === 10 ? plainGermanDay(text) : null)],
  ['D.M.YYYY', (text) => (/^0|\.0/.test(text) ? null : plainGermanDay(text))],
  ['YYYY-MM-DD', isoDay],
  ['YYYYMMDD', compactDay],
  ['DDMMYYYY', compactGermanDay],
  ['DDMMYY', (text) => (/^\d{6}$/.test(text) ? compactGermanDay(`${text.slice(0, 4)}20${text.slice(4)}`) : null)],
  ['DD/MM/YYYY', (text) => (/^\d\d\/\d\d\/\d{4}$/.test(text) ? plainGermanDay(text.replaceAll('/', '.')) : null)],
])
const foreignForms: readonly DayForm[] = [
  plainGermanDay,
  ...['YYYY-MM-DD', 'YYYYMMDD', 'DDMMYYYY', 'DDMMYY', 'DD/MM/YYYY'].flatMap((form) => dayForms.get(form) ?? []),
]

/** As the settings say. */
export function spellingOf(settings: FormatSettings): Spelling {
  const encoding = textOf(settings, 'encoding')
  const decimal = textOf(settings, 'decimal') === 'point' ? '.' : ','
  const form = decimal === '.' ? /^-?\d+\.\d\d$/ : /^-?\d+,\d\d$/
  return {
    encoding: encoding === 'windows-1252' ? 'windows-1252' : 'utf-8',
    mark: encoding === 'utf-8-bom' ? 'required' : 'never',
    separator: separators.get(textOf(settings, 'delimiter')) ?? ';',
    reader: new TextCells({
      amount: (text) => (form.test(text) ? amountOf(text, { decimal }) : null),
      day: dayForms.get(textOf(settings, 'dateForm')) ?? isoDay,
      guard: settings['formulaGuard'] === true ? 'expected' : 'none',
    }),
  }
}

/** As a file from elsewhere seems to be written, by its first bytes; the form of days and amounts by the first of each. */
export function spellingOfForeign(head: Uint8Array): Spelling {
  const bytes = Buffer.from(head)
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const lastLine = bytes.lastIndexOf(0x0a)
  const isText8 = isMarked || isUtf8(lastLine < 0 ? bytes : bytes.subarray(0, lastLine))
  return {
    encoding: isText8 ? 'utf-8' : 'windows-1252',
    mark: 'allowed',
    separator: separatorOf(firstLine(head)),
    reader: new TextCells({ amount: foreignAmount(), day: foreignDay(), guard: 'unknown' }),
  }
}

/** Whether the first line names the columns of a table as we know them. */
export function isTable(head: Uint8Array): boolean {
  const line = firstLine(head)
  if (line.includes('\0')) return false
  const headings = splitLine(line, separatorOf(line), 1, { reject: () => undefined })
  return looksLikeTable(headings.map(({ text }) => text))
}

function firstLine(head: Uint8Array): string {
  const bytes = Buffer.from(head)
  const text = bytes.toString(isUtf8(bytes.subarray(0, Math.max(bytes.indexOf(0x0a), 0))) ? 'utf8' : 'latin1')
  return text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? ''
}

function separatorOf(line: string): string {
  const count = (separator: string) => line.split(separator).length
  return [';', '\t', ','].reduce((best, one) => (count(one) > count(best) ? one : best))
}

/** The last comma or point before one or two digits is the decimal sign, and stays it. */
function foreignAmount(): (text: string) => number | null {
  let decimal: ',' | '.' | null = null
  return (text) => {
    const [, sign] = /([.,])\d{1,2}$/.exec(text) ?? []
    if (sign === ',' || sign === '.') decimal ??= sign
    if (decimal === null) return amountOf(text, { decimal: ',' })
    const thousands = [decimal === ',' ? '.' : ',', "'", ' '] as const
    return (
      thousands.map((one) => amountOf(text, { decimal: decimal ?? ',', thousands: one })).find((one) => one !== null) ??
      null
    )
  }
}

function foreignDay(): DayForm {
  let form: DayForm | null = null
  return (text) => {
    form ??= foreignForms.find((one) => one(text) !== null) ?? null
    return form?.(text) ?? null
  }
}

interface TextForms {
  readonly amount: (text: string) => number | null
  readonly day: DayForm
  /** An apostrophe before what a spreadsheet would take for a formula: always, never, or who knows. */
  readonly guard: 'expected' | 'none' | 'unknown'
}

/** Also in the wide writing of East Asia. */
const formula = /^\s*[=+\-@＝＋－＠]/u
const guarded = /^'+\s*[=+\-@＝＋－＠]/u

/** Cells of text. */
class TextCells implements CellReader<string> {
  readonly isRagged = false
  readonly #forms: TextForms

  constructor(forms: TextForms) {
    this.#forms = forms
  }

  read(cell: string | undefined, kind: CellKind): CellValue {
    if (cell === undefined || cell === '') return emptyCell
    if (kind === 'identifier' || kind === 'text') return this.#text(cell)
    if (kind === 'word') return { value: cell, shown: cell, fault: null }
    if (kind === 'date') return cellOf(cell, this.#forms.day(cell), 'date')
    if (kind !== 'whole') return cellOf(cell, this.#forms.amount(cell), kind === 'amount' ? 'amount' : 'pattern')
    return cellOf(cell, /^(0|[1-9]\d{0,14})$/.test(cell) ? Number(cell) : null, 'pattern')
  }

  #text(cell: string): CellValue {
    const { guard } = this.#forms
    if (guard !== 'none' && guarded.test(cell)) return { value: cell.slice(1), shown: cell, fault: null }
    const fault: FieldFault | null =
      guard !== 'none' && formula.test(cell) ? [guard === 'expected' ? 'reject' : 'warn', 'formula-cell'] : null
    return { value: cell, shown: cell, fault }
  }
}

function cellOf(shown: string, value: string | number | null, code: string): CellValue {
  return { value, shown, fault: value === null ? ['reject', code] : null }
}
