import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import type { StatusDto } from '../../preload/contract/dto'
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

/** How the installation is, in every screen, and the switch of the schedule. */
export function StatusBox({ status }: { status: StatusDto | null }) {
  const words = useWords()
  const { t } = words
  if (!status) return null
  return (
    <section className="status-box" aria-label={t('ui.status')}>
      <div role="status">
        <StatusMark tone={tones[status.state]} word={t(`ui.status.${status.state}`)} />
        <p className="second">{detailOf(status, words)}</p>
      </div>
      {status.pausedUntilMs === null ? <PauseMenu /> : <ResumeButton />}
    </section>
  )
}

function detailOf({ state, running, troubles, pausedUntilMs, nextRun }: StatusDto, { t, moment }: Words): string {
  if (state === 'running') return running.map(({ name }) => name).join(', ')
  if (state === 'attention') return t('ui.status.troubles', { count: troubles.length })
  if (pausedUntilMs !== null) return t('ui.status.until', { at: moment(pausedUntilMs) })
  return nextRun ? t('ui.status.next', { at: moment(nextRun.atMs) }) : t('ui.status.noNext')
}

function PauseMenu() {
  const { t } = useWords()
  return (
    <MenuTrigger>
      <Button className="button button-plain button-small">
        <Icon name="pause" />
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
