import type { PersonalAccount } from '../../ledger/ledger'
import type { FaultList } from '../faults'
import { contactOf, countryOf, fullName, vatIdOf } from '../person-data'
import type { TextFields } from '../text/text-fields'

export interface RzlPerson {
  readonly one: PersonalAccount
  /** RZL's number for the kind of account. */
  readonly kind: string
  readonly texts: TextFields
  readonly faults: FaultList
}

export interface RzlPersonField {
  readonly name: string
  readonly of: (person: RzlPerson) => string
}

/** Letters of the postal address where they differ from the two letters of ISO 3166. */
const postalLetters: Readonly<Record<string, string>> = {
  ...{ AT: 'A', DE: 'D', LI: 'FL', IT: 'I', FR: 'F', HU: 'H', SI: 'SLO', BE: 'B', LU: 'L', ES: 'E', PT: 'P', SE: 'S' },
  ...{ NO: 'N', FI: 'FIN' },
}

const none = () => ''

function text(name: string, max: number, of: (one: PersonalAccount) => string | null): RzlPersonField {
  return { name, of: ({ one, texts, faults }) => texts.text(of(one), max, name, faults) }
}

function postalCountry({ one, faults }: RzlPerson): string {
  const country = countryOf(one, faults)
  return postalLetters[country] ?? country
}

/** The 19 fields of the record, in the order in which the manual lists them. */
export const personFields: readonly RzlPersonField[] = [
  { name: 'Kontonummer', of: ({ one }) => one.account },
  { name: 'Kontenart', of: ({ kind }) => kind },
  { name: 'Fremdwährung', of: none },
  text('UID-Nummer', 14, vatIdOf),
  text('Anrede', 30, ({ salutation }) => salutation),
  text('Name', 40, fullName),
  text('Straße', 40, ({ street }) => street),
  text('Ort', 25, ({ city }) => city),
  { name: 'Mahnsperre', of: none },
  { name: 'Mahnfrist 1', of: none },
  { name: 'Mahnfrist 2', of: none },
  { name: 'Mahnfrist 3', of: none },
  { name: 'Land', of: postalCountry },
  text('PLZ', 10, ({ postcode }) => postcode),
  text('Zusatztext', 40, contactOf),
  text('Kundennummer', 20, ({ externalNo }) => externalNo),
  { name: 'Mahnschema', of: none },
  { name: 'Abweichendes Zahlungsziel', of: ({ one }) => (one.paymentTermDays === null ? '' : '1') },
  { name: 'Zahlungsziel Tage', of: ({ one }) => one.paymentTermDays?.toString() ?? '' },
]
