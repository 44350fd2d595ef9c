import { useState } from 'react'
import { call } from '../../api'
import { ActionButton } from '../../components/action-button'
import { FailureNotice } from '../../components/failure-notice'
import { TextInput } from '../../components/fields'
import { PasswordInput } from '../../components/password-input'
import { useAccess } from '../../hooks/use-access'
import { useSubmit } from '../../hooks/use-submit'
import { useWords } from '../../hooks/use-words'

/** Name and password; which of them is wrong nobody is told. */
export function SignIn() {
  const { t } = useWords()
  const { reload } = useAccess()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const isComplete = name.trim() !== '' && password !== ''
  const { submit, isBusy, failure } = useSubmit(
    () => call('access.signIn', { name, password }),
    (answer) => {
      setPassword('')
      if (answer.ok) reload()
    },
  )
  return (
    <>
      <h1>{t('ui.signIn.title')}</h1>
      <form className="form" onSubmit={submit(isComplete)}>
        <TextInput label={t('ui.signIn.name')} value={name} onChange={setName} autoFocus />
        <PasswordInput
          label={t('ui.signIn.password')}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
        {failure && <FailureNotice failure={failure} />}
        <div className="button-row">
          <ActionButton type="submit" look="primary" icon="send" isPending={isBusy} isDisabled={!isComplete}>
            {t('ui.signIn.do')}
          </ActionButton>
        </div>
      </form>
      <details className="guide">
        <summary>{t('ui.signIn.forgotten')}</summary>
        <p className="hint entrance-hint">{t('ui.signIn.forgottenText')}</p>
      </details>
    </>
  )
}
