import { faultWords } from '../ledger-handlers'
import { lastImportOf } from '../ledger-operations'
import { onePage, type SaveList } from './list'

/** Why the last import was refused, a row per fault: for whoever mends the source. */
export const saveImportFaults: SaveList<'import-faults'> = async (app, _order, t, write) =>
  write({
    columns: [
      { title: t('ui.faults.file'), of: ({ file }) => file },
      { title: t('ui.faults.line'), of: ({ line }) => line },
      { title: t('ui.faults.column'), of: ({ column }) => column },
      { title: t('ui.faults.value'), of: ({ value }) => value },
      { title: t('ui.faults.reason'), of: (fault) => faultWords(fault, t) },
    ],
    pages: onePage(lastImportOf(app)?.faults ?? []),
  })
