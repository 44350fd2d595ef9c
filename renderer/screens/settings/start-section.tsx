import { useState } from 'react'
import type { CallInput, SettingsDto } from '../../../preload/contract/dto'
import { call, type Failure } from '../../api'
import { FailureNotice } from '../../components/failure-notice'
import { SwitchField } from '../../components/fields'
import { useWords } from '../../hooks/use-words'

/** Start und Hinweise: each switch acts at once. */
export function StartSection({ settings, onSaved }: { settings: SettingsDto; onSaved: () => void }) {
  const { t } = useWords()
  const [failure, setFailure] = useState<Failure | null>(null)
  const save = async (change: CallInput<'settings.save'>) => {
    const answer = await call('settings.save', change)
    setFailure(answer.ok ? null : answer)
    onSaved()
  }
  const { startAtSignIn, startMinimised, notifyOnSuccess } = settings
  return (
    <section className="card padded settings-card" aria-labelledby="start-title">
      <h2 id="start-title">{t('ui.start.title')}</h2>
      <SwitchField
        label={t('ui.start.atSignIn')}
        hint={t(startAtSignIn === null ? 'ui.start.atSignInNone' : 'ui.start.atSignInHint')}
        value={startAtSignIn ?? false}
        isDisabled={startAtSignIn === null}
        onChange={(on) => void save({ startAtSignIn: on })}
      />
      <SwitchField
        label={t('ui.start.minimised')}
        hint={t('ui.start.minimisedHint')}
        value={startMinimised}
        onChange={(on) => void save({ startMinimised: on })}
      />
      <SwitchField
        label={t('ui.start.notifyOnSuccess')}
        hint={t('ui.start.notifyOnSuccessHint')}
        value={notifyOnSuccess}
        onChange={(on) => void save({ notifyOnSuccess: on })}
      />
      {failure && <FailureNotice failure={failure} />}
    </section>
  )
}
