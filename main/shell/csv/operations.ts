import { createTexts, type Language } from '../../../resources/locales/texts'
import type { Result } from '../../core/result'
import type { AppError } from '../../engine/app'
import type { HostContext } from '../operations'
import { saveImportFaults } from './import-faults'
import { saveInvoices } from './invoices'
import type { ListName, ListOrder, SaveList } from './list'
import { saveRunDocuments, saveRuns } from './runs'
import { saveLedgerStatus, saveProfiles } from './standing'
import { writeCsv } from './write'

/** One entry per list of the contract: a missing one is a compile error. */
const lists: { readonly [K in ListName]: SaveList<K> } = {
  runs: saveRuns,
  'run-documents': saveRunDocuments,
  profiles: saveProfiles,
  'ledger-status': saveLedgerStatus,
  'import-faults': saveImportFaults,
  invoices: saveInvoices,
}

export interface SaveOrder {
  readonly order: ListOrder
  /** Absolute; chosen by the person in the system's own dialog. */
  readonly path: string
  readonly language: Language
}

/** Lists that become files. They are asked for and written in the worker, and cross no border. */
export const csvOperations = {
  'lists.save': ({ app }: HostContext, { order, path, language }: SaveOrder): Promise<Result<number, AppError>> => {
    // safe: the table has the list of the order's own name
    const save = lists[order.list] as SaveList<ListName>
    return save(app, order, createTexts(language), (list) => writeCsv(path, list))
  },
}
