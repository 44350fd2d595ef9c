import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
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

interface RowMenuProps {
  readonly profile: ProfileDto
  readonly onDeed: (deed: RowDeed) => void
}

/** What else can be done with a profile. */
export function RowMenu({ profile, onDeed }: RowMenuProps) {
  const { t } = useWords()
  const word = (deed: RowDeed) =>
    deed === 'switch' ? t(profile.enabled ? 'ui.list.disable' : 'ui.list.enable') : t(`ui.list.${deed}`)
  return (
    <MenuTrigger>
      <Button className="button button-plain button-more" aria-label={t('ui.list.more', { name: profile.name })}>
        <Icon name="more" />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu
          className="options"
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
    </MenuTrigger>
  )
}
