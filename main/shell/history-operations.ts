import type { HistoryFilter } from '../engine/app'
import type { HostContext } from './operations'

export interface SearchInput {
  readonly filter: HistoryFilter
  readonly page: { readonly before: number | null; readonly limit: number }
}

export interface DaysInput {
  readonly from: string
  readonly to: string
  readonly profileId: string | null
}

/** What the history asks of the worker. */
export const historyOperations = {
  'runs.search': ({ app }: HostContext, { filter, page }: SearchInput) => app.runs.search(filter, page),
  'runs.days': ({ app }: HostContext, { profileId, ...range }: DaysInput) => app.runs.perDay(range, profileId),
} as const
