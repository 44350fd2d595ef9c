import { useRef } from 'react'
import { Button, Menu, MenuItem, Popover } from 'react-aria-components'
import type { ProfileDto } from '../../../preload/contract/dto'
import { Icon, type IconName } from '../../components/icon'
import { useWords } from '../../hooks/use-words'

const deeds = ['edit', 'duplicate', 'switch', 'remove'] as const
export type RowDeed = (typeof deeds)[number]

const icons: Readonly<Record<RowDeed, IconName>> = {
  edit: 'edit',
  duplicate: 'copy',
  switch: 'pause',
  remove: 'trash',
}

interface MenuButtonProps {
  readonly profile: ProfileDto
  readonly isOpen: boolean
  readonly onOpen: (button: Element) => void
}

/** Opens the menu of a row. The menu itself is there once for all rows: one each would cost more than the rest of the row. */
export function MenuButton({ profile, isOpen, onOpen }: MenuButtonProps) {
  const { t } = useWords()
  return (
    <Button
      className="button button-plain button-more"
      aria-label={t('ui.list.more', { name: profile.name })}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      onPress={({ target }) => onOpen(target)}
    >
      <Icon name="more" />
    </Button>
  )
}

interface RowMenuProps {
  readonly profile: ProfileDto
  /** Where it opens. */
  readonly button: Element
  readonly onDeed: (deed: RowDeed) => void
  readonly onClose: () => void
}

/** What else can be done with a profile. */
export function RowMenu({ profile, button, onDeed, onClose }: RowMenuProps) {
  const { t } = useWords()
  const trigger = useRef(button)
  const word = (deed: RowDeed) =>
    deed === 'switch' ? t(profile.enabled ? 'ui.list.disable' : 'ui.list.enable') : t(`ui.list.${deed}`)
  const label = t('ui.list.more', { name: profile.name })
  return (
    <Popover
      className="popover"
      aria-label={label}
      placement="bottom end"
      triggerRef={trigger}
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <Menu
        className="options"
        aria-label={label}
        autoFocus="first"
        onClose={onClose}
        onAction={(key) => {
          const deed = deeds.find((one) => one === key)
          if (deed) onDeed(deed)
        }}
      >
        {deeds.map((deed) => (
          <MenuItem key={deed} id={deed} className={`option menu-option menu-${deed}`} textValue={word(deed)}>
            <Icon name={deed === 'switch' && !profile.enabled ? 'play' : icons[deed]} />
            <span>{word(deed)}</span>
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  )
}
