import type { ChosenColumn } from '../settings'
import { bookingColumns } from './booking-columns'
import { columnsNamed } from './settings'

/** Columns that programs of a certain maker take, with the names they have there. */
export const presetColumns = {
  /** Order of the free mapping import of Office Line. */
  sage100: columnsNamed(bookingColumns, [
    ['document-date', 'Belegdatum'],
    ['document-no', 'BelegNr'],
    ['text', 'Buchungstext'],
    ['debit', 'Soll'],
    ['credit', 'Haben'],
    ['amount', 'Betrag'],
    ['open-item-no', 'OPNr'],
    ...['cost-centre-debit', 'cost-centre-credit', 'cost-object-debit', 'cost-object-credit'],
  ]),
  /** The fields of the import wizard that the books can fill. */
  simba: columnsNamed(bookingColumns, [
    ['currency', 'Währungskennzeichen'],
    ['amount', 'Buchungsbetrag'],
    ['side', 'Soll-/Haben-Kennzeichen'],
    ['datev-key', 'Datev-Buchungsschlüssel'],
    ['contra-account', 'Gegenkonto'],
    ['account', 'Konto'],
    ['document-no', 'Belegnummer'],
    ['document-date', 'Belegdatum'],
    ['cost-centre', 'Kostenstelle'],
    ['cost-object', 'Kostenträger'],
    ['text', 'Buchungstext'],
    ['tax-rate', 'USt-Prozent'],
  ]),
  /** Table 81 Gen. Journal Line; the posting groups come from the account. */
  businessCentral: columnsNamed(bookingColumns, [
    ['fixed1', 'Journal Template Name'],
    ['fixed2', 'Journal Batch Name'],
    'bc-line-no',
    ['posting-date', 'Posting Date'],
    ['document-date', 'Document Date'],
    'bc-document-type',
    ['document-no', 'Document No.'],
    ['external-no', 'External Document No.'],
    'bc-account-type',
    ['account', 'Account No.'],
    ['text', 'Description'],
    ['amount', 'Amount'],
    'bc-posting-type',
    ['due-date', 'Due Date'],
  ]),
  /** Names as the program itself exports them; it assigns by the heading. */
  infoniqa50: columnsNamed(bookingColumns, [
    ['document-count', 'Blg'],
    ['document-date', 'Datum'],
    ['account', 'Kto'],
    ['side', 'S/H'],
    ['contra-account', 'GKto'],
    ['tax-code', 'SId'],
    'tax-row-number',
    'row-type',
    ['amount', 'Netto'],
    'counter-amount',
    ['text', 'Tx1'],
    ['document-no', 'Tx2'],
    'person-or-zero',
    'first-row-mark',
  ]),
} as const satisfies Record<string, readonly ChosenColumn[]>
