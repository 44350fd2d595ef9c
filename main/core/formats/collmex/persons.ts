import type { PersonalAccount } from '../../ledger/ledger'
import type { FaultList } from '../faults'
import { bankOf, countryOf, vatIdOf } from '../person-data'
import { TextFields } from '../text/text-fields'
import { recordLine, unchanged } from './record'
import { creditorFields, debtorFields, type PersonField } from './record-fields'

const texts = new TextFields('windows-1252', null)

/**
 * The record of a customer or supplier. What the books do not know stays as Collmex has it. Null when no name is known: such a
 * record would only make an empty customer.
 */
export function personRecord(one: PersonalAccount, company: string, faults: FaultList): string | null {
  const isDebtor = one.kind === 'debtor'
  const maxOf = new Map<string, number | null>(isDebtor ? debtorFields : creditorFields)
  const values: Partial<Record<PersonField, string>> = {}
  const fill = (field: PersonField, raw: string | null) => {
    const text = texts.text(raw, maxOf.get(field) ?? Number.POSITIVE_INFINITY, field, faults)
    if (text !== '') values[field] = text
  }
  fill('Anrede', one.salutation)
  fill('Titel', one.title)
  fill('Vorname', one.firstName)
  fill('Name', one.lastName)
  fill('Firma', one.company)
  if (!values.Firma && !values.Name && !values.Vorname) {
    faults.warn('format-personal-account-no-name', 'Konto', one.account)
    return null
  }
  fill('Straße', one.street)
  fill('PLZ', one.postcode)
  fill('Ort', one.city)
  fill('Land', countryOf(one, faults))
  fill('Telefon', one.phone)
  fill('E-Mail', one.email)
  const { iban, bic } = bankOf(one, faults)
  fill('Iban', iban)
  fill('Bic', bic)
  fill('USt.IdNr', vatIdOf(one))
  if (faults.isRejected) return null
  const head = { 'Firma Nr': company, [isDebtor ? 'Kundennummer' : 'Lieferantennummer']: one.account }
  return isDebtor
    ? recordLine(debtorFields, { ...values, ...head, Satzart: 'CMXKND' }, unchanged)
    : recordLine(creditorFields, { ...values, ...head, Satzart: 'CMXLIF' }, unchanged)
}
