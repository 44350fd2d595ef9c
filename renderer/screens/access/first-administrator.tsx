import { useState } from 'react'
import { call } from '../../api'
import { ActionButton } from '../../components/action-button'
import { useAccess } from '../../hooks/use-access'
import { useSubmit } from '../../hooks/use-submit'
import { useWords } from '../../hooks/use-words'
import { isComplete, NameField, NewPasswordFields, noPassword, OtherFailure } from './account-fields'

interface FirstAdministratorProps {
  /** The administrator is made and signed in. */
  readonly onCreated?: () => void
}

/** The first start: whoever sets the program up becomes its administrator. */
export function FirstAdministrator({ onCreated }: FirstAdministratorProps) {
  const { t } = useWords()
  const { reload } = useAccess()
  const [name, setName] = useState('')
  const [password, setPassword] = useState(noPassword)
  const { submit, isBusy, failure, clear } = useSubmit(
    () => call('access.createFirst', { name, password: password.password }),
    (answer) => {
      if (!answer.ok) return
      setPassword(noPassword)
      onCreated?.()
      reload()
    },
  )
  const isReady = name.trim() !== '' && isComplete(password)
  return (
    <>
      <h1>{t('ui.firstAdministrator.title')}</h1>
      <p className="hint">{t('ui.firstAdministrator.text')}</p>
      <form className="form" onSubmit={submit(isReady)}>
        <NameField value={name} onValue={setName} failure={failure} onChange={clear} autoFocus />
        <NewPasswordFields value={password} onValue={setPassword} failure={failure} onChange={clear} />
        <OtherFailure failure={failure} />
        <div className="button-row">
          <ActionButton type="submit" look="primary" icon="check" isPending={isBusy} isDisabled={!isReady}>
            {t('ui.firstAdministrator.do')}
          </ActionButton>
        </div>
      </form>
    </>
  )
}
