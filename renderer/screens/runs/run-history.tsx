import { useRef } from 'react'
import type { ProfileDto } from '../../../preload/contract/dto'
import { ActionButton } from '../../components/action-button'
import { EmptyState } from '../../components/empty-state'
import { FailureNotice } from '../../components/failure-notice'
import { type RunPages, useRunPages } from '../../hooks/use-run-pages'
import { useWords } from '../../hooks/use-words'
import { filterOf, isFiltered, noFilter, type RunFilterForm, thisDay } from '../../run-filter'
import { RunDetails } from './run-details'
import { RunFilterBar } from './run-filter-bar'
import { RunList } from './run-list'

interface RunHistoryProps {
  readonly profiles: readonly ProfileDto[]
  readonly runId: string | null
  readonly onSelect: (runId: string) => void
  readonly filter: RunFilterForm
  readonly onFilter: (filter: RunFilterForm) => void
}

/** The filter, what it finds, and one run of it. */
export function RunHistory({ profiles, runId, onSelect, filter, onFilter }: RunHistoryProps) {
  const asked = filterOf(filter, thisDay())
  const pages = useRunPages(asked)
  const bar = useRef<HTMLElement>(null)
  return (
    <>
      <RunFilterBar
        ref={bar}
        profiles={profiles}
        filter={filter}
        onFilter={onFilter}
        total={pages.total}
        order={asked}
      />
      <Found
        pages={pages}
        profiles={profiles}
        runId={runId}
        onSelect={onSelect}
        filter={filter}
        onFilter={onFilter}
        onFind={() => bar.current?.querySelector('input')?.focus()}
      />
    </>
  )
}

interface FoundProps extends RunHistoryProps {
  readonly pages: RunPages
  /** To the search field. */
  readonly onFind: () => void
}

function Found({ pages, profiles, runId, onSelect, filter, onFilter, onFind }: FoundProps) {
  const { t } = useWords()
  const list = useRef<HTMLDivElement>(null)
  const details = useRef<HTMLElement>(null)
  const { runs, failure, total } = pages
  if (failure) return <FailureNotice failure={failure} />
  if (!runs) return <p className="loading">{t('ui.loading')}</p>
  const [first] = runs
  const filtered = isFiltered(filter)
  // A run that the list leaves out stays shown (it may be older than the pages reach), but not beside a filter.
  const isListed = runs.some((run) => run.id === runId)
  const selected = runId !== null && (isListed || !filtered) ? runId : (first?.id ?? null)
  if (selected === null) return <NothingFound filter={filter} onFilter={onFilter} />
  return (
    <div className="split">
      <RunList
        ref={list}
        pages={pages}
        runs={runs}
        profiles={profiles}
        selected={selected}
        onSelect={onSelect}
        onOpen={() => details.current?.focus()}
        onReset={filtered ? () => onFilter(noFilter) : null}
        note={
          filter.text.trim() === ''
            ? t('ui.runs.total', { count: total })
            : t('ui.runs.found', { count: total, search: filter.text.trim() })
        }
      />
      <RunDetails
        key={selected}
        ref={details}
        runId={selected}
        profiles={profiles}
        onBack={() => list.current?.focus()}
        onFind={onFind}
        onSearch={(text) => onFilter({ ...noFilter, text })}
      />
    </div>
  )
}

function NothingFound({ filter, onFilter }: Pick<RunHistoryProps, 'filter' | 'onFilter'>) {
  const { t } = useWords()
  if (!isFiltered(filter)) return <EmptyState icon="history" title={t('ui.runs.none')} text={t('ui.runs.noneYet')} />
  const search = filter.text.trim()
  const title =
    search !== ''
      ? t('ui.runs.noneFound', { search })
      : t(filter.period === 'all' ? 'ui.runs.noneOfFilter' : 'ui.runs.noneInPeriod')
  return (
    <EmptyState icon="search" title={title} text={t('ui.runs.noneHint')}>
      <ActionButton icon="close" onPress={() => onFilter(noFilter)}>
        {t('ui.runs.resetFilter')}
      </ActionButton>
    </EmptyState>
  )
}
