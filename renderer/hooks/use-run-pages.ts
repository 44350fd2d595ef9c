import { useCallback, useEffect, useRef, useState } from 'react'
import type { CallOutput, RunFilterDto, RunRowDto } from '../../preload/contract/dto'
import { call, type Failure } from '../api'
import { useFact } from './use-fact'

/** As many rows as a full page has. */
const perPage = 100
/** A running export changes its run several times a second. */
const restMs = 200

type Page = CallOutput<'runs.search'>

export interface RunPages {
  /** Newest first, as far as they were asked for; null: not yet. */
  readonly runs: readonly RunRowDto[] | null
  /** All that the filter finds. */
  readonly total: number
  readonly failure: Failure | null
  readonly hasMore: boolean
  more(): void
}

interface State {
  readonly key: string
  readonly runs: readonly RunRowDto[] | null
  readonly total: number
  readonly failure: Failure | null
}

/** The runs of a filter, a page at a time, and kept as they are now when something about them changes. */
export function useRunPages(filter: RunFilterDto): RunPages {
  const key = JSON.stringify(filter)
  const [state, setState] = useState<State>({ key: '', runs: null, total: 0, failure: null })
  const newest = useRef(key)
  /** The end of the list that was asked beyond. */
  const asked = useRef('')
  const ask = useCallback(
    async (before: number | null) => {
      // safe: `key` is the JSON of a filter
      const answer = await call('runs.search', { filter: JSON.parse(key) as RunFilterDto, before })
      if (newest.current !== key) return // another filter was set meanwhile
      setState((now) => (answer.ok ? withPage(now, answer.value, { key, before }) : { ...now, key, failure: answer }))
    },
    [key],
  )
  useEffect(() => {
    newest.current = key
    void ask(null)
  }, [key, ask])
  // The background service came back.
  useFact('host.changed', () => {
    asked.current = ''
    void ask(null)
  })
  const current = state.key === key
  const runs = current ? state.runs : null
  useRefresh(runs, ask)
  const last = runs?.at(-1)
  const hasMore = runs !== null && runs.length < state.total
  return {
    runs,
    total: state.total,
    failure: current ? state.failure : null,
    hasMore,
    more: () => {
      const end = `${key} ${last?.no}`
      if (!hasMore || !last || asked.current === end) return
      asked.current = end
      void ask(last.no)
    },
  }
}

/** The page takes the place of what stood in its stretch of numbers: rows may have come, gone or changed. */
function withPage(now: State, page: Page, { key, before }: { key: string; before: number | null }): State {
  const known = now.key === key ? (now.runs ?? []) : []
  const end = page.runs.length < perPage ? 0 : (page.runs.at(-1)?.no ?? 0)
  const newer = before === null ? [] : known.filter((run) => run.no >= before)
  return {
    key,
    runs: [...newer, ...page.runs, ...known.filter((run) => run.no < end)],
    total: page.total,
    failure: null,
  }
}

/** New runs stand at the head; one that stands further down is asked for where it stands. */
function useRefresh(runs: readonly RunRowDto[] | null, ask: (before: number | null) => Promise<void>): void {
  const changed = useRef(new Set<string>())
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useFact('runs.changed', ({ runId }) => {
    changed.current.add(runId)
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      const further = runs?.slice(perPage).filter((run) => changed.current.has(run.id)) ?? []
      changed.current.clear()
      void ask(null)
      for (const run of further) void ask(run.no + 1)
    }, restMs)
  })
  useEffect(() => () => clearTimeout(timer.current), [])
}
