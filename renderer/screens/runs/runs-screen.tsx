import { useState } from 'react'
import type { ProfileDto } from '../../../preload/contract/dto'
import { useTop } from '../../hooks/use-top'
import { useWords } from '../../hooks/use-words'
import { noFilter, onDay, type RunFilterForm } from '../../run-filter'
import { RunDays } from './run-days'
import { RunHistory } from './run-history'
import { Segments } from './segments'

interface RunsScreenProps {
  readonly profiles: readonly ProfileDto[]
  /** The run whose details are shown; null: the newest. */
  readonly runId: string | null
  readonly onSelect: (runId: string) => void
}

const looks = ['list', 'days'] as const

/** Verlauf: the runs with everything about one of them, or the days with what came and what did not. */
export function RunsScreen({ profiles, runId, onSelect }: RunsScreenProps) {
  const { t } = useWords()
  const [look, setLook] = useState<(typeof looks)[number]>('list')
  const [filter, setFilter] = useState<RunFilterForm>(noFilter)
  const showDay = (day: string) => {
    setFilter(onDay(filter, day))
    setLook('list')
  }
  return (
    <div className="history">
      <header ref={useTop()} className="history-head">
        <h1>{t('ui.nav.runs')}</h1>
        <Segments
          label={t('ui.history.look')}
          options={looks.map((id) => ({ id, word: t(`ui.history.${id}`) }))}
          value={look}
          onChange={setLook}
        />
      </header>
      {look === 'list' ? (
        <RunHistory profiles={profiles} runId={runId} onSelect={onSelect} filter={filter} onFilter={setFilter} />
      ) : (
        <RunDays
          profiles={profiles}
          profileId={filter.profileId}
          onProfile={(profileId) => setFilter({ ...filter, profileId })}
          onDay={showDay}
        />
      )}
    </div>
  )
}
