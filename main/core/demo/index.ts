import { type ExchangeFile, type Row, toCsv } from './csv'
import { documentsOf } from './documents'
import { demoHouses, type House } from './houses'
import { incomingOf } from './incoming'

export type { ExchangeFile } from './csv'

/** The year whose books the demo chain brings along. */
export const demoYear = 2025

/**
 * A believable chain in the exchange format: two Mandanten (SKR03 and SKR04), three shops, forty debtors, suppliers,
 * and one year of documents of every kind. Always the same bytes. Amounts are written with a decimal comma in the
 * postings and with a point in the incoming invoices, as the format allows both.
 */
export function demoExchange(year: number = demoYear): readonly ExchangeFile[] {
  const houses = demoHouses()
  const documents = houses.map((house) => documentsOf(house, year))
  const incoming = houses.map((house) => incomingOf(house, year))
  return [
    ...masterFiles(houses),
    toCsv(
      'belege.csv',
      documentColumns,
      documents.flatMap((rows) => rows.documents),
    ),
    toCsv(
      'buchungen.csv',
      postingColumns,
      documents.flatMap((rows) => rows.postings),
    ),
    toCsv(
      'eingangsrechnungen.csv',
      invoiceColumns,
      incoming.flatMap((rows) => rows.invoices),
    ),
    toCsv(
      'eingangsrechnung_positionen.csv',
      positionColumns,
      incoming.flatMap((rows) => rows.positions),
    ),
  ]
}

const documentColumns = [
  'mandant',
  'beleg',
  'belegnummer',
  'belegart',
  'belegdatum',
  'filiale',
  'faelligkeit',
  'zahlungsart',
  'personenkonto',
  'buchungstext',
  'storno_zu',
]
const postingColumns = [
  'mandant',
  'beleg',
  'position',
  'betrag',
  'soll_haben',
  'konto',
  'gegenkonto',
  'steuersatz',
  'buchungstext',
]
const invoiceColumns = [
  'mandant',
  'kreditor',
  'rechnungsnummer',
  'rechnungsdatum',
  'brutto',
  'filiale',
  'faelligkeit',
  'gutschrift',
]
const positionColumns = ['mandant', 'kreditor', 'rechnungsnummer', 'position', 'konto', 'betrag', 'steuersatz', 'text']

const documentTypes: readonly Row[] = [
  { belegart: 'RE', name: 'Rechnung', art: 'rechnung' },
  { belegart: 'GU', name: 'Gutschrift', art: 'gutschrift' },
  { belegart: 'ST', name: 'Stornorechnung', art: 'storno' },
  { belegart: 'BV', name: 'Barverkauf', art: 'barverkauf' },
  { belegart: 'AN', name: 'Anzahlung', art: 'anzahlung' },
  { belegart: 'ZE', name: 'Zahlungseingang', art: 'zahlung' },
  { belegart: 'RZ', name: 'Rückzahlung', art: 'rueckzahlung' },
  { belegart: 'KA', name: 'Kassenbewegung', art: 'kasse' },
  { belegart: 'SO', name: 'Sonstiger Beleg', art: 'sonstige' },
]
const paymentMethods: readonly Row[] = [
  { zahlungsart: 'BAR', name: 'Bar' },
  { zahlungsart: 'EC', name: 'Girokarte' },
  { zahlungsart: 'KK', name: 'Kreditkarte' },
  { zahlungsart: 'UEB', name: 'Überweisung' },
  { zahlungsart: 'LS', name: 'Lastschrift' },
]

function masterFiles(houses: readonly House[]): readonly ExchangeFile[] {
  return [
    toCsv(
      'mandanten.csv',
      ['mandant', 'name', 'beraternummer', 'mandantennummer', 'kontenrahmen', 'sachkontenlaenge', 'ust_id'],
      houses.map((house) => ({
        mandant: house.mandant,
        name: house.name,
        beraternummer: house.consultantNo,
        mandantennummer: house.clientNo,
        kontenrahmen: house.chart.name,
        sachkontenlaenge: 4,
        ust_id: house.vatId,
      })),
    ),
    toCsv(
      'filialen.csv',
      ['filiale', 'name', 'mandant', 'kostenstelle'],
      houses.flatMap(({ mandant, branches }) =>
        branches.map(({ branch, name, costCentre }) => ({ filiale: branch, name, mandant, kostenstelle: costCentre })),
      ),
    ),
    toCsv('belegarten.csv', ['belegart', 'name', 'art'], documentTypes),
    toCsv('zahlungsarten.csv', ['zahlungsart', 'name'], paymentMethods),
    toCsv('konten.csv', ['mandant', 'konto', 'bezeichnung', 'automatik'], houses.flatMap(accountsOf)),
    ...partnerFiles(houses),
  ]
}

function partnerFiles(houses: readonly House[]): readonly ExchangeFile[] {
  return [
    toCsv(
      'debitoren.csv',
      ['mandant', 'konto', 'anrede', 'vorname', 'nachname', 'strasse', 'plz', 'ort', 'land', 'zahlungsziel_tage'],
      houses.flatMap(({ mandant, debtors }) =>
        debtors.map((debtor) => ({
          mandant,
          konto: debtor.account,
          anrede: debtor.salutation,
          vorname: debtor.firstName,
          nachname: debtor.lastName,
          strasse: debtor.street,
          plz: debtor.postcode,
          ort: debtor.city,
          land: 'DE',
          zahlungsziel_tage: 14,
        })),
      ),
    ),
    toCsv(
      'kreditoren.csv',
      ['mandant', 'konto', 'firma', 'plz', 'ort', 'land', 'ust_id', 'zahlungsziel_tage'],
      houses.flatMap(({ mandant, creditors }) =>
        creditors.map((creditor) => ({
          mandant,
          konto: creditor.account,
          firma: creditor.company,
          plz: creditor.postcode,
          ort: creditor.city,
          land: 'DE',
          ust_id: creditor.vatId,
          zahlungsziel_tage: 30,
        })),
      ),
    ),
  ]
}

function accountsOf({ mandant, chart }: House): readonly Row[] {
  const account = (konto: string, bezeichnung: string, automatik: 0 | 1): Row => ({
    mandant,
    konto,
    bezeichnung,
    automatik,
  })
  return [
    account(chart.till, 'Kasse', 0),
    account(chart.bank, 'Bank', 0),
    account(chart.transit, 'Geldtransit', 0),
    account(chart.revenue19, 'Erlöse 19 % USt', 1),
    account(chart.revenue7, 'Erlöse 7 % USt', 1),
    account(chart.prepayments, 'Erhaltene Anzahlungen 19 % USt', 1),
    account(chart.goods19, 'Wareneingang 19 % Vorsteuer', 1),
    account(chart.goods7, 'Wareneingang 7 % Vorsteuer', 1),
    account(chart.rent, 'Miete', 0),
    account(chart.supplies, 'Bürobedarf', 0),
    account(chart.advertising, 'Werbekosten', 0),
  ]
}
