import type { ExportFormat } from '../format'
import { checkMandant } from './check'
import { nameOf } from './file-name'
import { formatId } from './mandant'
import { settings } from './options'
import { AbacusWriter } from './write'

/** Abacus AbaConnect: bookings for the general ledger (FIBU), or four files with the debtors' ledger (DEBI) as well. */
export const abacus: ExportFormat = {
  id: formatId,
  carries: { personalAccounts: true, incomingInvoices: true, attachments: false, currencies: null },
  ownTaxCodes: true,
  settings,
  presets: [{ id: 'abacus-four', values: { abacusFiles: 'four', abacusDebtorAccount: '1100' } }],
  check: checkMandant,
  open: (context, sink) => new AbacusWriter(context, sink),
  // The general ledger holds ten characters of it, and the whole only where the text beside it has room.
  numberRule: () => null,
  nameOf: ({ kind, mandant }, month, context) => nameOf(kind, mandant, month, context),
}
