import { checkTable } from '../columns/check'
import { presetColumns } from '../columns/presets'
import { tableSettings } from '../columns/settings'
import { TableWriter, tableNames, tableNumbers } from '../columns/write'
import type { ExportFormat } from '../format'
import type { FormatPreset } from '../settings'
import { workbookMaker } from './workbook-file'

const id = 'xlsx'

const presets: readonly FormatPreset[] = [
  {
    id: 'business-central',
    values: {
      ...{ bookingColumns: presetColumns.businessCentral, heading: true, amountStyle: 'signed', rowStyle: 'document' },
      ...{ documentNoMax: '20', textMax: '100', fixed1: 'ALLGEMEIN', fixed2: 'STANDARD' },
    },
  },
]

/** The table of `csv` as a workbook for Excel. */
export const xlsx: ExportFormat = {
  id,
  carries: { personalAccounts: true, incomingInvoices: true, attachments: true, currencies: null },
  ownTaxCodes: true,
  settings: tableSettings,
  presets,
  check: (mandant, settings) => checkTable(mandant, settings, workbookMaker),
  open: (context, sink) => new TableWriter(id, workbookMaker, context, sink),
  numberRule: tableNumbers,
  nameOf: ({ kind, mandant }, month, context) =>
    kind === 'attachments' ? null : tableNames(context, workbookMaker.extension).next(kind, mandant, month),
}
