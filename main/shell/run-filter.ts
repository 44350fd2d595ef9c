import type { z } from 'zod'
import type { RunFilter, runResults } from '../../preload/contract/lists'
import type { RunState } from '../core/run/run'
import type { HistoryFilter } from '../engine/app'

const states = {
  delivered: ['delivered'],
  parked: ['parked'],
  empty: ['empty'],
  open: ['planned', 'prepared', 'sending', 'publishing'],
  cancelled: ['cancelled'],
} as const satisfies Record<(typeof runResults)[number], readonly RunState[]>

/** What the page asks for, as the engine takes it. */
export function toHistoryFilter(filter: z.output<typeof RunFilter>): HistoryFilter {
  const { profileId, result, origin, from, to, text } = filter
  return {
    ...(profileId === null ? {} : { profileIds: [profileId] }),
    ...(result === null ? {} : { states: states[result] }),
    ...(origin === null ? {} : { origin }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    ...(text === '' ? {} : { text }),
  }
}
