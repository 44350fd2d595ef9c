import type { Field } from '../files/fields'
import { isIban } from '../files/iban'
import type { Header } from './header'
import type { Tell } from './rows'

const euCountries = /^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)$/
/** Name fields of the three kinds of address; the second is what an empty kind means. */
const nameFields: ReadonlyMap<string, readonly number[]> = new Map([
  ['0', [6]],
  ['2', [2]],
  ['1', [4, 5]],
])

/**
 * Rules of a debtor or creditor that go beyond one field.
 * @param seen accounts of the same client so far
 */
export function checkAccount(row: readonly Field[], header: Header, seen: Set<string>, tell: Tell): void {
  const text = (no: number) => row[no - 1]?.text ?? ''
  const account = text(1)
  if (account.length !== header.accountLength + 1 || account[0] === '0') tell('reject', 'personal-account-length', 1)
  if (seen.has(account)) tell('warn', 'account-twice', 1)
  seen.add(account)
  const allowed = nameFields.get(text(7) || '2')
  if (!allowed) tell('reject', 'address-kind', 7)
  for (const no of [2, 4, 5, 6]) if (text(no) !== '' && !allowed?.includes(no)) tell('warn', 'name-in-wrong-field', no)
  if (allowed && text(allowed[0] ?? 0) === '') tell('warn', 'name-missing', allowed[0] ?? 0)
  if ((text(9) === '') !== (text(10) === '')) tell('warn', 'vat-number-halved', 10)
  if (text(9) !== '' && !euCountries.test(text(9))) tell('warn', 'vat-country', 9)
  if (text(9) !== '' && text(10).startsWith(text(9))) tell('warn', 'vat-number-with-country', 10)
  checkBank(text, tell)
}

function checkBank(text: (no: number) => string, tell: Tell): void {
  const iban = text(45)
  if (/\s/.test(iban)) tell('warn', 'iban-blanks', 45)
  else if (iban !== '' && !isIban(iban)) tell('warn', 'iban', 45)
  if (iban !== '' && text(44) !== iban.slice(0, 2)) tell('warn', 'iban-country', 44)
  if (text(49) === '1' && iban === '') tell('warn', 'main-bank-without-iban', 49)
}
