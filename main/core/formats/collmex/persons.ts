import type { PersonalAccount } from '../../ledger/ledger'
import type { FaultList } from '../faults'
import { isValidIban } from '../iban'
import { ansiField } from '../text/ansi-field'
import { recordLine, unchanged } from './record'
import { creditorFields, debtorFields, type PersonField } from './record-fields'

/**
 * The record of a customer or supplier. What the books do not know stays as Collmex has it. Null when no name is known: such a
 * record would only make an empty customer.
 */
export function personRecord(one: PersonalAccount, company: string, faults: FaultList): string | null {
  const isDebtor = one.kind === 'debtor'
  const maxOf = new Map<string, number | null>(isDebtor ? debtorFields : creditorFields)
  const values: Partial<Record<PersonField, string>> = {}
  const fill = (field: PersonField, raw: string | null) => {
    const text = ansiField(raw, maxOf.get(field) ?? Number.POSITIVE_INFINITY, field, faults)
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
  fill('Iban', ibanOf(one, faults))
  fill('Bic', one.bic?.replace(/\s/g, '').toUpperCase() ?? null)
  fill('USt.IdNr', one.vatId?.replace(/\s/g, '') ?? null)
  if (faults.isRejected) return null
  const head = { 'Firma Nr': company, [isDebtor ? 'Kundennummer' : 'Lieferantennummer']: one.account }
  return isDebtor
    ? recordLine(debtorFields, { ...values, ...head, Satzart: 'CMXKND' }, unchanged)
    : recordLine(creditorFields, { ...values, ...head, Satzart: 'CMXLIF' }, unchanged)
}

/** A wrong one is left out: money could go to a stranger. */
function ibanOf({ iban }: PersonalAccount, faults: FaultList): string | null {
  const compact = iban?.replace(/\s/g, '').toUpperCase() ?? ''
  if (compact === '' || isValidIban(compact)) return compact
  faults.warn('format-iban-invalid', 'Iban', iban ?? '')
  return null
}

function countryOf({ country }: PersonalAccount, faults: FaultList): string | null {
  const code = country?.trim().toUpperCase() ?? ''
  if (code === '' || /^[A-Z]{2}$/.test(code)) return code
  faults.warn('format-country-unknown', 'Land', country ?? '')
  return null
}
