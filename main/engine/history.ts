import { fail, ok, type Result } from '../core/result'
import type { RunPage, RunSearch, RunsFound, SpanRuns } from '../core/run/run-store'
import { type Day, type DayRange, daysDue, daysOf, daysPlanned, Now, spanOf } from '../core/schedule/days-due'
import { isIsoDate } from '../core/schedule/local-time'
import type { ProfileRecord } from '../core/store-ports'
import type { AppError } from './app'
import { invalid } from './app-error'
import type { DayRuns, DocumentPage, HistoryFilter, HistoryUseCases, PageOrder } from './app-history'
import type { Ports } from './ports'
import { findRun } from './verbs'

const rowsMax = 500
const daysMax = 400

export function createHistoryUseCases(ports: Ports): HistoryUseCases {
  return {
    search: async (filter, page) => search(filter, page, ports),
    documents: async (runId, page) => documents(runId, page, ports),
    perDay: async (range, profileId) => perDay(range, profileId, ports),
  }
}

function search(filter: HistoryFilter, page: RunPage, { runs, timeZone }: Ports): Result<RunsFound, AppError> {
  const { from, to, ...rest } = filter
  const wrong = [from, to].find((day) => day !== undefined && !isIsoDate(day))
  if (wrong !== undefined) return fail(invalid('day-invalid', { value: wrong }))
  const until = to === undefined ? {} : { untilMs: spanOf(Temporal.PlainDate.from(to), timeZone).untilMs }
  const since = from === undefined ? {} : { fromMs: spanOf(Temporal.PlainDate.from(from), timeZone).fromMs }
  const asked: RunSearch = { ...rest, ...since, ...until }
  return ok(runs.search(asked, { before: page.before, limit: within(page.limit, 1, rowsMax) }))
}

function documents(runId: string, { offset, limit }: PageOrder, { runs }: Ports): Result<DocumentPage, AppError> {
  const run = findRun(runId, { runs })
  if (!run.ok) return run
  const page = { offset: within(offset, 0, Number.MAX_SAFE_INTEGER), limit: within(limit, 1, rowsMax) }
  return ok(runs.documentPage(runId, page))
}

const within = (value: number, min: number, max: number) => Math.min(Math.max(Math.floor(value) || 0, min), max)

function perDay(range: DayRange, profileId: string | null, ports: Ports): Result<readonly DayRuns[], AppError> {
  const wrong = [range.from, range.to].find((day) => !isIsoDate(day))
  if (wrong !== undefined) return fail(invalid('day-invalid', { value: wrong }))
  const days = daysOf(range)
  if (days.length > daysMax) return fail(invalid('days-too-many', { days: days.length, max: daysMax }))
  const spans = days.map(({ date }) => spanOf(date, ports.timeZone))
  const rows = ports.runs.perSpan(spans, profileId)
  const gaps = gapsOf(days, rows, recordsOf(profileId, ports), ports)
  const bySpan = Map.groupBy(rows, ({ span }) => span)
  return ok(
    days.map(({ text }, index) => {
      const of = bySpan.get(index) ?? []
      const sum = (what: 'delivered' | 'documents' | 'empty' | 'failed') =>
        of.reduce((total, row) => total + row[what], 0)
      const head = { day: text, delivered: sum('delivered'), documents: sum('documents') }
      return { ...head, empty: sum('empty'), failed: sum('failed'), ...(gaps[index] ?? noSlots) }
    }),
  )
}

function recordsOf(profileId: string | null, { profiles }: Ports): readonly ProfileRecord[] {
  if (profileId === null) return profiles.list()
  const record = profiles.get(profileId)
  return record ? [record] : []
}

const noSlots = { due: 0, missed: 0, planned: 0 }

/** Per day: of how many profiles a slot had come, how many of them nothing came of, and of how many one is still to come. */
function gapsOf(
  days: readonly Day[],
  rows: readonly SpanRuns[],
  records: readonly ProfileRecord[],
  { chain, clock }: Ports,
): readonly { due: number; missed: number; planned: number }[] {
  const gaps = days.map(() => ({ ...noSlots }))
  const served = Map.groupBy(
    rows.filter((row) => row.delivered + row.empty + row.open > 0),
    ({ profileId }) => profileId,
  )
  const { maintenanceWindow } = chain.show()
  const now = new Now(clock.now())
  for (const { profile, scheduledFromMs } of records) {
    const rules = { maintenanceWindow, startDate: profile.startDate }
    const due = daysDue(profile, days, { rules, scheduledFromMs, now })
    const planned = daysPlanned(profile, days, { rules, now })
    const servedDays = new Set(served.get(profile.id)?.map(({ span }) => span))
    for (const [index, gap] of gaps.entries()) {
      if (planned[index]) gap.planned += 1
      if (!due[index]) continue
      gap.due += 1
      if (!servedDays.has(index)) gap.missed += 1
    }
  }
  return gaps
}
