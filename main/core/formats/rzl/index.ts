import { checkHouse } from '../check-house'
import { Pictures } from '../columns/pictures'
import { FaultList } from '../faults'
import { FileNames, type NamingRule } from '../file-names'
import type { ExportFormat, FileSink, FormatContext, FormatFault, FormatMandant, NamingContext } from '../format'
import { BookingLineWriter } from '../line-writer'
import { switchOf } from '../settings'
import { endOf } from '../short-numbers'
import { bookingFields } from './booking-fields'
import { personFields } from './person-fields'
import { formatId, lineEnd, maxNumber, RzlLines } from './rows'
import { rzlSettings } from './settings'
import { parseTaxCode } from './tax-code'

const naming: NamingRule = {
  words: {
    postings: 'Buchungen',
    'personal-accounts': 'Personenkonten',
    'incoming-invoices': 'Eingangsrechnungen',
  },
  defaults: {},
  prefix: 'RZL_',
  extension: '.csv',
}
const fileNames = (context: NamingContext) => new FileNames(context, naming)
const headOf = (fields: readonly { readonly name: string }[]) => fields.map(({ name }) => name).join(';') + lineEnd

function check({ mandant, settings }: FormatMandant): readonly FormatFault[] {
  const list = new FaultList(mandant.mandant, null)
  checkHouse(mandant, list)
  for (const { format, key } of settings.taxKeys) {
    if (format === formatId && !parseTaxCode(key)) list.reject('format-rzl-tax-code', 'USt-Schlüssel', key)
  }
  return list.faults
}

function open(context: FormatContext, sink: FileSink): BookingLineWriter {
  const { settings } = context
  const hasHeading = switchOf(settings, 'heading')
  return new BookingLineWriter(context, sink, {
    encoding: 'windows-1252',
    bookingHead: hasHeading ? headOf(bookingFields) : '',
    personHead: hasHeading ? headOf(personFields) : '',
    names: fileNames(context),
    pictures: switchOf(settings, 'attachments') ? new Pictures(sink, context.runId) : null,
    house: (mandant, reader) => new RzlLines(mandant, reader, settings),
  })
}

/** RZL FIBU (Austria): bookings and person accounts as text without headings. */
export const rzl: ExportFormat = {
  id: formatId,
  carries: { personalAccounts: true, incomingInvoices: true, attachments: true, currencies: ['EUR'] },
  ownTaxCodes: true,
  settings: rzlSettings,
  presets: [],
  check,
  open,
  numberRule: () => (documentNo) => endOf(documentNo.trim(), maxNumber).written,
  nameOf: ({ kind, mandant }, month, context) =>
    kind === 'attachments' ? null : fileNames(context).next(kind, mandant, month),
}
