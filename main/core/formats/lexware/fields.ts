import type { PersonalAccount } from '../../ledger/ledger'
import type { FaultList } from '../faults'
import { bankOf, countryOf, fullName } from '../person-data'
import type { TextFields } from '../text/text-fields'

/** One line of a Lexware booking; the parts of a split leave date and number empty. */
export interface LexwareRow {
  readonly date: string
  readonly journal: string
  readonly number: string
  readonly text: string
  readonly amount: string
  readonly debit: string
  readonly credit: string
  readonly taxKey: string
  readonly costCentre: string
  readonly costObject: string
  readonly currency: string
}

/** Texts stand in quotes, numbers and dates do not. */
export interface LexwareField<Row> {
  readonly name: string
  readonly quoted: boolean
  readonly of: (row: Row) => string
}

const plain = <Row>(name: string, of: (row: Row) => string): LexwareField<Row> => ({ name, quoted: false, of })
const quoted = <Row>(name: string, of: (row: Row) => string): LexwareField<Row> => ({ name, quoted: true, of })

export const bookingFields: readonly LexwareField<LexwareRow>[] = [
  plain('Belegdatum', ({ date }) => date),
  plain('Buchungsdatum', ({ date }) => date),
  quoted('Belegnummernkreis', ({ journal }) => journal),
  quoted('Belegnummer', ({ number }) => number),
  quoted('Buchungstext', ({ text }) => text),
  plain('Buchungsbetrag', ({ amount }) => amount),
  plain('Sollkonto', ({ debit }) => debit),
  plain('Habenkonto', ({ credit }) => credit),
  plain('Steuerschlüssel', ({ taxKey }) => taxKey),
  quoted('Kostenstelle 1', ({ costCentre }) => costCentre),
  quoted('Kostenstelle 2', ({ costObject }) => costObject),
  plain('Buchungsbetrag Euro', () => ''),
  quoted('Währung', ({ currency }) => currency),
]

export interface LexwarePerson {
  readonly one: PersonalAccount
  readonly texts: TextFields
  readonly faults: FaultList
}

function text(name: string, max: number, of: (one: PersonalAccount) => string | null): LexwareField<LexwarePerson> {
  return quoted(name, ({ one, texts, faults }) => texts.text(of(one), max, name, faults))
}

/** Fields whose length nobody states get no more than this. */
const unstated = 60

export const personFields: readonly LexwareField<LexwarePerson>[] = [
  plain('Kontonummer', ({ one }) => one.account),
  text('Kontobezeichnung', 79, fullName),
  text('Kunden- oder Lieferantennummer', unstated, ({ externalNo }) => externalNo),
  text('Anrede', unstated, ({ salutation }) => salutation),
  text('Firma', 59, ({ company }) => company),
  text('Name', unstated, ({ lastName }) => lastName),
  text('Vorname', unstated, ({ firstName }) => firstName),
  text('Zusatz', unstated, ({ title }) => title),
  quoted('Land', ({ one, faults }) => countryOf(one, faults)),
  text('Straße, Hausnummer', unstated, ({ street }) => street),
  text('Postleitzahl', unstated, ({ postcode }) => postcode),
  text('Ort', unstated, ({ city }) => city),
  text('E-Mail', unstated, ({ email }) => email),
  quoted('IBAN', ({ one, faults }) => bankOf(one, faults).iban),
  quoted('BIC', ({ one, faults }) => bankOf(one, faults).bic),
]
