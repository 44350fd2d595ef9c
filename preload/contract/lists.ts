import { z } from 'zod'

const ProfileId = z.string().min(1).max(200)
const RunId = z.string().regex(/^[A-Za-z0-9-]{1,64}$/)
/** A calendar day; whether there is such a day is the engine's to say. */
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** What became of a run, as a person asks for it; `open` is under way or waits for its next attempt. */
export const runResults = ['delivered', 'parked', 'empty', 'open', 'cancelled'] as const

/** What is looked for in the history; null: does not matter. */
export const RunFilter = z.strictObject({
  profileId: ProfileId.nullable(),
  result: z.enum(runResults).nullable(),
  origin: z.enum(['schedule', 'manual']).nullable(),
  /** First and last day on which a run may have begun. */
  from: Day.nullable(),
  to: Day.nullable(),
  /** A document's number or its beginning, a run's number, part of a file's name. */
  text: z.string().trim().max(200),
})

export const InvoiceState = z.enum(['waiting', 'booked', 'declined'])

/** Incoming invoices in one of these states; each word of the text is part of the sender, a number or the file's name. */
export const InvoiceFilter = z.strictObject({
  states: z.array(InvoiceState).max(3),
  text: z.string().trim().max(200),
})

/** The lists that can be saved, each with what names its rows. The rows themselves come from the engine. */
export const ListOrder = z.discriminatedUnion('list', [
  z.strictObject({ list: z.literal('runs'), filter: RunFilter }),
  z.strictObject({ list: z.literal('run-documents'), runId: RunId }),
  /** Those profiles, in that order. */
  z.strictObject({ list: z.literal('profiles'), profileIds: z.array(ProfileId).max(10_000) }),
  z.strictObject({ list: z.literal('ledger-status') }),
  /** Why the last import was refused. */
  z.strictObject({ list: z.literal('import-faults') }),
  z.strictObject({ list: z.literal('invoices'), ...InvoiceFilter.shape }),
])

export const listCalls = {
  /** Asks the person where, and writes the whole list there. Null: they chose nothing. No path crosses. */
  'list.saveCsv': {
    in: z.strictObject({ order: ListOrder }),
    out: z.object({ rows: z.int().min(0), fileName: z.string() }).nullable(),
  },
} as const
