import { useState } from 'react'
import type { AppInfoDto, Language } from '../preload/contract/dto'
import type { FactName } from '../preload/contract/names'
import { call } from './api'
import { Banners } from './components/banners'
import { LeaveDialog } from './components/leave-dialog'
import { Sidebar } from './components/sidebar'
import { useMay } from './hooks/use-access'
import { useCall } from './hooks/use-call'
import { useNavigation } from './hooks/use-navigation'
import { useRequestedView } from './hooks/use-requested-view'
import { type Setup, useSetup } from './hooks/use-setup'
import { WordsProvider } from './hooks/use-words'
import { Entrance } from './screens/access/entrance'
import { UserMenu } from './screens/access/user-menu'
import { UsersScreen } from './screens/access/users-screen'
import { LedgerScreen } from './screens/ledger/ledger-screen'
import { MasterDataScreen } from './screens/master-data/master-data-screen'
import { ProfilesScreen } from './screens/profiles/profiles-screen'
import { RunsScreen } from './screens/runs/runs-screen'
import { SettingsScreen } from './screens/settings/settings-screen'
import { SetupScreen } from './screens/setup/setup-screen'

/** The window: asks who it is, then shows the screens in that language. */
export function App() {
  const info = useCall('app.show', {}, ['host.changed'])
  const [chosen, setChosen] = useState<Language | null>(null)
  const setup = useSetup()
  const choose = (language: Language) => {
    setChosen(language)
    void call('app.setLanguage', { language })
  }
  if (!info.value) return null
  return (
    <WordsProvider language={chosen ?? info.value.language}>
      <Entrance info={info.value} onLanguage={choose} onFirst={setup.open}>
        <Inside info={info.value} onLanguage={choose} setup={setup} />
      </Entrance>
    </WordsProvider>
  )
}

const profileFacts = [
  'profiles.changed',
  'runs.changed',
  'ledger.changed',
  'workstation.changed',
  'host.changed',
] as const satisfies readonly FactName[]
const statusFacts = [
  'status.changed',
  'runs.changed',
  'profiles.changed',
  'workstation.changed',
  'host.changed',
] as const satisfies readonly FactName[]

interface InsideProps {
  readonly info: AppInfoDto
  readonly onLanguage: (language: Language) => void
  readonly setup: Setup
}

/** The assistant, as long as it is open and the person may configure; else the screens. */
function Inside(props: InsideProps) {
  const { info, onLanguage, setup } = props
  const mayConfigure = useMay('configure')
  const stored = useCall('setup.show', setup.isOpen === null && mayConfigure ? {} : null)
  const [runId, setRunId] = useState<string | null>(null)
  if (mayConfigure && setup.isOpen === null && !stored.value && !stored.failure) return null
  if (!mayConfigure || !(setup.isOpen ?? stored.value?.open)) return <Frame {...props} runId={runId} />
  const showRun = (shown: string) => {
    setRunId(shown)
    setup.close()
  }
  return (
    <SetupScreen
      {...{ info, onLanguage }}
      userMenu={<UserMenu />}
      onClose={() => {
        setRunId(null)
        setup.close()
      }}
      onShowRun={showRun}
    />
  )
}

/** @param runId the run to begin with; null: the list of exports */
function Frame({ info, onLanguage, setup, runId }: InsideProps & { readonly runId: string | null }) {
  const navigation = useNavigation(runId)
  const { view, go } = navigation
  const profiles = useCall('profiles.list', {}, profileFacts)
  const ledger = useCall('ledger.status', {}, ['ledger.changed', 'runs.changed', 'profiles.changed', 'host.changed'])
  const workstation = useCall('workstation.show', {}, ['workstation.changed', 'host.changed'])
  const status = useCall('status.show', {}, statusFacts)
  useRequestedView(go)
  const showRun = (runId: string) => go({ screen: 'runs', runId })
  const show = (next: 'settings' | 'ledger') => () => go({ screen: next, runId: null })
  const list = profiles.value ?? []
  const { screen } = view
  return (
    <div className="frame">
      <Sidebar
        screen={screen}
        onScreen={(next) => go({ screen: next, runId: next === screen ? view.runId : null })}
        workstation={workstation.value}
        version={info.version}
        status={status.value}
        profiles={list}
        userMenu={<UserMenu />}
        onLanguage={onLanguage}
      />
      <main className="main">
        <Banners
          hostStopped={info.host === 'stopped'}
          workstation={workstation.value}
          profiles={list}
          status={status.value}
          hasTroubleList={screen === 'profiles' && (status.value?.troubles.length ?? 0) > 0}
          onShowRun={showRun}
        />
        {screen === 'profiles' && (
          <ProfilesScreen
            key={navigation.visit}
            profiles={profiles}
            ledger={ledger}
            status={status.value}
            onShowRun={showRun}
            onSettings={show('settings')}
            onLedger={show('ledger')}
            onDirty={navigation.setIsDirty}
          />
        )}
        {screen === 'runs' && <RunsScreen profiles={list} runId={view.runId} onSelect={showRun} />}
        {screen === 'ledger' && <LedgerScreen ledger={ledger} profiles={list} />}
        {screen === 'master-data' && <MasterDataScreen />}
        {screen === 'users' && <UsersScreen />}
        {screen === 'settings' && (
          <SettingsScreen onDirty={navigation.setIsDirty} onLanguage={onLanguage} onSetup={setup.open} />
        )}
      </main>
      {navigation.asks && <LeaveDialog onStay={navigation.stay} onLeave={navigation.leave} />}
    </div>
  )
}
