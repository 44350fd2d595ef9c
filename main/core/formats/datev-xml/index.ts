import { checkMandant } from '../datev/check'
import { toDocumentNo } from '../datev/document-no'
import type { ExportFormat } from '../format'
import type { FormatSetting } from '../settings'
import { fileNames } from './file-name'
import { DatevXmlWriter } from './write'

const folderMax = 128
const settings: readonly FormatSetting[] = [
  {
    key: 'datevXmlOutgoingFolder',
    kind: 'text',
    maxLength: folderMax,
    pattern: /\S/,
    default: 'Ausgangsrechnungen',
    help: true,
  },
  {
    key: 'datevXmlIncomingFolder',
    kind: 'text',
    maxLength: folderMax,
    pattern: /\S/,
    default: 'Eingangsrechnungen',
    help: true,
  },
  { key: 'datevXmlCashAccounts', kind: 'text', maxLength: 200, pattern: /^[\d, ]*$/, default: '', help: true },
]

/** DATEV XML-Schnittstelle online 6.0: document packages with ledger records and the documents' own files. */
export const datevXml: ExportFormat = {
  id: 'datev-xml',
  carries: { personalAccounts: false, incomingInvoices: true, attachments: true, currencies: null },
  settings,
  presets: [],
  check: checkMandant,
  open: (context, sink) => new DatevXmlWriter(context, sink),
  numberRule: () => (documentNo) => toDocumentNo(documentNo) ?? '',
  nameOf: ({ kind, mandant }, month, context) =>
    kind === 'postings' || kind === 'incoming-invoices' ? fileNames(context).next(kind, mandant, month) : null,
}
