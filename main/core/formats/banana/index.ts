import type { ExportFormat } from '../format'
import { fileNames } from './file-name'
import { cellText } from './transactions'
import { BananaWriter, formatId } from './write'

/** Banana Accounting: transactions as text with tabs. */
export const banana: ExportFormat = {
  id: formatId,
  carries: { personalAccounts: false, incomingInvoices: true, attachments: false, currencies: null },
  ownTaxCodes: true,
  settings: [],
  presets: [],
  check: () => [],
  open: (context, sink) => new BananaWriter(context, sink),
  numberRule: () => cellText,
  nameOf: ({ kind, mandant }, month, context) =>
    kind === 'postings' || kind === 'incoming-invoices' ? fileNames(context).next(kind, mandant, month) : null,
}
