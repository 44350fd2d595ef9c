import { journalSettings } from '../booking/journal'
import { checkHouse } from '../check-house'
import { FaultList } from '../faults'
import { FileNames, type NamingRule } from '../file-names'
import type { ExportFormat, FileSink, FormatContext, FormatFault, FormatMandant, NamingContext } from '../format'
import { BookingLineWriter } from '../line-writer'
import type { FormatSetting } from '../settings'
import { endOf } from '../short-numbers'
import { bookingFields, personFields } from './fields'
import { formatId, LexwareLines, lineEnd, maxNumber } from './rows'

const naming: NamingRule = {
  words: {
    postings: 'Buchungen',
    'personal-accounts': 'Personenkonten',
    'incoming-invoices': 'Eingangsrechnungen',
  },
  defaults: {},
  prefix: 'Lexware_',
  extension: '.csv',
}
const fileNames = (context: NamingContext) => new FileNames(context, naming)
const headOf = (fields: readonly { readonly name: string }[]) => fields.map(({ name }) => name).join(';') + lineEnd

/** The books (Belegnummernkreise) have to exist in Lexware. */
const settings: readonly FormatSetting[] = [
  { key: 'lexwareSplit', kind: 'choice', options: ['split', 'single'], default: 'split', help: true },
  ...journalSettings(
    {
      ...{ journalSale: 'AR', journalCreditNote: 'AR', journalCancellation: 'AR', journalDeposit: 'AR' },
      ...{ journalBank: 'BK', journalCash: 'KA', journalPurchase: 'ER', journalOther: 'SO' },
    },
    /^[A-Za-z0-9]{0,9}$/,
  ),
]

function check({ mandant, settings: own }: FormatMandant): readonly FormatFault[] {
  const list = new FaultList(mandant.mandant, null)
  checkHouse(mandant, list)
  for (const { format, key } of own.taxKeys) {
    if (format === formatId && !/^\d{1,2}$/.test(key)) list.reject('format-lexware-tax-key', 'Steuerschlüssel', key)
  }
  return list.faults
}

function open(context: FormatContext, sink: FileSink): BookingLineWriter {
  return new BookingLineWriter(context, sink, {
    encoding: 'windows-1252',
    bookingHead: headOf(bookingFields),
    personHead: headOf(personFields),
    names: fileNames(context),
    pictures: null,
    house: (mandant, reader) => new LexwareLines(mandant, reader, context.settings),
  })
}

/** Lexware buchhalter (Germany): bookings and person accounts as text with headings. */
export const lexware: ExportFormat = {
  id: formatId,
  carries: { personalAccounts: true, incomingInvoices: true, attachments: false, currencies: ['EUR'] },
  ownTaxCodes: true,
  settings,
  presets: [],
  check,
  open,
  numberRule: () => (documentNo) => endOf(documentNo.trim(), maxNumber).written,
  nameOf: ({ kind, mandant }, month, context) =>
    kind === 'attachments' ? null : fileNames(context).next(kind, mandant, month),
}
