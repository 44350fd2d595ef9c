import { ok } from '../../main/core/result'
import type { Run } from '../../main/core/run/run'
import type { DayRuns, HistoryFilter } from '../../main/engine/app'
import { documentsOf } from './app-data'

const dayOf = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(Temporal.Now.timeZoneId())
const isoDay = (ms: number) => dayOf(ms).toPlainDate().toString()

/** As the engine searches: newest first, below a number. */
export function searchRuns(
  runs: readonly Run[],
  filter: HistoryFilter,
  page: { before: number | null; limit: number },
) {
  const { profileIds, states, origin, from, to, text } = filter
  const found = runs.filter(
    (run) =>
      (profileIds?.includes(run.profileId) ?? true) &&
      (states?.includes(run.state) ?? true) &&
      (origin === undefined || run.origin === origin) &&
      (from === undefined || isoDay(run.startedMs) >= from) &&
      (to === undefined || isoDay(run.startedMs) <= to) &&
      (text === undefined || carries(run, text)),
  )
  const { before, limit } = page
  return ok({
    total: found.length,
    runs: found.filter((run) => before === null || run.no < before).slice(0, limit),
  })
}

const carries = (run: Run, text: string) =>
  String(run.no) === text || documentsOf(run).some(({ documentNo }) => documentNo.startsWith(text))

/** What happened day by day; `gaps` are days on which a slot passed and nothing came of it. */
export function runsPerDay(
  runs: readonly Run[],
  { from, to, profileId }: { from: string; to: string; profileId: string | null },
  gaps: ReadonlySet<string>,
) {
  const [first, last] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)]
  const days = Array.from({ length: Math.max(first.until(last).days + 1, 0) }, (_, index): DayRuns => {
    const day = first.add({ days: index }).toString()
    const of = runs.filter(
      (run) => isoDay(run.startedMs) === day && (profileId === null || run.profileId === profileId),
    )
    const delivered = of.filter(({ state }) => state === 'delivered')
    const missed = gaps.has(day) ? 1 : 0
    return {
      day,
      delivered: delivered.length,
      documents: delivered.reduce((sum, run) => sum + run.documents, 0),
      empty: of.filter(({ state }) => state === 'empty').length,
      failed: of.filter(({ error }) => error !== null).length,
      due: of.length > 0 || missed > 0 ? 1 : 0,
      missed,
      planned: 0,
    }
  })
  return ok(days)
}
