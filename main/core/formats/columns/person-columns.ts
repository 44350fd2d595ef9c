import { isValidIban } from '../../ledger/iban'
import type { PersonalAccount } from '../../ledger/ledger'
import type { ColumnKind, ColumnRule, RowContext, Value } from './column'

type Rule = ColumnRule<PersonalAccount>

function rule(
  column: string,
  heading: string,
  kind: ColumnKind,
  of: (one: PersonalAccount, context: RowContext) => Value,
): Rule {
  return { column, heading, kind, of }
}

const plain = (text: string | null) => text?.trim() || null

/** The name by which one looks for it: of a person the last name, else of the company. */
export const nameOf = (one: PersonalAccount) => plain(one.lastName) ?? plain(one.company) ?? plain(one.firstName)

/** The whole name as one would write it on an envelope. */
function fullName(one: PersonalAccount): string | null {
  const company = plain(one.company)
  return company ?? plain([one.title, one.firstName, one.lastName].flatMap((part) => plain(part) ?? []).join(' '))
}

/** A wrong IBAN is left out: money could go to a stranger. */
function ibanOf({ iban }: PersonalAccount, { faults }: RowContext): string | null {
  const compact = iban?.toUpperCase().replace(/\s/g, '') ?? ''
  if (compact === '' || isValidIban(compact)) return compact || null
  faults.warn('format-iban-invalid', 'IBAN', iban ?? '')
  return null
}

function bicOf({ bic }: PersonalAccount, { faults }: RowContext): string | null {
  const compact = bic?.toUpperCase().replace(/\s/g, '') ?? ''
  if (compact === '' || /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(compact)) return compact || null
  faults.warn('format-bic-invalid', 'BIC', bic ?? '')
  return null
}

/** Debtors and creditors, with the headings of the general definition. */
export const personColumns: readonly Rule[] = [
  rule('person-account', 'Konto', 'identifier', ({ account }, { personName }) => personName(account)),
  rule('person-kind', 'Art', 'word', ({ kind }) => (kind === 'debtor' ? 'D' : 'K')),
  rule('person-name', 'Name', 'text', nameOf),
  rule('person-first-name', 'Vorname', 'text', (one) => (plain(one.lastName) ? plain(one.firstName) : null)),
  rule('person-company', 'Firma', 'text', ({ company }) => plain(company)),
  rule('person-full-name', 'Bezeichnung', 'text', fullName),
  rule('person-salutation', 'Anrede', 'text', ({ salutation }) => plain(salutation)),
  rule('person-title', 'Titel', 'text', ({ title }) => plain(title)),
  rule('person-street', 'Strasse', 'text', ({ street }) => plain(street)),
  rule('person-postcode', 'PLZ', 'identifier', ({ postcode }) => plain(postcode)),
  rule('person-city', 'Ort', 'text', ({ city }) => plain(city)),
  rule('person-country', 'Land', 'identifier', ({ country }) => plain(country)?.toUpperCase() ?? null),
  rule('person-vat-id', 'UStIdNr', 'identifier', ({ vatId }) => plain(vatId)),
  rule('person-email', 'Email', 'text', ({ email }) => plain(email)),
  rule('person-phone', 'Telefon', 'text', ({ phone }) => plain(phone)),
  rule('person-iban', 'IBAN', 'identifier', ibanOf),
  rule('person-bic', 'BIC', 'identifier', bicOf),
  rule('person-payment-days', 'Zahlungsziel', 'whole', ({ paymentTermDays }) => paymentTermDays),
  rule('person-external-no', 'Fremdnummer', 'identifier', ({ externalNo }) => plain(externalNo)),
  rule('person-mandant', 'Mandant', 'identifier', ({ mandant }) => mandant),
]
