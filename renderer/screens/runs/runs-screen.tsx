import { useState } from 'react'
import type { ProfileDto, RunDto, RunStateDto } from '../../../preload/contract/dto'
import { Choice } from '../../components/choice'
import { FailureNotice } from '../../components/failure-notice'
import { PageHead } from '../../components/page-head'
import { SearchBox } from '../../components/search-box'
import { type Asked, useCall } from '../../hooks/use-call'
import { useWords } from '../../hooks/use-words'
import { RunDetails } from './run-details'
import { RunList } from './run-list'

interface RunsScreenProps {
  readonly profiles: readonly ProfileDto[]
  /** The run whose details are shown; null: the newest. */
  readonly runId: string | null
  readonly onSelect: (runId: string) => void
}

const runsMax = 500
const stateFilters = ['delivered', 'parked', 'empty', 'cancelled'] as const satisfies readonly RunStateDto[]
type StateFilter = '' | (typeof stateFilters)[number]

/** Verlauf: the runs, newest first, and everything about one of them. */
export function RunsScreen({ profiles, runId, onSelect }: RunsScreenProps) {
  const { t } = useWords()
  const [profileId, setProfileId] = useState('')
  const [state, setState] = useState<StateFilter>('')
  const [search, setSearch] = useState('')
  const [found, setFound] = useState('')
  const runs = useRuns(profileId, state, found)
  const filter = (
    <>
      <Choice
        label={t('ui.runs.filter.profile')}
        value={profileId}
        onChange={setProfileId}
        options={[
          { id: '', word: t('ui.runs.filter.all') },
          ...profiles.map((profile) => ({ id: profile.id, word: profile.name })),
        ]}
      />
      <Choice<StateFilter>
        label={t('ui.runs.filter.state')}
        value={state}
        onChange={setState}
        options={[
          { id: '', word: t('ui.runs.filter.all') },
          ...stateFilters.map((id) => ({ id, word: t(`state.${id}`) })),
        ]}
      />
      <SearchBox
        label={t('ui.runs.search')}
        placeholder={t('ui.runs.searchHint')}
        value={search}
        onChange={setSearch}
        onSubmit={(text) => setFound(text.trim())}
      />
    </>
  )
  return (
    <>
      <PageHead title={t('ui.nav.runs')}>{filter}</PageHead>
      <Content runs={runs} profiles={profiles} runId={runId} onSelect={onSelect} found={found} />
    </>
  )
}

/** All runs of the filter, or those that carry a document; the answer to a search is filtered here. */
function useRuns(profileId: string, state: StateFilter, found: string): Asked<readonly RunDto[]> {
  const listed = useCall(
    'runs.list',
    found === '' ? { profileId: profileId || null, state: state || null, limit: runsMax } : null,
    ['runs.changed'],
  )
  const searched = useCall('runs.find', found === '' ? null : { documentNo: found }, ['runs.changed'])
  if (found === '') return listed
  const matching = searched.value?.filter(
    (run) => (profileId === '' || run.profileId === profileId) && (state === '' || run.state === state),
  )
  return { ...searched, value: matching ?? null }
}

interface ContentProps extends RunsScreenProps {
  readonly runs: Asked<readonly RunDto[]>
  readonly found: string
}

function Content({ runs, profiles, runId, onSelect, found }: ContentProps) {
  const { t } = useWords()
  if (runs.failure) return <FailureNotice failure={runs.failure} />
  if (!runs.value) return <p className="loading">{t('ui.loading')}</p>
  const [first] = runs.value
  // A run that the list leaves out stays shown (it may be older than the list reaches), but not beside a search.
  const isListed = runs.value.some((run) => run.id === runId)
  const selected = runId !== null && (isListed || found === '') ? runId : (first?.id ?? null)
  if (selected === null) {
    return <p className="nothing">{found === '' ? t('ui.runs.none') : t('ui.runs.noneFound', { search: found })}</p>
  }
  return (
    <div className="split">
      <RunList runs={runs.value} profiles={profiles} selected={selected} onSelect={onSelect} found={found} />
      <RunDetails key={selected} runId={selected} profiles={profiles} />
    </div>
  )
}
