import { useState } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import type { ProfileDto } from '../../../preload/contract/dto'
import { useWords } from '../../hooks/use-words'
import { noFilter, onDay, type RunFilterForm } from '../../run-filter'
import { RunDays } from './run-days'
import { RunHistory } from './run-history'

interface RunsScreenProps {
  readonly profiles: readonly ProfileDto[]
  /** The run whose details are shown; null: the newest. */
  readonly runId: string | null
  readonly onSelect: (runId: string) => void
}

/** Verlauf: the runs with everything about one of them, or the days with what came and what did not. */
export function RunsScreen({ profiles, runId, onSelect }: RunsScreenProps) {
  const { t } = useWords()
  const [look, setLook] = useState<'list' | 'days'>('list')
  const [filter, setFilter] = useState<RunFilterForm>(noFilter)
  const showDay = (day: string) => {
    setFilter(onDay(filter, day))
    setLook('list')
  }
  return (
    <Tabs className="history" selectedKey={look} onSelectionChange={(key) => setLook(key === 'days' ? 'days' : 'list')}>
      <header className="history-head">
        <h1>{t('ui.nav.runs')}</h1>
        <TabList className="looks" aria-label={t('ui.history.look')}>
          <Tab className="look" id="list">
            {t('ui.history.list')}
          </Tab>
          <Tab className="look" id="days">
            {t('ui.history.days')}
          </Tab>
        </TabList>
      </header>
      <TabPanel className="history-panel" id="list">
        <RunHistory profiles={profiles} runId={runId} onSelect={onSelect} filter={filter} onFilter={setFilter} />
      </TabPanel>
      <TabPanel className="history-panel" id="days">
        <RunDays
          profiles={profiles}
          profileId={filter.profileId}
          onProfile={(profileId) => setFilter({ ...filter, profileId })}
          onDay={showDay}
        />
      </TabPanel>
    </Tabs>
  )
}
