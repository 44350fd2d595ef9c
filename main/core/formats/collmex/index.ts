import type { ExportFormat } from '../format'
import { type FormatSetting, textOf } from '../settings'
import { checkMandant } from './check'
import { bareNo } from './document-no'
import { fileNames } from './file-name'
import { CollmexWriter, formatId } from './write'

const settings: readonly FormatSetting[] = [
  { key: 'collmexCompany', kind: 'text', help: true, maxLength: 8, pattern: /^\d{1,8}$/, default: '1' },
  {
    ...{ key: 'collmexCreditorNumber', kind: 'choice', help: true },
    options: ['with-creditor', 'plain'],
    default: 'with-creditor',
  },
]

/** Collmex: revenue (CMXUMS), supplier invoices (CMXLRN), customers (CMXKND) and suppliers (CMXLIF) as CSV. */
export const collmex: ExportFormat = {
  id: formatId,
  carries: { personalAccounts: true, incomingInvoices: true, attachments: false, currencies: null },
  ownTaxCodes: true,
  settings,
  presets: [],
  check: (mandant) => checkMandant(formatId, mandant),
  open: (context, sink) => new CollmexWriter(context, sink),
  numberRule: (settings) => (documentNo, creditor) =>
    bareNo(documentNo, textOf(settings, 'collmexCreditorNumber') === 'plain' ? null : creditor),
  nameOf: ({ kind, mandant }, month, context) =>
    kind === 'attachments' ? null : fileNames(context).next(kind, mandant, month),
}
