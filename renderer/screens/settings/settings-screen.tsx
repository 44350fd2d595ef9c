import type { Language } from '../../../preload/contract/dto'
import { FailureNotice } from '../../components/failure-notice'
import { Notice } from '../../components/notice'
import { PageHead } from '../../components/page-head'
import { useMay } from '../../hooks/use-access'
import { useCall } from '../../hooks/use-call'
import { useWords } from '../../hooks/use-words'
import { AppearanceSection } from './appearance-section'
import { BackupSection } from './backup-section'
import { SetupSection } from './setup-section'
import { SmtpSection } from './smtp-section'
import { StartSection } from './start-section'
import { UpdateSection } from './update-section'

interface SettingsScreenProps {
  readonly onDirty: (isDirty: boolean) => void
  readonly onLanguage: (language: Language) => void
  readonly onSetup: () => void
}

/** Einstellungen: how mail is sent, how this computer starts the app and tells of runs, what is backed up, and how the window looks. */
export function SettingsScreen(props: SettingsScreenProps) {
  const { t } = useWords()
  const mayConfigure = useMay('configure')
  return (
    <>
      <PageHead title={t('ui.nav.settings')} />
      {mayConfigure ? (
        <Sections {...props} />
      ) : (
        <>
          <Notice tone="quiet" title={t('ui.settings.administrators')} />
          <AppearanceSection onLanguage={props.onLanguage} />
        </>
      )}
    </>
  )
}

function Sections({ onDirty, onLanguage, onSetup }: SettingsScreenProps) {
  const { t } = useWords()
  const smtp = useCall('smtp.show', {}, ['host.changed'])
  const backups = useCall('backups.show', {}, ['status.changed', 'host.changed'])
  const settings = useCall('settings.show', {}, ['host.changed'])
  const updates = useCall('updates.show', {}, ['updates.changed'])
  return (
    <div className="settings">
      <div className="settings-column">
        {smtp.failure && <FailureNotice failure={smtp.failure} />}
        {smtp.loading && <p className="loading">{t('ui.loading')}</p>}
        {smtp.value && <SmtpSection entry={smtp.value} onSaved={smtp.reload} onDirty={onDirty} />}
      </div>
      <div className="settings-column">
        {settings.failure && <FailureNotice failure={settings.failure} />}
        {settings.value && <StartSection settings={settings.value} onSaved={settings.reload} />}
        <AppearanceSection onLanguage={onLanguage} />
        {backups.failure && <FailureNotice failure={backups.failure} />}
        {backups.value && <BackupSection backups={backups.value} />}
        {updates.value && <UpdateSection updates={updates.value} onSaved={updates.reload} />}
        <SetupSection onSetup={onSetup} />
      </div>
    </div>
  )
}
