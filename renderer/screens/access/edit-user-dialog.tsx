import { useState } from 'react'
import type { Answer, UserEntryDto } from '../../../preload/contract/dto'
import { call } from '../../api'
import { FormDialog } from '../../components/form-dialog'
import { useSubmit } from '../../hooks/use-submit'
import { useWords } from '../../hooks/use-words'
import { NameField, speaksOfField } from './account-fields'
import type { Ends } from './add-user-dialog'
import { GroupChoice } from './group-choice'

/** Name and group of an account. */
export function EditUserDialog({ user, onClose, onDone }: Ends & { readonly user: UserEntryDto }) {
  const { t } = useWords()
  const [name, setName] = useState(user.name)
  const [group, setGroup] = useState(user.group)
  const save = async (): Promise<Answer<unknown>> => {
    const renamed = name === user.name ? null : await call('users.rename', { userId: user.id, name })
    if (renamed && !renamed.ok) return renamed
    return group === user.group ? { ok: true, value: {} } : call('users.setGroup', { userId: user.id, group })
  }
  const { send, submit, isBusy, failure, clear } = useSubmit(save, (answer) => {
    if (answer.ok) onDone()
  })
  const isReady = name.trim() !== ''
  return (
    <FormDialog
      title={t('ui.users.do.edit')}
      subtitle={user.name}
      isDirty={name !== user.name || group !== user.group}
      isSaving={isBusy}
      canSave={isReady}
      failure={failure && !speaksOfField(failure) ? failure : null}
      onSave={send}
      onClose={onClose}
    >
      <form className="form" onSubmit={submit(isReady)}>
        <NameField value={name} onValue={setName} failure={failure} onChange={clear} autoFocus />
        <GroupChoice
          value={group}
          onChange={(chosen) => {
            setGroup(chosen)
            clear()
          }}
        />
        <button type="submit" hidden />
      </form>
    </FormDialog>
  )
}
