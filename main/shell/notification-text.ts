import { isTextKey, type Texts } from '../../resources/locales/texts'
import type { DesktopAlert } from '../core/alert/alert'
import { momentWords } from './moment'

export interface NotificationText {
  readonly title: string
  readonly body: string
}

/** What happened, since when, what to do. `zone` is the one of this computer. */
export function notificationText(alert: DesktopAlert, texts: Texts, nowMs: number, zone: string): NotificationText {
  const when = momentWords(texts, nowMs, zone)
  const name = alert.profileName
  if (alert.what === 'recovered')
    return {
      title: texts('notify.recovered', { name }),
      body: texts('notify.recovered.body', { when: when(alert.sinceMs) }),
    }
  if (alert.what === 'delivered') {
    const { documents = -1 } = alert.params
    return { title: texts('notify.delivered', { name }), body: texts('notify.delivered.body', { documents }) }
  }
  const title =
    alert.what === 'failed' && alert.code === 'overdue' ? 'notify.overdue' : (`notify.${alert.what}` as const)
  const body = [
    sentenceOf(alert, texts),
    texts('notify.since', { when: when(alert.sinceMs) }),
    alert.nextAttemptMs === null ? '' : texts('notify.retry', { when: when(alert.nextAttemptMs) }),
  ]
  return { title: texts(title, { name }), body: body.filter(Boolean).join(' ') }
}

/** Several at once: one for all of them. */
export function summaryText(alerts: readonly DesktopAlert[], texts: Texts): NotificationText {
  const names = [...new Set(alerts.map((alert) => alert.profileName))]
  const shown = names.slice(0, namesMax).join(', ')
  return {
    title: texts('notify.summary', { count: alerts.length }),
    body: texts('notify.summary.body', { names: names.length > namesMax ? `${shown}, …` : shown }),
  }
}

const namesMax = 5

/** What happened and what to do, as a code says it. */
export function sentenceOf({ code, params }: Pick<DesktopAlert, 'code' | 'params'>, texts: Texts): string {
  const key = `error.${code}`
  return texts(isTextKey(key) ? key : 'error.internal', params)
}

/** Linux desktops read markup in a body; what we say is plain text. */
export function asMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
