import { useState } from 'react'
import type { UserEntryDto } from '../../../preload/contract/dto'
import { ActionButton } from '../../components/action-button'
import { FailureNotice } from '../../components/failure-notice'
import { PageHead } from '../../components/page-head'
import { useCall } from '../../hooks/use-call'
import { useWords } from '../../hooks/use-words'
import { AddUserDialog } from './add-user-dialog'
import { EditUserDialog } from './edit-user-dialog'
import { ScreenLockSection } from './screen-lock-section'
import { SetPasswordDialog } from './set-password-dialog'
import { EnableQuestion, RemoveQuestion } from './user-questions'
import { type UserAction, UserTable } from './user-table'

type Open = { readonly action: UserAction; readonly user: UserEntryDto } | { readonly action: 'add' } | null

/** Benutzer: who may sign in, and when the screen locks itself. For administrators only. */
export function UsersScreen() {
  const { t } = useWords()
  const { value, failure, loading, reload } = useCall('users.list', {}, ['access.changed', 'host.changed'])
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const done = () => {
    close()
    reload()
  }
  return (
    <>
      <PageHead title={t('ui.nav.users')}>
        <ActionButton look="primary" icon="plus" onPress={() => setOpen({ action: 'add' })}>
          {t('ui.users.add')}
        </ActionButton>
      </PageHead>
      {failure && <FailureNotice failure={failure} />}
      {loading && !value && <p className="loading">{t('ui.loading')}</p>}
      {value && <UserTable users={value} onAction={(action, user) => setOpen({ action, user })} />}
      <ScreenLockSection />
      {open && <Dialogs open={open} onClose={close} onDone={done} />}
    </>
  )
}

function Dialogs({ open, onClose, onDone }: { open: NonNullable<Open>; onClose: () => void; onDone: () => void }) {
  const ends = { onClose, onDone }
  switch (open.action) {
    case 'add':
      return <AddUserDialog {...ends} />
    case 'edit':
      return <EditUserDialog user={open.user} {...ends} />
    case 'password':
      return <SetPasswordDialog user={open.user} {...ends} />
    case 'enable':
    case 'disable':
      return <EnableQuestion user={open.user} {...ends} />
    case 'remove':
      return <RemoveQuestion user={open.user} {...ends} />
  }
}
