import { isValidIban } from '../ledger/iban'
import type { PersonalAccount } from '../ledger/ledger'
import type { FaultList } from './faults'

const joined = (...parts: readonly (string | null)[]) => parts.flatMap((part) => part?.trim() || []).join(' ')

/** The company, else last and first name. */
export function fullName({ company, firstName, lastName }: PersonalAccount): string {
  return joined(company) || joined(lastName, firstName)
}

/** The person behind a company, or the title of a person. */
export function contactOf({ company, title, firstName, lastName }: PersonalAccount): string {
  return joined(company) === '' ? joined(title) : joined(title, firstName, lastName)
}

/** Without blanks; a wrong IBAN is left out: money could go to a stranger. */
export function bankOf(one: PersonalAccount, faults: FaultList): { readonly iban: string; readonly bic: string } {
  const iban = one.iban?.toUpperCase().replace(/\s/g, '') ?? ''
  const bic = one.bic?.toUpperCase().replace(/\s/g, '') ?? ''
  const isIban = isValidIban(iban)
  const isBic = /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(bic)
  if (iban !== '' && !isIban) faults.warn('format-iban-invalid', 'IBAN', one.iban ?? '')
  if (bic !== '' && !isBic) faults.warn('format-bic-invalid', 'BIC', one.bic ?? '')
  return { iban: isIban ? iban : '', bic: isBic ? bic : '' }
}

/** Two letters; what is none is left out. */
export function countryOf({ country }: PersonalAccount, faults: FaultList): string {
  const code = country?.trim().toUpperCase() ?? ''
  if (code === '' || /^[A-Z]{2}$/.test(code)) return code
  faults.warn('format-country-unknown', 'Land', country ?? '')
  return ''
}

export const vatIdOf = ({ vatId }: PersonalAccount): string => vatId?.toUpperCase().replace(/[\s.]/g, '') ?? ''
