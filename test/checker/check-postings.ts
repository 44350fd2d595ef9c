import type { CheckOptions } from './check'
import type { Header } from './check-header'
import { isRealDay, isRealGermanDate } from './dates'
import { type ChartFact, chartFact } from './facts'
import { at, type Fault, type Field } from './read'

/** Keys that may stand beside an automatic account. */
const besideAutomatic: ReadonlySet<string> = new Set(['40', '20', '80'])
/** Plain tax keys, which belong to one direction only. */
const outputKey = /^([2-5]|10[0-2])$/
const inputKey = /^([6-9]|40[0-2])$/

/** Rules of a booking that go beyond one field. */
export function checkPostingRow(
  row: readonly Field[],
  header: Header,
  line: number,
  options: CheckOptions,
  faults: Fault[],
): void {
  const text = (no: number) => row[no - 1]?.text ?? ''
  const tell = (code: string, no: number) => faults.push(at(code, line, text(no), no))
  checkDates(text, header, tell)
  if (text(3) !== header.currency) tell('currency', 3)
  if (!/[A-Za-z0-9]/.test(text(11))) tell('document-no', 11)
  if (text(114) !== header.locked) tell('locking', 114)
  if (text(118) !== '' && text(118) !== '0') tell('general-reversal', 118)
  if (text(12) !== '') tell('document-field-2', 12)
  for (const no of [7, 8]) if (!isAccount(text(no), header)) tell('account-length', no)
  const hasPersonal = [7, 8].some((no) => isPersonal(text(no), header))
  if (text(117) !== '' && !hasPersonal) tell('due-date-without-personal-account', 117)
  checkTaxKey(text, header, options, tell)
}

type Tell = (code: string, no: number) => void
type Text = (no: number) => string

function checkDates(text: Text, header: Header, tell: Tell): void {
  const [day, month, year] = [text(10).slice(0, 2), text(10).slice(2), header.from.slice(0, 4)]
  if (!isRealDay(Number(year), Number(month), Number(day))) tell('document-date', 10)
  const date = year + month + day
  if (date < header.from || date > header.to) tell('document-date-outside-period', 10)
  for (const no of [115, 116, 117]) if (text(no) !== '' && !isRealGermanDate(text(no))) tell('date', no)
  if ((text(115) === '') !== (text(116) === '')) tell('service-date-alone', 115)
}

function isPersonal(account: string, header: Header): boolean {
  return account.length === header.accountLength + 1 && account[0] !== '0'
}

function isAccount(account: string, header: Header): boolean {
  return account.length <= header.accountLength || isPersonal(account, header)
}

function checkTaxKey(text: Text, header: Header, options: CheckOptions, tell: Tell): void {
  const key = text(9)
  if (key === '') return
  if (/^0+$/.test(key)) tell('tax-key', 9)
  const ledgerAccounts = [7, 8].map(text).filter((account) => !isPersonal(account, header))
  const facts = ledgerAccounts.map((account) => chartFact(header.chart, account, header.accountLength))
  const isMarked = ledgerAccounts.some((account) => options.automaticAccounts?.has(account))
  if ((isMarked || facts.some((fact) => fact?.automatic)) && !besideAutomatic.has(key)) {
    tell('tax-key-beside-automatic-account', 9)
  }
  const bears = (fact: ChartFact | null) => fact?.tax !== 'KU' || fact.automatic !== null
  if (!facts.some(bears)) tell('tax-key-without-taxable-account', 9)
  const directions = facts.flatMap((fact) => (fact?.tax === 'V' || fact?.tax === 'M' ? [fact.tax] : []))
  if (directions.length > 0 && outputKey.test(key) && !directions.includes('M')) tell('tax-key-direction', 9)
  if (directions.length > 0 && inputKey.test(key) && !directions.includes('V')) tell('tax-key-direction', 9)
}
