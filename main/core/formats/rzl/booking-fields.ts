/** One line of an RZL booking; both lines of a posting share what is not about their own account. */
export interface RzlRow {
  readonly account: string
  readonly contra: string
  readonly openItem: string
  readonly date: string
  readonly currency: string
  readonly debit: string
  readonly credit: string
  readonly tax: string
  readonly costCentre: string
  readonly journal: string
  readonly number: string
  readonly taxKey: string
  readonly taxCode: string
  readonly taxSpecial: string
  readonly paymentDays: string
  readonly text: string
  readonly text2: string
  readonly costObject: string
  readonly foreignNumber: string
  readonly picture: string
}

export interface RzlField {
  readonly name: string
  /** Characters at most; for amounts digits, comma and sign. */
  readonly max: number
  readonly of: (row: RzlRow) => string
}

const none = () => ''

/** The 41 fields of RZL's "Handbuch Datenimport", in its order; what the books do not know stays empty, which means 0. */
export const bookingFields: readonly RzlField[] = [
  { name: 'Kontonummer', max: 9, of: ({ account }) => account },
  { name: 'Gegenkonto', max: 9, of: ({ contra }) => contra },
  { name: 'OP-Nummer', max: 16, of: ({ openItem }) => openItem },
  { name: 'Beleg-Datum', max: 8, of: ({ date }) => date },
  { name: 'Valuta-Datum', max: 8, of: none },
  { name: 'Währung', max: 3, of: ({ currency }) => currency },
  { name: 'Sollbetrag', max: 13, of: ({ debit }) => debit },
  { name: 'Habenbetrag', max: 13, of: ({ credit }) => credit },
  { name: 'Steuerbetrag', max: 13, of: ({ tax }) => tax },
  { name: 'Fremdwährung', max: 3, of: none },
  { name: 'FW-Sollbetrag', max: 13, of: none },
  { name: 'FW-Habenbetrag', max: 13, of: none },
  { name: 'Kostenstelle', max: 7, of: ({ costCentre }) => costCentre },
  { name: 'Belegkreis', max: 3, of: ({ journal }) => journal },
  { name: 'Belegnummer', max: 15, of: ({ number }) => number },
  { name: 'USt-Land', max: 2, of: () => '1' },
  { name: 'USt-Schlüssel', max: 2, of: ({ taxKey }) => taxKey },
  { name: 'USt-Code', max: 1, of: ({ taxCode }) => taxCode },
  { name: 'USt-Sondercode', max: 2, of: ({ taxSpecial }) => taxSpecial },
  { name: 'Buchungsart', max: 1, of: () => '1' },
  { name: 'Abweichende Zahlungsfrist', max: 3, of: ({ paymentDays }) => paymentDays },
  { name: 'Abweichende Skontofrist', max: 3, of: none },
  { name: 'Abweichender Skontoprozentsatz', max: 6, of: none },
  { name: 'Buchungstext', max: 40, of: ({ text }) => text },
  { name: 'Buchungstext 2. Zeile', max: 40, of: ({ text2 }) => text2 },
  { name: 'UID-Nummer', max: 14, of: none },
  { name: 'Dienstleistungsnummer', max: 4, of: none },
  { name: 'Dienstleistungsland', max: 2, of: none },
  { name: 'Dienstleistungsexport', max: 1, of: none },
  { name: 'DMS-Schlüssel', max: 16, of: none },
  { name: 'Kostenträger', max: 9, of: ({ costObject }) => costObject },
  { name: 'Fremdbelegnummer', max: 19, of: ({ foreignNumber }) => foreignNumber },
  { name: 'Wert 1', max: 17, of: none },
  { name: 'Wert 2', max: 17, of: none },
  { name: 'Mahnsperre', max: 1, of: none },
  { name: 'Zahlungsreferenz', max: 35, of: none },
  { name: 'Belegpfad', max: 256, of: ({ picture }) => picture },
  { name: 'Reserviert', max: 0, of: none },
  { name: 'OSS-Korrekturzeitraum', max: 8, of: none },
  { name: 'OSS-Korrekturart', max: 1, of: none },
  { name: 'DMS-GUID', max: 36, of: none },
]
