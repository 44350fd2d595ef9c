import type { Header } from './check-header'
import { at, type Fault, type Field } from './read'

const euCountries = /^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)$/
/** Name fields of the three kinds of address. */
const nameFields: Readonly<Record<string, readonly number[]>> = { '0': [6], '1': [4, 5], '2': [2] }

/** Rules of a debtor or creditor that go beyond one field. */
export function checkAccountRow(
  row: readonly Field[],
  header: Header,
  line: number,
  seen: Set<string>,
  faults: Fault[],
): void {
  const text = (no: number) => row[no - 1]?.text ?? ''
  const tell = (code: string, no: number) => faults.push(at(code, line, text(no), no))
  const account = text(1)
  if (account.length !== header.accountLength + 1 || account[0] === '0') tell('personal-account-length', 1)
  if (seen.has(account)) tell('account-twice', 1)
  seen.add(account)
  const allowed = nameFields[text(7)]
  if (!allowed) tell('address-kind', 7)
  for (const no of [2, 4, 5, 6]) if (text(no) !== '' && !allowed?.includes(no)) tell('name-in-wrong-field', no)
  if (allowed && text(allowed[0] ?? 0) === '') tell('name-missing', allowed[0] ?? 0)
  if ((text(9) === '') !== (text(10) === '')) tell('vat-number-halved', 10)
  if (text(9) !== '' && !euCountries.test(text(9))) tell('vat-country', 9)
  if (text(9) !== '' && text(10).startsWith(text(9))) tell('vat-number-with-country', 10)
  if (/\s/.test(text(45))) tell('iban-blanks', 45)
  if (text(45) !== '' && text(44) !== text(45).slice(0, 2)) tell('iban-country', 44)
  if (text(49) === '1' && text(45) === '') tell('main-bank-without-iban', 49)
}
