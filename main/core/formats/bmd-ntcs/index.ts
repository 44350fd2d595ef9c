import { Pictures } from '../columns/pictures'
import { FileNames, type NamingRule } from '../file-names'
import type { ExportFormat, FileSink, FormatContext, NamingContext } from '../format'
import { BookingLineWriter } from '../line-writer'
import { textOf } from '../settings'
import { digitsOf } from '../short-numbers'
import type { Encoding } from '../text/line-file'
import { TextFields } from '../text/text-fields'
import { checkBmd } from './check'
import { BmdLines, formatId, headLine, maxDigits, wantsPictures } from './rows'
import { bmdPresets, bmdSettings } from './settings'

const naming: NamingRule = {
  words: {
    postings: 'Buchungen',
    'personal-accounts': 'Personenkonten',
    'incoming-invoices': 'Eingangsrechnungen',
  },
  defaults: {},
  prefix: 'BMD_',
  extension: '.csv',
}
const fileNames = (context: NamingContext) => new FileNames(context, naming)

function open(context: FormatContext, sink: FileSink): BookingLineWriter {
  const { settings } = context
  const encoding = textOf(settings, 'encoding') as Encoding // safe: the options of the setting are encodings
  const texts = new TextFields(encoding, ';')
  return new BookingLineWriter(context, sink, {
    encoding,
    bookingHead: headLine(settings, 'bmdColumns'),
    personHead: headLine(settings, 'bmdPersonColumns'),
    names: fileNames(context),
    pictures: wantsPictures(settings) ? new Pictures(sink, context.runId) : null,
    house: (mandant, reader) => new BmdLines(mandant, reader, settings, texts),
  })
}

/** BMD NTCS (Austria): bookings and person accounts as text with headings. */
export const bmdNtcs: ExportFormat = {
  id: formatId,
  carries: { personalAccounts: true, incomingInvoices: true, attachments: true, currencies: ['EUR'] },
  ownTaxCodes: true,
  settings: bmdSettings,
  presets: bmdPresets,
  check: checkBmd,
  open,
  numberRule: (settings) => {
    const isFull = textOf(settings, 'bmdDocumentNo') === 'full'
    return (documentNo) => (isFull ? documentNo : (digitsOf(documentNo, maxDigits)?.written ?? ''))
  },
  nameOf: ({ kind, mandant }, month, context) =>
    kind === 'attachments' ? null : fileNames(context).next(kind, mandant, month),
}
