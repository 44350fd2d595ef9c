import { isValidIban } from '../../ledger/iban'
import type { PersonalAccount } from '../../ledger/ledger'
import { personalRole } from '../booking/accounts'
import type { FaultList } from '../datev/faults'
import type { AccountRow } from './account-fields'
import type { MandantState } from './mandant'
import { textOf } from './postings'

/** Prefixes of VAT numbers inside the union: `EL` is Greece, `XI` Northern Ireland. */
const euCountries: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI'.split(' '),
)

/**
 * The master record of a debtor or creditor. Null when it must not be written: the number does not fit, or no name is known
 * (a record without one could erase the name that the advisor has).
 */
export function accountRow(one: PersonalAccount, mandant: MandantState, faults: FaultList): AccountRow | null {
  const role = personalRole(one.account, mandant.accountLength)
  if (!role) faults.reject('format-personal-account-length', 'Konto', one.account)
  else if (role !== one.kind) faults.reject('format-personal-account-range', 'Konto', one.account)
  if (onlyNumberKnown(one)) {
    faults.warn('format-personal-account-only-number', 'Konto', one.account)
    return null
  }
  const text = (raw: string | null, max: number, field: string) =>
    textOf(raw?.trim() ?? null, max, field, faults).trim()
  const names = namesOf(one, text)
  if (names.companyName + names.lastName + names.otherName === '') {
    faults.warn('format-personal-account-no-name', 'Konto', one.account)
    return null
  }
  const street = text(one.street, 36, 'Straße')
  const row = {
    account: one.account,
    ...names,
    ...vatOf(one.vatId, faults),
    ...bankOf(one, faults),
    salutation: text(one.salutation, 30, 'Anrede'),
    streetType: street === '' ? '' : 'STR',
    street,
    postcode: text(one.postcode, 10, 'Postleitzahl'),
    city: text(one.city, 30, 'Ort'),
    country: countryOf(one.country, faults),
    phone: text(one.phone, 60, 'Telefon'),
    email: text(one.email, 60, 'E-Mail'),
    externalNo: text(one.externalNo, 15, 'Nummer Fremdsystem'),
  }
  return faults.isRejected ? null : row
}

function onlyNumberKnown(one: PersonalAccount): boolean {
  const { mandant: _mandant, kind: _kind, account: _account, paymentTermDays: _days, ...known } = one
  return Object.values(known).every((value) => value === null || value.trim() === '')
}

type TextFitter = (raw: string | null, max: number, field: string) => string
type Names = Pick<
  AccountRow,
  'addressType' | 'companyName' | 'lastName' | 'firstName' | 'otherName' | 'title' | 'contact'
>

const noNames: Names = {
  addressType: '0',
  companyName: '',
  lastName: '',
  firstName: '',
  otherName: '',
  title: '',
  contact: '',
}

/** Adressattyp 2 company (a person beside it is its contact), 1 natural person, 0 neither. */
function namesOf(one: PersonalAccount, text: TextFitter): Names {
  const joined = (...parts: (string | null)[]) => parts.flatMap((part) => part?.trim() || []).join(' ')
  const companyName = text(one.company, 50, 'Name (Adressattyp Unternehmen)')
  if (companyName !== '') {
    const contact = text(joined(one.title, one.firstName, one.lastName), 40, 'Ansprechpartner')
    return { ...noNames, addressType: '2', companyName, contact }
  }
  const lastName = text(one.lastName, 30, 'Name (Adressattyp natürl. Person)')
  if (lastName !== '') {
    const firstName = text(one.firstName, 30, 'Vorname (Adressattyp natürl. Person)')
    return { ...noNames, addressType: '1', lastName, firstName, title: text(one.title, 25, 'Titel/Akad. Grad') }
  }
  return { ...noNames, otherName: text(joined(one.title, one.firstName), 50, 'Name (Adressattyp keine Angabe)') }
}

/** Country and number apart; a number from outside the union has no place here. */
function vatOf(vatId: string | null, faults: FaultList): Pick<AccountRow, 'vatCountry' | 'vatNumber'> {
  const compact = vatId?.toUpperCase().replace(/[\s.\-/]/g, '') ?? ''
  if (compact === '') return { vatCountry: '', vatNumber: '' }
  const greek = compact.replace(/^GR/, 'EL')
  const parts = /^([A-Z]{2})([A-Z0-9+*]{2,13})$/.exec(greek)
  if (parts?.[1] && parts[2] && euCountries.has(parts[1])) return { vatCountry: parts[1], vatNumber: parts[2] }
  faults.warn('format-vat-id-not-eu', 'EU-UStID', vatId ?? '')
  return { vatCountry: '', vatNumber: '' }
}

type Bank = Pick<AccountRow, 'bankCountry' | 'iban' | 'bic' | 'mainBank'>

/** A wrong IBAN is left out: money could go to a stranger. */
function bankOf(one: PersonalAccount, faults: FaultList): Bank {
  const iban = one.iban?.toUpperCase().replace(/\s/g, '') ?? ''
  const bic = one.bic?.toUpperCase().replace(/\s/g, '') ?? ''
  const isIban = isValidIban(iban)
  const isBic = /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(bic)
  if (iban !== '' && !isIban) faults.warn('format-iban-invalid', 'IBAN-Nr. 1', one.iban ?? '')
  if (bic !== '' && !isBic) faults.warn('format-bic-invalid', 'SWIFT-Code 1', one.bic ?? '')
  return {
    bankCountry: isIban ? iban.slice(0, 2) : '',
    iban: isIban ? iban : '',
    bic: isBic ? bic : '',
    mainBank: isIban ? '1' : '',
  }
}

function countryOf(country: string | null, faults: FaultList): string {
  const code = country?.trim().toUpperCase() ?? ''
  if (code === '' || /^[A-Z]{2}$/.test(code)) return code
  faults.warn('format-country-unknown', 'Land', country ?? '')
  return ''
}
