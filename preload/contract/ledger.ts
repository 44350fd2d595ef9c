import { z } from 'zod'
import { AddedInvoice } from './invoices'
import { Trouble } from './trouble'

const Nothing = z.strictObject({})
const Count = z.int().min(0)
const ProfileId = z.string().min(1).max(200)

/** A line of an import that cannot be taken: the words stand under `fault.<code>`. */
export const ImportFault = Trouble.extend({
  file: z.string(),
  line: Count.nullable(),
  column: z.string().nullable(),
  value: z.string().nullable(),
})

export const ImportSummary = z.object({
  /** Rows per kind of the exchange format (`belege`, `buchungen`, …). */
  kinds: z.record(z.string(), z.object({ read: Count, created: Count, changed: Count, unchanged: Count })),
  warnings: z.array(ImportFault),
  /** E-invoices that lay among the books, or were all there was. */
  invoices: z.array(AddedInvoice).default([]),
})

export const LedgerStatus = z.object({
  mandants: z.array(
    z.object({
      mandant: z.string(),
      name: z.string(),
      bookkeepingActive: z.boolean(),
      currency: z.string(),
      documents: Count,
      postings: Count,
      debitCents: z.int(),
      creditCents: z.int(),
      byBranch: z.array(
        z.object({
          /** Null: documents without one. */
          branch: z.string().nullable(),
          name: z.string().nullable(),
          documents: Count,
          debitCents: z.int(),
          creditCents: z.int(),
        }),
      ),
      notExported: z.record(z.string(), Count),
    }),
  ),
})

/** What the last import since the start came to, whoever ordered it. */
export const LastImport = z.object({
  atMs: z.number(),
  /** Null: refused. */
  summary: ImportSummary.nullable(),
  /** Why it was refused: the first thousand faults, and how many there are. */
  faults: z.array(ImportFault).max(1000),
  faultsTotal: Count,
})

const Changed = z.object({
  profileId: z.string(),
  mandant: z.string(),
  sourceId: z.string(),
  documentNo: z.string(),
  sentVersion: Count,
  currentVersion: Count,
})

/** So many rows of a phase; a total of 0: nobody knows yet. */
export const ImportProgress = z.object({
  phase: z.enum(['read', 'check', 'store']),
  done: z.number().min(0),
  total: z.number().min(0),
})

/** The watched folder: what is put there is imported by itself. Its path goes out, to be read; none comes in. */
export const Watched = z.object({
  /** Null: none is watched. */
  folder: z.string().nullable(),
  /** The last look since the start; null: none yet. */
  lookedMs: z.number().nullable(),
  trouble: Trouble.nullable(),
  /** Lie there and are not complete yet. */
  waiting: z.array(z.string()),
  /** Refused ones that nobody has taken away yet. */
  refused: z.array(z.string()),
  /** Loose files, which nobody takes; XML and PDF are taken as e-invoices. */
  strays: z.array(z.string()),
})

/** Buchhaltung. Where a path would have to come in, the person chooses it in the system's own dialog, or drops it. */
export const ledgerCalls = {
  'ledger.status': { in: Nothing, out: LedgerStatus },
  'ledger.createDemo': { in: Nothing, out: ImportSummary },
  /** Asks the person for a folder; null when they choose none. No path crosses. */
  'ledger.importFolder': { in: Nothing, out: ImportSummary.nullable() },
  /** The same for a ZIP. */
  'ledger.importFile': { in: Nothing, out: ImportSummary.nullable() },
  /** Not for the page: see `preloadOnly`. */
  'ledger.importDropped': {
    in: z.strictObject({ paths: z.array(z.string().max(4096)).min(1).max(20) }),
    out: ImportSummary,
  },
  /** Stops what a person had imported; that call answers `import-cancelled` then. Nothing happens when none is under way. */
  'ledger.cancelImport': { in: Nothing, out: Nothing },
  /** How far the import is that a person asked for, in whatever window; null: none is under way. */
  'ledger.importUnderWay': { in: Nothing, out: ImportProgress.nullable() },
  /** Null: nothing was imported since the start. */
  'ledger.lastImport': { in: Nothing, out: LastImport.nullable() },
  /** The fault list of the last import, as text, into the clipboard. */
  'ledger.copyFaults': { in: Nothing, out: Nothing },
  /** Documents that changed after they were sent and wait for a person. */
  'ledger.changed': { in: Nothing, out: z.array(Changed) },
  'ledger.decide': {
    in: z.strictObject({
      choice: z.enum(['reverse-and-resend', 'do-not-send']),
      profileId: ProfileId,
      mandant: z.string().max(1000),
      sourceId: z.string().max(2000),
    }),
    out: Nothing,
  },
  'watch.show': { in: Nothing, out: Watched },
  /** Asks the person for the folder to watch; null when they choose none. */
  'watch.choose': { in: Nothing, out: Watched.nullable() },
  'watch.stop': { in: Nothing, out: Watched },
} as const
