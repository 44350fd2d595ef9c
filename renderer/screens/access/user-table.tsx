import { Button, Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components'
import type { UserEntryDto } from '../../../preload/contract/dto'
import { Icon, type IconName } from '../../components/icon'
import { StatusMark } from '../../components/status-mark'
import { useAccess } from '../../hooks/use-access'
import { useWords } from '../../hooks/use-words'

export type UserAction = 'edit' | 'password' | 'enable' | 'disable' | 'remove'

interface UserTableProps {
  readonly users: readonly UserEntryDto[]
  readonly onAction: (action: UserAction, user: UserEntryDto) => void
}

export function UserTable({ users, onAction }: UserTableProps) {
  const { t, moment } = useWords()
  const { person } = useAccess()
  return (
    <div className="card">
      <table className="table users">
        <caption className="visually-hidden">{t('ui.nav.users')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('ui.users.name')}</th>
            <th scope="col">{t('ui.users.group')}</th>
            <th scope="col">{t('ui.users.state')}</th>
            <th scope="col">{t('ui.users.lastSignIn')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('ui.users.action')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {users.map((user) => (
            <tr key={user.id}>
              <th scope="row" className="user-cell">
                {user.name}
                {user.id === person?.userId && <span className="second">{t('ui.users.you')}</span>}
              </th>
              <td>{t(`ui.group.${user.group}`)}</td>
              <td>
                <UserState user={user} />
              </td>
              <td className="nowrap">{user.lastSignInMs === null ? t('ui.users.never') : moment(user.lastSignInMs)}</td>
              <td className="numeric">
                <UserActions user={user} onAction={(action) => onAction(action, user)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function UserState({ user }: { user: UserEntryDto }) {
  const { t, moment } = useWords()
  if (!user.enabled) return <StatusMark tone="paused" word={t('ui.users.disabled')} />
  if (user.lockedUntilMs === null) return <StatusMark tone="good" word={t('ui.users.enabled')} />
  return (
    <>
      <StatusMark tone="waiting" word={t('ui.users.pauses')} />
      <span className="second">{t('ui.users.pausesUntil', { at: moment(user.lockedUntilMs) })}</span>
    </>
  )
}

function UserActions({ user, onAction }: { user: UserEntryDto; onAction: (action: UserAction) => void }) {
  const { t } = useWords()
  const actions: readonly (readonly [UserAction, IconName])[] = [
    ['edit', 'person'],
    ['password', 'key'],
    user.enabled ? ['disable', 'pause'] : ['enable', 'check'],
    ['remove', 'close'],
  ]
  return (
    <MenuTrigger>
      <Button className="button button-plain button-small" aria-label={t('ui.users.changeOf', { name: user.name })}>
        <span>{t('ui.users.change')}</span>
        <Icon name="chevron" />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="options">
          {actions.map(([action, icon]) => (
            <MenuItem
              key={action}
              id={action}
              className="option option-icon"
              textValue={t(`ui.users.do.${action}`)}
              onAction={() => onAction(action)}
            >
              <Icon name={icon} />
              <Text slot="label">{t(`ui.users.do.${action}`)}</Text>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
