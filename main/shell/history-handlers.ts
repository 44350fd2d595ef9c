import type { RunDetailsDto, RunRowDto } from '../../preload/contract/dto'
import { runsPerPage } from '../../preload/contract/history'
import type { Run } from '../core/run/run'
import type { RunDetails } from '../engine/app'
import type { Handlers } from './answer'
import { out } from './answer-dto'
import type { Host } from './handlers'
import { toHistoryFilter } from './run-filter'
import { toJournalLine, toRun, toTrouble } from './to-dto'

/** The history: runs by the page, and what happened day by day. */
export function historyHandlers(host: Host) {
  return {
    'runs.search': async ({ filter, before }) =>
      out(
        await host.ask('runs.search', { filter: toHistoryFilter(filter), page: { before, limit: runsPerPage } }),
        ({ total, runs }) => ({ total, runs: runs.map(toRunRow) }),
      ),
    'runs.days': async (input) => out(await host.ask('runs.days', input), (days) => days.map((day) => ({ ...day }))),
  } satisfies Partial<Handlers>
}

function toRunRow({ id, no, profileId, origin, state, error, ...run }: Run): RunRowDto {
  const { documents, startedMs, finishedMs, releasedMs } = run
  return {
    ...{ id, no, profileId, origin, state, documents, startedMs, finishedMs, releasedMs },
    error: error && { kind: error.kind },
  }
}

export function toRunDetails({ run, faults, journal, receipts, refusals }: RunDetails): RunDetailsDto {
  return {
    run: toRun(run),
    faults: [...faults],
    journal: journal.map(toJournalLine),
    receipts: receipts.map((receipt) => ({ ...receipt })),
    refusals: {
      resend: refusals.resend && toTrouble(refusals.resend),
      release: refusals.release && toTrouble(refusals.release),
      arrived: refusals.arrived && toTrouble(refusals.arrived),
    },
  }
}
