import { checkMandant } from '../datev/check'
import { toDocumentNo } from '../datev/document-no'
import type { ExportFormat } from '../format'
import { fileNames } from './file-name'
import { settings } from './settings'
import { DatevWriter } from './write'

/** DATEV-Format (EXTF 700): Buchungsstapel 13 and Debitoren/Kreditoren 5 as CSV. */
export const datevCsv: ExportFormat = {
  id: 'datev-csv',
  carries: { personalAccounts: true, incomingInvoices: true, attachments: true, currencies: null },
  settings,
  presets: [],
  check: checkMandant,
  open: (context, sink) => new DatevWriter(context, sink),
  numberRule: () => (documentNo) => toDocumentNo(documentNo) ?? '',
  nameOf: ({ kind, mandant }, month, context) =>
    kind === 'attachments' ? null : fileNames(context).next(kind, mandant, month),
}
