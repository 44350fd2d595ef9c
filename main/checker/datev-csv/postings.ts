import type { AccountNo, IsoDate } from '../../core/ledger/ledger'
import type { ReadPosting } from '../../core/run/file-check'
import type { Field } from '../files/fields'
import { amountOf, compactGermanDay, dayOf } from '../files/values'
import { type AccountFact, accountFact } from './charts'
import type { Header } from './header'
import type { Tell } from './rows'

/** Keys that may stand beside an automatic account. */
const besideAutomatic: ReadonlySet<string> = new Set(['40', '20', '80'])
/** Plain tax keys, which belong to one direction only. */
const outputKey = /^([2-5]|10[0-2])$/
const inputKey = /^([6-9]|40[0-2])$/
/** Only of open items: dropped on a row without a personal account. */
const openItemColumns = [13, 15, 16, 17, 18, 19, 106, 117]
const days = [93, 104, 111, 115, 116, 117]
/** Kind and content of each piece of Beleginfo and Zusatzinformation. */
const pairs: readonly (readonly [number, number])[] = [
  ...Array.from({ length: 8 }, (_, index) => [21 + index * 2, 22 + index * 2] as const),
  ...Array.from({ length: 20 }, (_, index) => [48 + index * 2, 49 + index * 2] as const),
]
const documentLink = /^(BEDI|DDMS|DORG) "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"$/

type Text = (no: number) => string

/** Rules of a booking that go beyond one field, and what it says; null when that cannot be told. */
export function readPosting(
  row: readonly Field[],
  header: Header,
  automaticAccounts: ReadonlySet<AccountNo>,
  tell: Tell,
): Omit<ReadPosting, 'mandant'> | null {
  const text: Text = (no) => row[no - 1]?.text ?? ''
  const date = readDates(text, header, tell)
  checkCurrency(text, header, tell)
  checkPairs(text, tell)
  if (!/[A-Za-z0-9]/.test(text(11))) tell('warn', 'number-missing', 11)
  if (text(114) !== header.locked) tell('warn', 'locking', 114)
  if (text(12) !== '' && text(117) !== '') tell('warn', 'document-field-2', 12)
  if (text(20) !== '' && !documentLink.test(text(20))) tell('reject', 'document-link', 20)
  for (const no of [7, 8]) if (!isAccount(text(no), header)) tell('reject', 'account-length', no)
  const hasPersonal = [7, 8].some((no) => isPersonal(text(no), header))
  for (const no of openItemColumns) {
    if (!hasPersonal && text(no) !== '') tell('warn', 'open-item-without-personal-account', no)
  }
  checkTaxKey(text, header, automaticAccounts, tell)
  const isGeneralReversal = text(118) === '1' || text(118) === 'G'
  if (isGeneralReversal) tell('warn', 'general-reversal', 118)
  const grossCents = amountOf(text(1), { decimal: ',' })
  if (grossCents === null || grossCents <= 0 || date === null || (text(2) !== 'S' && text(2) !== 'H')) return null
  const isDebit = (text(2) === 'S') !== isGeneralReversal
  const [debit, credit] = isDebit ? [text(7), text(8)] : [text(8), text(7)]
  return {
    documentNo: text(11),
    documentDate: date,
    debit,
    credit,
    grossCents,
    currency: text(3) || header.currency || null,
    taxCode: text(9) || null,
    text: text(14) || null,
  }
}

/** Answers the document date: its year is that of the batch. */
function readDates(text: Text, header: Header, tell: Tell): IsoDate | null {
  const [day, month, year] = [text(10).slice(0, 2), text(10).slice(2), header.from.slice(0, 4)]
  const date = dayOf(year, month, day)
  if (date === null) tell('reject', 'document-date', 10)
  const compact = year + month + day
  if (compact < header.from || compact > header.to) tell('reject', 'document-date-outside-period', 10)
  for (const no of days) if (text(no) !== '' && compactGermanDay(text(no)) === null) tell('reject', 'date', no)
  if ((text(115) === '') !== (text(116) === '')) tell('warn', 'service-date-alone', 115)
  return date
}

/** Another currency than that of the file needs the amount in the own one. */
function checkCurrency(text: Text, header: Header, tell: Tell): void {
  const hasBase = text(5) !== '' && text(6) !== ''
  if ((text(5) === '') !== (text(6) === '') || (text(4) !== '' && !hasBase)) tell('reject', 'base-amount-halved', 5)
  if (text(3) === '') tell(header.currency === '' ? 'reject' : 'warn', 'currency-left-out', 3)
  else if (text(3) !== header.currency && !hasBase) tell('reject', 'currency', 3)
}

function checkPairs(text: Text, tell: Tell): void {
  for (const [kind, content] of pairs) {
    if ((text(kind) === '') !== (text(content) === '')) tell('warn', 'pair-halved', text(kind) === '' ? kind : content)
  }
  if ((text(17) === '') !== (text(105) === '')) tell('warn', 'pair-halved', text(17) === '' ? 17 : 105)
}

function isPersonal(account: string, header: Header): boolean {
  return account.length === header.accountLength + 1 && account[0] !== '0'
}

function isAccount(account: string, header: Header): boolean {
  return account.length <= header.accountLength || isPersonal(account, header)
}

function checkTaxKey(text: Text, header: Header, automaticAccounts: ReadonlySet<AccountNo>, tell: Tell): void {
  const key = text(9)
  if (key === '') return
  if (/^0+$/.test(key)) tell('reject', 'tax-key', 9)
  if (key.length > 2 && header.fiscalYearStart < '2018') tell('warn', 'tax-key-too-new', 9)
  const ledgerAccounts = [7, 8].map(text).filter((account) => !isPersonal(account, header))
  const facts = ledgerAccounts.map((account) => accountFact(header.chart, account, header.accountLength))
  const isMarked = ledgerAccounts.some((account) => automaticAccounts.has(account))
  if ((isMarked || facts.some((fact) => fact?.isAutomatic)) && !besideAutomatic.has(key)) {
    tell('reject', 'tax-key-beside-automatic-account', 9)
  }
  const bears = (fact: AccountFact | null) => fact?.tax !== 'KU' || fact.isAutomatic
  if (!facts.some(bears)) tell('reject', 'tax-key-without-taxable-account', 9)
  const directions = facts.flatMap((fact) => (fact?.tax === 'V' || fact?.tax === 'M' ? [fact.tax] : []))
  if (directions.length === 0) return
  if (outputKey.test(key) && !directions.includes('M')) tell('reject', 'tax-key-direction', 9)
  if (inputKey.test(key) && !directions.includes('V')) tell('reject', 'tax-key-direction', 9)
}
