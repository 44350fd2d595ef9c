import type { Tone } from '../status'
import { Icon, type IconName } from './icon'

const icons: Readonly<Record<Tone, IconName>> = {
  good: 'check',
  attention: 'warning',
  waiting: 'clock',
  running: 'arrows',
  paused: 'pause',
  quiet: 'dash',
}

/** A state as shape, word and colour, so that any one of them is enough. */
export function StatusMark({ tone, word }: { tone: Tone; word: string }) {
  return (
    <span className={`status status-${tone}`}>
      <Icon name={icons[tone]} />
      <span>{word}</span>
    </span>
  )
}
