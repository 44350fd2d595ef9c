import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { EmbeddedLedger, MandantCounts } from '../../core/ledger/embedded'
import { fail, ok, type Result } from '../../core/result'
import type { StoreError } from '../../core/store-ports'
import { toStoreError } from '../sqlite/failure'
import { wasUsed } from '../sqlite/used'
import { openReader, prepareLedger } from './db/connect'
import type { ReadDb } from './db/sql'
import { attachmentFolder, keepFile } from './exchange/attachments'
import { createImport } from './exchange/import'
import { createBookIncoming } from './exchange/incoming'
import { readDocuments, readVersion } from './reading/documents'
import { generationOf, readGroups, readGroupsOf } from './reading/groups'
import { readIncoming, readOneIncoming } from './reading/incoming'
import {
  readAccounts,
  readBranches,
  readCreditors,
  readDocumentTypes,
  readMandants,
  readPaymentMethods,
  readPersonalAccount,
} from './reading/master-data'
import { readRevised, readStatus } from './reading/status'

/**
 * Opens `ledger.db` in the profile folder, making both when they do not exist and migrating an older ledger after keeping
 * a copy of it. A ledger that does not open stays untouched and is an error.
 */
export function openEmbeddedLedger(profileDir: string): Result<EmbeddedLedger, StoreError> {
  const folder = resolve(profileDir)
  const path = join(folder, 'ledger.db')
  try {
    mkdirSync(attachmentFolder(folder), { recursive: true, mode: 0o700 })
    prepareLedger(path, wasUsed(folder))
    return ok(createLedger(folder, path))
  } catch (error) {
    return fail(toStoreError(error, path))
  }
}

function createLedger(folder: string, path: string): EmbeddedLedger {
  const db = openReader(path)
  const passes = createPasses(path)
  // Several questions that belong together see one state; single ones do by themselves.
  const together = <T>(read: (db: ReadDb) => T): T => {
    db.begin()
    try {
      return read(db)
    } finally {
      db.end()
    }
  }
  const counted = countedOnce()
  return {
    mandants: async () => readMandants(db),
    branches: async () => readBranches(db),
    documentTypes: async () => readDocumentTypes(db),
    paymentMethods: async () => readPaymentMethods(db),
    accounts: async (mandant) => readAccounts(db, mandant),
    personalAccount: async (mandant, account) => together((one) => readPersonalAccount(one, mandant, account)),
    documents: (selection) =>
      passes.overMandants(selection.mandants, (one, mandant) => readDocuments(one, mandant, selection)),
    incomingInvoices: ({ mandants, branch }) =>
      passes.overMandants(mandants, (one, mandant) => readIncoming(one, mandant, branch)),
    documentVersion: async (mandant, sourceId, version) =>
      together((one) => readVersion(one, mandant, sourceId, version)),
    status: async () => together(counted),
    revised: async () => together(readRevised),
    generation: async () => generationOf(db),
    groups: async () => together(readGroups),
    groupsOf: async (versions) => together((one) => readGroupsOf(one, versions)),
    attachmentPath: (name) => join(attachmentFolder(folder), name),
    creditors: async (mandant) => readCreditors(db, mandant),
    incomingInvoice: async (...key) => together((one) => readOneIncoming(one, ...key)),
    keepAttachment: (bytes, ending) => kept(folder, bytes, ending),
    bookIncoming: createBookIncoming({ profileDir: folder, path }),
    ...createImport({ profileDir: folder, path }),
    close: () => {
      passes.close()
      db.close()
    },
  }
}

async function kept(folder: string, bytes: Uint8Array, ending: string): ReturnType<EmbeddedLedger['keepAttachment']> {
  try {
    return ok(await keepFile(folder, bytes, ending))
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) return fail({ detail: error.message })
    throw error
  }
}

/** Counting reads every posting, so the answer is kept until an import changes the books. */
function countedOnce(): (db: ReadDb) => readonly MandantCounts[] {
  let known: { readonly generation: number; readonly counts: readonly MandantCounts[] } | null = null
  return (db) => {
    const generation = generationOf(db)
    if (known?.generation !== generation) known = { generation, counts: readStatus(db) }
    return known.counts
  }
}

/** Each pass has a connection of its own, whose snapshot nothing that is imported meanwhile can change. */
function createPasses(path: string) {
  const open = new Set<ReadDb>()
  const end = (db: ReadDb) => {
    if (!open.delete(db)) return
    db.end()
    db.close()
  }
  return {
    async *overMandants<T>(
      wanted: readonly string[],
      read: (db: ReadDb, mandant: string) => Iterable<readonly T[]>,
    ): AsyncGenerator<readonly T[]> {
      const db = openReader(path)
      open.add(db)
      try {
        db.begin()
        for (const mandant of inOrder(db, wanted)) {
          for (const batch of read(db, mandant)) {
            yield batch
            await new Promise(setImmediate)
          }
        }
      } finally {
        end(db)
      }
    },
    close: () => {
      for (const db of open) end(db)
    },
  }
}

function inOrder(db: ReadDb, mandants: readonly string[]): readonly string[] {
  const rows = db.all<{ mandant: string }>(
    'SELECT mandant FROM mandant WHERE mandant IN (SELECT value FROM json_each(?)) ORDER BY mandant',
    JSON.stringify(mandants),
  )
  return rows.map(({ mandant }) => mandant)
}
