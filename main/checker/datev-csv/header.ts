import type { Mandant } from '../../core/ledger/ledger'
import type { Field } from '../files/fields'
import { checkOwner } from '../files/owner'
import { compactDay } from '../files/values'
import type { Teller } from '../reader'
import { categories, headerColumns, otherCategories } from './columns'

export interface Header {
  readonly category: '16' | '21'
  readonly accountLength: number
  /** `YYYYMMDD`, as the next two. */
  readonly fiscalYearStart: string
  readonly from: string
  readonly to: string
  readonly locked: string
  readonly currency: string
  /** `03`, `04`, or empty. */
  readonly chart: string
  readonly consultantNo: string
  readonly clientNo: string
  /** Columns that a row of the declared version has. */
  readonly columnCount: number
}

type Tell = (code: string, no: number, level?: 'warn') => void
type Text = (no: number) => string

/** A label that is cut or replaced does no harm; of the rest the importer is strict. */
const harmless: ReadonlySet<number> = new Set([8, 9, 17, 18, 31])
const reserved: ReadonlySet<number> = new Set([7, 10, 23, 24, 25, 26, 29, 30])

/** Null: nothing more can be read. @param mandant whose file it is by our master data, null: nobody knows */
export function readHeader(
  fields: readonly Field[],
  length: number,
  mandant: Mandant | null,
  tell: Teller,
): Header | null {
  if (fields.length !== headerColumns.length) {
    tell.reject('header-field-count', { line: 1, value: `${fields.length}` })
    return null
  }
  const text: Text = (no) => fields[no - 1]?.text ?? ''
  const say: Tell = (code, no, level) =>
    tell[level ?? 'reject'](code, { line: 1, field: headerColumns[no - 1]?.name ?? '', value: text(no) })
  if (length > headerMax) tell.reject('header-too-long', { line: 1, value: `${length}` })
  checkFields(fields, text, say)
  if (text(1) === 'DTVF') say('header-not-extf', 1, 'warn')
  const category = categories.get(text(3))
  if (!category) {
    say('header-category', 3, otherCategories.has(text(3)) ? 'warn' : undefined)
    return null
  }
  if (text(4) !== category.name) say('header-name', 4)
  const columnCount = category.counts[Number(text(5)) - 1]
  if (columnCount === undefined) say('header-version', 5)
  else if (columnCount < category.columns.length) say('header-version', 5, 'warn')
  checkOwners(text, say)
  if (mandant) compareWith(mandant, text, say)
  if (text(3) === '21') checkBatch(text, say)
  else for (let no = 15; no <= 22; no++) if (text(no) !== '') say('header-not-empty', no, 'warn')
  return {
    category: text(3) === '21' ? '21' : '16',
    accountLength: Number(text(14)),
    fiscalYearStart: text(13),
    from: text(15),
    to: text(16),
    locked: text(21),
    currency: text(22),
    chart: text(27),
    consultantNo: text(11),
    clientNo: text(12),
    columnCount: columnCount ?? category.columns.length,
  }
}
const headerMax = 1000

function checkFields(fields: readonly Field[], text: Text, say: Tell): void {
  for (const [index, column] of headerColumns.entries()) {
    const value = text(column.no)
    const isLenient = harmless.has(column.no) || (reserved.has(column.no) && text(1) === 'DTVF')
    // The samples of the maker differ here among themselves.
    if (fields[index]?.quoted !== column.quoted) say('header-quoting', column.no, 'warn')
    if (column.required === true && value === '') say('header-required', column.no)
    const isOldVersion = column.no === 2 && value === '510'
    if (value !== '' && !column.form.test(value)) {
      say('header-pattern', column.no, isLenient || isOldVersion ? 'warn' : undefined)
    }
    if (column.maxLength !== null && value.length > column.maxLength) {
      say('header-field-too-long', column.no, isLenient ? 'warn' : undefined)
    }
  }
}

function checkOwners(text: Text, say: Tell): void {
  if (compactDay(text(6).slice(0, 8)) === null) say('header-created', 6)
  if (Number(text(11)) < 1001 || Number(text(11)) > 9_999_999) say('header-consultant', 11)
  if (Number(text(12)) < 1 || Number(text(12)) > 99_999) say('header-client', 12)
  if (compactDay(text(13)) === null) say('header-fiscal-year', 13)
}

/** The numbers under which the program books, and how it reads days and accounts, are those of the Mandant. */
function compareWith(mandant: Mandant, text: Text, say: Tell): void {
  const owner = { consultantNo: text(11), clientNo: text(12) }
  checkOwner(owner, mandant, (code) => say(code, code === 'other-consultant' ? 11 : 12))
  if (text(13).slice(4) !== mandant.fiscalYearStart.replace('-', '')) say('other-fiscal-year', 13)
  if (mandant.accountLength !== null && Number(text(14)) !== mandant.accountLength) say('other-account-length', 14)
}

/** Period inside one calendar year and inside the financial year; locking and currency stated. */
function checkBatch(text: Text, say: Tell): void {
  const [start, from, to] = [text(13), text(15), text(16)]
  if (compactDay(from) === null) say('header-period', 15)
  if (compactDay(to) === null) say('header-period', 16)
  if (from > to) say('header-period-order', 16)
  if (from.slice(0, 4) !== to.slice(0, 4)) say('header-period-year', 16)
  else if (from.slice(4, 6) !== to.slice(4, 6)) say('header-period-month', 16, 'warn')
  const nextStart = `${Number(start.slice(0, 4)) + 1}${start.slice(4)}`
  if (from < start) say('header-before-fiscal-year', 15)
  if (to >= nextStart) say('header-after-fiscal-year', 16)
  if (text(19) !== '1') say('header-booking-kind', 19, 'warn')
  if (text(21) !== '0' && text(21) !== '1') say('header-locking', 21, 'warn')
  if (text(22) === '') say('header-currency', 22, 'warn')
}
