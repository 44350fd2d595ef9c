import { useState } from 'react'
import type { AppInfoDto, Language } from '../preload/contract/dto'
import { call } from './api'
import { Banners } from './components/banners'
import { type Screen, Sidebar } from './components/sidebar'
import { useCall } from './hooks/use-call'
import { ExportsProvider } from './hooks/use-exports'
import { useRequestedView } from './hooks/use-requested-view'
import { WordsProvider } from './hooks/use-words'
import { LedgerScreen } from './screens/ledger/ledger-screen'
import { ProfilesScreen } from './screens/profiles/profiles-screen'
import { RunsScreen } from './screens/runs/runs-screen'

/** The window: asks who it is, then shows the screens in that language. */
export function App() {
  const info = useCall('app.show', {}, ['host.changed'])
  const [chosen, setChosen] = useState<Language | null>(null)
  const choose = (language: Language) => {
    setChosen(language)
    void call('app.setLanguage', { language })
  }
  if (!info.value) return null
  return (
    <WordsProvider language={chosen ?? info.value.language}>
      <ExportsProvider>
        <Frame info={info.value} onLanguage={choose} />
      </ExportsProvider>
    </WordsProvider>
  )
}

function Frame({ info, onLanguage }: { info: AppInfoDto; onLanguage: (language: Language) => void }) {
  const [screen, setScreen] = useState<Screen>('profiles')
  const [runId, setRunId] = useState<string | null>(null)
  const profiles = useCall('profiles.list', {}, [
    'profiles.changed',
    'runs.changed',
    'ledger.changed',
    'workstation.changed',
    'host.changed',
  ])
  const ledger = useCall('ledger.status', {}, ['ledger.changed', 'runs.changed', 'profiles.changed', 'host.changed'])
  const workstation = useCall('workstation.show', {}, ['workstation.changed', 'host.changed'])
  const showRun = (id: string) => {
    setRunId(id)
    setScreen('runs')
  }
  useRequestedView((view) => {
    setRunId(view.runId)
    setScreen(view.screen)
  })
  const list = profiles.value ?? []
  const goTo = (next: Screen) => {
    if (next === 'runs' && screen !== 'runs') setRunId(null)
    setScreen(next)
  }
  return (
    <div className="frame">
      <Sidebar
        screen={screen}
        onScreen={goTo}
        workstation={workstation.value}
        version={info.version}
        onLanguage={onLanguage}
      />
      <main className="main">
        <Banners
          hostStopped={info.host === 'stopped'}
          workstation={workstation.value}
          profiles={list}
          onShowRun={showRun}
        />
        {screen === 'profiles' && <ProfilesScreen profiles={profiles} ledger={ledger} onShowRun={showRun} />}
        {screen === 'runs' && <RunsScreen profiles={list} runId={runId} onSelect={setRunId} />}
        {screen === 'ledger' && <LedgerScreen ledger={ledger} profiles={list} />}
      </main>
    </div>
  )
}
