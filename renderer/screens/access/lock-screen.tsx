import { useState } from 'react'
import type { PersonDto } from '../../../preload/contract/dto'
import { call } from '../../api'
import { ActionButton } from '../../components/action-button'
import { FailureNotice } from '../../components/failure-notice'
import { PasswordInput } from '../../components/password-input'
import { useAccess } from '../../hooks/use-access'
import { useSubmit } from '../../hooks/use-submit'
import { useWords } from '../../hooks/use-words'

/** The person's password opens the screen again; somebody else signs them out first. */
export function LockScreen({ person }: { person: PersonDto }) {
  const { t } = useWords()
  const { reload } = useAccess()
  const [password, setPassword] = useState('')
  const { submit, isBusy, failure } = useSubmit(
    () => call('access.unlock', { password }),
    (answer) => {
      setPassword('')
      if (answer.ok || answer.code === 'sign-in-needed') reload()
    },
  )
  return (
    <>
      <h1>{t('ui.lock.title')}</h1>
      <p className="hint">{t('ui.lock.text', { name: person.name })}</p>
      <form className="form" onSubmit={submit(password !== '')}>
        <PasswordInput
          label={t('ui.lock.password', { name: person.name })}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          autoFocus
        />
        {failure && <FailureNotice failure={failure} />}
        <div className="button-row">
          <ActionButton type="submit" look="primary" icon="unlock" isPending={isBusy} isDisabled={password === ''}>
            {t('ui.lock.open')}
          </ActionButton>
          <ActionButton icon="exit" onPress={() => void call('access.signOut', {}).then(reload)}>
            {t('ui.lock.other')}
          </ActionButton>
        </div>
      </form>
    </>
  )
}
