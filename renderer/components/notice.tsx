import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'

export type NoticeTone = 'good' | 'attention' | 'waiting' | 'paused' | 'quiet'

const icons: Readonly<Record<NoticeTone, IconName>> = {
  good: 'check',
  attention: 'warning',
  waiting: 'clock',
  paused: 'pause',
  quiet: 'dash',
}

interface NoticeProps {
  readonly tone: NoticeTone
  /** The sentence in short; what to do follows as children. */
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
  /** Read out at once. */
  readonly isAlert?: boolean
}

/** A sentence that a person should read, with what they can do about it. */
export function Notice({ tone, title, children, actions, isAlert = false }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} {...(isAlert ? { role: 'alert' } : {})}>
      <Icon name={icons[tone]} />
      <div className="notice-text">
        <p className="notice-title">{title}</p>
        {children}
      </div>
      {actions && <div className="notice-actions">{actions}</div>}
    </div>
  )
}
