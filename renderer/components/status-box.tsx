import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import type { ProfileDto, StatusDto } from '../../preload/contract/dto'
import { call } from '../api'
import { useWords, type Words } from '../hooks/use-words'
import type { Tone } from '../status'
import { ActionButton } from './action-button'
import { Icon } from './icon'
import { StatusMark } from './status-mark'

const tones: Readonly<Record<StatusDto['state'], Tone>> = {
  ok: 'good',
  running: 'running',
  attention: 'attention',
  paused: 'paused',
}

interface StatusBoxProps {
  readonly status: StatusDto | null
  readonly profiles: readonly ProfileDto[]
}

/** How the installation is, in every screen, and the switch of the schedule. */
export function StatusBox({ status, profiles }: StatusBoxProps) {
  const words = useWords()
  const { t } = words
  if (!status) return null
  return (
    <section className="status-box" aria-label={t('ui.status')}>
      <div role="status">
        <StatusMark tone={tones[status.state]} word={t(`ui.status.${status.state}`)} />
        <p className="second">{detailOf(status, profiles, words)}</p>
      </div>
      {status.pausedUntilMs === null ? <PauseMenu /> : <ResumeButton />}
    </section>
  )
}

function detailOf(status: StatusDto, profiles: readonly ProfileDto[], { t, moment }: Words): string {
  const { state, running, troubles, pausedUntilMs, nextRun } = status
  if (state === 'running') return running.map(({ name }) => name).join(', ')
  if (state === 'attention') return t('ui.status.troubles', { count: troubles.length })
  if (pausedUntilMs !== null) return t('ui.status.until', { at: moment(pausedUntilMs) })
  if (!nextRun) return t('ui.status.noNext')
  // The clock of the profile, as in the list.
  const zone = profiles.find(({ id }) => id === nextRun.profileId)?.timeZone
  return t('ui.status.next', { at: moment(nextRun.atMs, zone) })
}

function PauseMenu() {
  const { t } = useWords()
  return (
    <MenuTrigger>
      <Button className="button button-plain button-small">
        <span>{t('ui.pause')}</span>
        <Icon name="chevron" />
      </Button>
      <Popover className="popover">
        <Menu
          className="options"
          onAction={(key) => {
            if (key === 'hour' || key === 'tomorrow') void call('schedule.pause', { span: key })
          }}
        >
          {(['hour', 'tomorrow'] as const).map((id) => (
            <MenuItem key={id} id={id} className="option">
              {t(`ui.pause.${id}`)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

/** The schedule goes on at once. */
export function ResumeButton({ look = 'plain' }: { look?: 'plain' | 'primary' }) {
  const { t } = useWords()
  return (
    <ActionButton icon="play" look={look} onPress={() => void call('schedule.resume', {})}>
      {t('ui.pause.resume')}
    </ActionButton>
  )
}
