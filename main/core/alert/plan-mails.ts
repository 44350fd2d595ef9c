import type { Alert, SentMessage } from './alert-store'
import { isLeased } from './alerts-due'

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs
/** So many single mails a mailbox gets within an hour; what comes on top of them waits for the digest. */
const singlesPerHour = 3
/** Longer than any pause between two attempts: a later moment was written under a wrong clock. */
const longestPauseMs = 2 * hourMs

/** Alerts that leave as one message. */
export interface Dispatch {
  readonly address: string
  readonly digest: boolean
  readonly ids: readonly number[]
  /** Set when this message was tried before: it keeps its id and its alerts. */
  readonly messageId: string | null
}

/** How far back `planMails` looks. */
export const memoryMs = dayMs

/**
 * What may be sent now. More than three mails to one address within an hour are a flood, of which one digest goes a day: at
 * once where the address has heard nothing for an hour, else an hour after the first of the rest was written. When at most
 * three are left they go by themselves again.
 * @param pending mails that wait, oldest first
 * @param sent messages that went out within `memoryMs`
 */
export function planMails(pending: readonly Alert[], sent: readonly SentMessage[], nowMs: number): readonly Dispatch[] {
  const addresses = [...new Set(pending.map((alert) => alert.address ?? ''))]
  return addresses.flatMap((address) =>
    planAddress(
      pending.filter((alert) => alert.address === address),
      sent.filter((message) => message.address === address && message.sentMs <= nowMs),
      nowMs,
    ),
  )
}

function planAddress(pending: readonly Alert[], sent: readonly SentMessage[], nowMs: number): readonly Dispatch[] {
  const tried = messagesOf(pending.filter((alert) => alert.messageId !== null))
  const fresh = pending.filter((alert) => alert.messageId === null)
  const again = tried
    .filter((alerts) => alerts.every((alert) => !isLeased(alert, nowMs) && isDue(alert.retryAtMs, nowMs)))
    .map((alerts) => dispatch(alerts))
  return [...again, ...planFresh(fresh, tried.flat(), sent, nowMs)]
}

function planFresh(
  fresh: readonly Alert[],
  tried: readonly Alert[],
  sent: readonly SentMessage[],
  nowMs: number,
): readonly Dispatch[] {
  const singles =
    sent.filter((message) => !message.digest && message.sentMs > nowMs - hourMs).length +
    tried.filter((alert) => !alert.digest).length
  if (singles + fresh.length <= singlesPerHour) return fresh.map((alert) => dispatch([alert]))
  const heardLately = tried.length > 0 || sent.some((message) => message.sentMs > nowMs - hourMs)
  const firstMs = Math.min(...fresh.map((alert) => alert.createdMs))
  if (heardLately && firstMs <= nowMs && nowMs - firstMs < hourMs) return []
  const hadDigest = tried.some(({ digest }) => digest) || sent.some((one) => one.digest && one.sentMs > nowMs - dayMs)
  return hadDigest || fresh.length === 0 ? [] : [{ ...dispatch(fresh), digest: true }]
}

function dispatch(alerts: readonly Alert[]): Dispatch {
  const [first] = alerts
  return {
    address: first?.address ?? '',
    digest: first?.digest ?? false,
    ids: alerts.map(({ id }) => id),
    messageId: first?.messageId ?? null,
  }
}

function messagesOf(alerts: readonly Alert[]): readonly (readonly Alert[])[] {
  return [...Map.groupBy(alerts, (alert) => alert.messageId).values()]
}

/** Whether the pause before the next attempt is over. */
export function isDue(retryAtMs: number | null, nowMs: number): boolean {
  return retryAtMs === null || retryAtMs <= nowMs || retryAtMs > nowMs + longestPauseMs
}

const giveUpMs = 48 * hourMs

/** After two days a mail says nothing new; the incident's next reminder says it again. */
export function isStale({ createdMs }: Pick<Alert, 'createdMs'>, nowMs: number): boolean {
  return nowMs - createdMs >= giveUpMs
}
