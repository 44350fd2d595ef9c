import type { PersonalAccount } from '../../ledger/ledger'
import type { FaultList } from '../faults'
import { bankOf, countryOf, vatIdOf } from '../person-data'
import type { ChosenColumn } from '../settings'
import type { TextFields } from '../text/text-fields'

export interface BmdPerson {
  readonly one: PersonalAccount
  readonly collective: string
  readonly texts: TextFields
  readonly faults: FaultList
}

export interface BmdPersonField {
  readonly name: string
  readonly required?: true
  readonly of: (person: BmdPerson) => string
}

const has = (text: string | null) => (text?.trim() ?? '') !== ''

function text(name: string, max: number, of: (one: PersonalAccount) => string | null): BmdPersonField {
  return { name, of: ({ one, texts, faults }) => texts.text(of(one), max, name, faults) }
}

/** BMD gives these columns no names of its own: they are assigned once in an import model. Lengths are those of BMD 5.5. */
export const personFields: readonly BmdPersonField[] = [
  { name: 'KontoNummer', required: true, of: ({ one }) => one.account },
  {
    ...text('Name', 35, ({ company, lastName, firstName }) =>
      has(company) ? company : has(lastName) ? lastName : firstName,
    ),
    required: true,
  },
  text('Vorname', 35, ({ company, lastName, firstName }) => (has(company) || !has(lastName) ? null : firstName)),
  text('Strasse', 30, ({ street }) => street),
  text('PLZ', 12, ({ postcode }) => postcode),
  text('Ort', 20, ({ city }) => city),
  { name: 'Land', of: ({ one, faults }) => countryOf(one, faults) },
  text('UID', 15, vatIdOf),
  text('Telefon', 18, ({ phone }) => phone),
  text('E-Mail', 50, ({ email }) => email),
  { name: 'IBAN', of: ({ one, faults }) => bankOf(one, faults).iban },
  { name: 'BIC', of: ({ one, faults }) => bankOf(one, faults).bic },
  { name: 'Sammelkonto', of: ({ collective }) => collective },
  { name: 'Zahlungsziel', of: ({ one }) => one.paymentTermDays?.toString() ?? '' },
]

const named = (names: readonly string[]): readonly ChosenColumn[] =>
  names.map((name) => ({ column: `bmd-person-${name}`, heading: name }))

export const offeredPersonColumns = named(personFields.map(({ name }) => name))
export const usualPersonColumns = named([
  ...['KontoNummer', 'Name', 'Vorname', 'Strasse', 'PLZ', 'Ort', 'Land', 'UID', 'IBAN', 'BIC', 'Sammelkonto'],
  'Zahlungsziel',
])
