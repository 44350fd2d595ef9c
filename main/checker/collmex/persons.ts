import { isIban } from '../files/iban'
import type { Row } from './invoices'

/** Leaves what Collmex has as it is. */
export const unchanged = '(NULL)'

/**
 * Rules of a customer or supplier that go beyond one field.
 * @param seen numbers of the same kind so far
 */
export function checkPerson(row: Row, seen: Set<string>): void {
  const number = row.record === 'CMXKND' ? 'Kundennummer' : 'Lieferantennummer'
  const text = (field: string) => (row.text(field) === unchanged ? '' : row.text(field))
  const account = text(number)
  // Collmex would give it a number of its own, and no invoice would find it.
  if (account === '') row.tell('warn', 'account', number)
  else if (seen.has(account)) row.tell('warn', 'account-twice', number)
  seen.add(account)
  if (text('Name') === '' && text('Firma') === '') row.tell('warn', 'name-missing', 'Name')
  const iban = text('Iban')
  if (/\s/.test(iban)) row.tell('warn', 'iban-blanks', 'Iban')
  else if (iban !== '' && !isIban(iban)) row.tell('warn', 'iban', 'Iban')
  if (text('Land') !== '' && !/^[A-Z]{2}$/.test(text('Land'))) row.tell('reject', 'pattern', 'Land')
}
