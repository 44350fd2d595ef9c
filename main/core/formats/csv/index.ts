import { checkTable } from '../columns/check'
import { TableWriter, tableNames, tableNumbers } from '../columns/write'
import type { ExportFormat } from '../format'
import { csvMaker } from './csv-file'
import { csvPresets } from './presets'
import { csvSettings } from './settings'

const id = 'csv'

/** A table of columns that a person chooses, for every program with an import of its own. */
export const csv: ExportFormat = {
  id,
  carries: { personalAccounts: true, incomingInvoices: true, attachments: true, currencies: null },
  ownTaxCodes: true,
  settings: csvSettings,
  presets: csvPresets,
  check: (mandant, settings) => checkTable(mandant, settings, csvMaker),
  open: (context, sink) => new TableWriter(id, csvMaker, context, sink),
  numberRule: tableNumbers,
  nameOf: ({ kind, mandant }, month, context) =>
    kind === 'attachments' ? null : tableNames(context, csvMaker.extension).next(kind, mandant, month),
}
