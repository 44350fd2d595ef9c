import { z } from 'zod'
import { RunFilter } from './lists'

const Count = z.int().min(0)

/** A run as a list shows it. */
export const RunRow = z.object({
  id: z.string(),
  no: Count,
  profileId: z.string(),
  origin: z.enum(['schedule', 'manual']),
  state: z.enum(['planned', 'prepared', 'sending', 'publishing', 'delivered', 'empty', 'cancelled', 'parked']),
  error: z.object({ kind: z.string() }).nullable(),
  documents: Count,
  startedMs: z.number(),
  finishedMs: z.number().nullable(),
  releasedMs: z.number().nullable(),
})

/** What the target showed when a file had its final name. */
export const Receipt = z.object({
  fileNo: Count,
  atMs: z.number(),
  remotePath: z.string(),
  sizeBytes: Count,
  sha256: z.string(),
  verification: z.enum(['size', 'content']),
  serverAnswer: z.string(),
})

export const runsPerPage = 100

/** What happened on one day; see `DayRuns` of the engine. */
export const DayRuns = z.object({
  day: z.string(),
  delivered: Count,
  documents: Count,
  empty: Count,
  failed: Count,
  due: Count,
  missed: Count,
  /** Profiles that are going to run on it. */
  planned: Count,
})

export const historyCalls = {
  /** Newest first, `runsPerPage` at a time. `before`: number of the last run of the page before; null: from the newest on. */
  'runs.search': {
    in: z.strictObject({ filter: RunFilter, before: Count.nullable() }),
    out: z.object({ total: Count, runs: z.array(RunRow).max(runsPerPage) }),
  },
  /** Every day from `from` to `to`, at most 400. @param profileId null: every profile */
  'runs.days': {
    in: z.strictObject({
      from: z.string().max(10),
      to: z.string().max(10),
      profileId: z.string().min(1).max(200).nullable(),
    }),
    out: z.array(DayRuns),
  },
} as const
