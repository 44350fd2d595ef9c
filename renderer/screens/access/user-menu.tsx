import { useState } from 'react'
import { Button, Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components'
import { call } from '../../api'
import { Icon } from '../../components/icon'
import { useAccess } from '../../hooks/use-access'
import { useWords } from '../../hooks/use-words'
import { ChangePasswordDialog } from './change-password-dialog'

/** Who is at the window, and what they can do about it. */
export function UserMenu() {
  const { t } = useWords()
  const { person, reload } = useAccess()
  const [isChanging, setIsChanging] = useState(false)
  if (!person) return null
  const act = (key: string | number) => {
    if (key === 'password') setIsChanging(true)
    else void call(key === 'lock' ? 'access.lock' : 'access.signOut', {}).then(reload)
  }
  return (
    <>
      <MenuTrigger>
        <Button className="user-button">
          <Icon name="person" />
          <span className="visually-hidden">{t('ui.user.menu', { name: person.name })}</span>
          <span className="user-who" aria-hidden="true">
            <span className="user-name">{person.name}</span>
            <span className="second">{t(`ui.group.${person.group}`)}</span>
          </span>
          <Icon name="chevron" />
        </Button>
        <Popover className="popover" placement="top start">
          <Menu className="options" onAction={act}>
            <MenuItem id="lock" className="option option-icon" textValue={t('ui.user.lock')}>
              <Icon name="lock" />
              <Text slot="label" className="option-keyed">
                {t('ui.user.lock')} <kbd className="second">{t('ui.user.lockKey')}</kbd>
              </Text>
            </MenuItem>
            <MenuItem id="password" className="option option-icon" textValue={t('ui.user.password')}>
              <Icon name="key" />
              <Text slot="label">{t('ui.user.password')}</Text>
            </MenuItem>
            <MenuItem id="signOut" className="option option-icon" textValue={t('ui.user.signOut')}>
              <Icon name="exit" />
              <Text slot="label">{t('ui.user.signOut')}</Text>
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      {isChanging && <ChangePasswordDialog name={person.name} onClose={() => setIsChanging(false)} />}
    </>
  )
}
