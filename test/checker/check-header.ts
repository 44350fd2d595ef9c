import { isRealDate } from './dates'
import { hasForm, headerFacts } from './facts'
import { at, type Fault, type Field } from './read'

export interface Header {
  readonly category: number
  readonly accountLength: number
  readonly fiscalYearStart: string
  readonly from: string
  readonly to: string
  readonly locked: string
  readonly currency: string
  readonly chart: string
  readonly consultantNo: string
  readonly clientNo: string
}

const known: Readonly<Record<string, { readonly name: string; readonly version: string }>> = {
  '16': { name: 'Debitoren/Kreditoren', version: '5' },
  '21': { name: 'Buchungsstapel', version: '13' },
}

export function checkHeader(fields: readonly Field[], faults: Fault[]): Header | null {
  if (fields.length !== headerFacts.length) {
    faults.push(at('header-field-count', 1, `${fields.length}`))
    return null
  }
  const text = (no: number) => fields[no - 1]?.text ?? ''
  const tell = (code: string, no: number) => faults.push(at(code, 1, text(no), no))
  for (const fact of headerFacts) {
    const field = fields[fact.no - 1] as Field // safe: the count was compared
    if (field.quoted !== fact.quoted) tell('header-quoting', fact.no)
    if (fact.required === true && field.text === '') tell('header-required', fact.no)
    if (field.text !== '' && !hasForm(fact, field.text)) tell('header-pattern', fact.no)
    if (fact.maxLength !== null && field.text.length > fact.maxLength) tell('header-too-long', fact.no)
  }
  if (text(1) !== 'EXTF') tell('header-not-extf', 1)
  const kind = known[text(3)]
  if (!kind) {
    tell('header-category', 3)
    return null
  }
  if (text(4) !== kind.name) tell('header-name', 4)
  if (text(5) !== kind.version) tell('header-version', 5)
  if (!isRealDate(text(6).slice(0, 8))) tell('header-created', 6)
  if (Number(text(11)) < 1001 || Number(text(11)) > 9_999_999) tell('header-consultant', 11)
  if (Number(text(12)) < 1 || Number(text(12)) > 99_999) tell('header-client', 12)
  if (!isRealDate(text(13))) tell('header-fiscal-year', 13)
  if (text(3) === '21') checkBatch(text, tell)
  else for (let no = 15; no <= 22; no++) if (text(no) !== '') tell('header-not-empty', no)
  return {
    category: Number(text(3)),
    accountLength: Number(text(14)),
    fiscalYearStart: text(13),
    from: text(15),
    to: text(16),
    locked: text(21),
    currency: text(22),
    chart: text(27),
    consultantNo: text(11),
    clientNo: text(12),
  }
}

/** Period inside one calendar month and inside the financial year; locking stated; currency stated. */
function checkBatch(text: (no: number) => string, tell: (code: string, no: number) => void): void {
  const [start, from, to] = [text(13), text(15), text(16)]
  if (!isRealDate(from)) tell('header-period', 15)
  if (!isRealDate(to)) tell('header-period', 16)
  if (from > to) tell('header-period-order', 16)
  if (from.slice(0, 6) !== to.slice(0, 6)) tell('header-period-month', 16)
  const nextStart = `${Number(start.slice(0, 4)) + 1}${start.slice(4)}`
  if (from < start) tell('header-before-fiscal-year', 15)
  if (to >= nextStart) tell('header-after-fiscal-year', 16)
  if (text(19) !== '1') tell('header-booking-kind', 19)
  if (text(21) !== '0' && text(21) !== '1') tell('header-locking', 21)
  if (text(22) === '') tell('header-currency', 22)
}
