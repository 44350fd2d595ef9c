import type { MailErrorKind } from '../mail/mail'
import type { AlertWhat, Incident } from './alert'

/** An incident as the rules need it. */
export interface KnownIncident extends Incident {
  /** Number of the newest success before it (`Success.no`); 0: there was none. */
  readonly successNo: number
}

/** The newest time that a run of a profile came to a good end: delivered, or nothing to bring. */
export interface Success {
  /** Grows with every success, also when the clock is set back. */
  readonly no: number
  readonly atMs: number
}

/** What is wrong with a profile now: an incident without its history. */
export type Trouble = Omit<Incident, 'id' | 'profileId' | 'endedMs'>

/** One thing to tell, through one channel. A key is told once. */
export interface NewAlert {
  readonly key: string
  readonly channel: 'mail' | 'desktop'
  readonly what: AlertWhat
  /** Null only for a delivery. */
  readonly incidentId: number | null
  readonly runId: string | null
  readonly profileId: string
  readonly profileName: string
  /** Mail only. */
  readonly address: string | null
  readonly code: string | null
  readonly params: Readonly<Record<string, string | number>>
  readonly needsPerson: boolean
  readonly sinceMs: number
}

export interface Alert extends NewAlert {
  readonly id: number
  readonly createdMs: number
  readonly state: 'pending' | 'sent' | 'withdrawn' | 'given-up'
  readonly attempts: number
  readonly retryAtMs: number | null
  /** A process is sending it, at most until then. */
  readonly leasedUntilMs: number | null
  readonly messageId: string | null
  readonly digest: boolean
  readonly sentMs: number | null
}

/** A message that went out. */
export interface SentMessage {
  readonly address: string
  readonly digest: boolean
  readonly sentMs: number
}

/** Why mails do not go out. Nothing is sent before `retryAtMs`. */
export interface MailTrouble {
  readonly code: MailErrorKind
  /** The server's own answer or the technical reason; never a secret. */
  readonly detail: string
  readonly sinceMs: number
  readonly attempts: number
  readonly retryAtMs: number
}

/**
 * Incidents and alerts (port). Every write is one transaction with its journal entry where a person would look for one,
 * durable when it returns.
 */
export interface AlertStore {
  /** Reads and writes inside belong together: nobody else writes in between. Nothing asynchronous inside. */
  atomically<T>(work: () => T): T
  /** Grows with everything that any process writes into the journal. */
  journalNo(): number

  openIncidents(): readonly KnownIncident[]
  openIncident(profileId: string): KnownIncident | null
  lastSuccess(profileId: string): Success | null
  /** Id of the newest run that is not open. */
  newestEndedRun(): string | null
  open(profileId: string, trouble: Trouble, successNo: number, actor: string): KnownIncident
  /** What is wrong changed; its beginning stays. */
  update(incidentId: number, trouble: Omit<Trouble, 'sinceMs'>): void
  end(incidentId: number, outcome: 'recovered' | 'dropped', actor: string): void
  /** How an incident ended; null while it is open. */
  outcomeOf(incidentId: number): 'recovered' | 'dropped' | null

  isRaised(key: string): boolean
  /** False when this key has been raised already. */
  raise(alert: NewAlert): boolean
  alertsOf(incidentId: number): readonly Alert[]
  /** Oldest first. */
  pending(channel: Alert['channel']): readonly Alert[]
  hasPending(channel: Alert['channel']): boolean
  sentSince(sinceMs: number): readonly SentMessage[]
  withdraw(ids: readonly number[]): void
  /** Desktop: told. */
  told(ids: readonly number[]): void

  /** Alerts that go as one message now: nobody else sends them before `leasedUntilMs`. */
  lease(
    ids: readonly number[],
    message: { readonly id: string; readonly digest: boolean; readonly leasedUntilMs: number },
  ): void
  /** The server took them; ends the trouble with the mail server. */
  sent(ids: readonly number[], actor: string): void
  /** The server would not have this message: these are tried again then. */
  postpone(ids: readonly number[], error: MailErrorKind, retryAtMs: number): void
  /** The server is not to be had: they keep their turn, and nothing is sent before the trouble's next attempt. */
  unlease(ids: readonly number[]): void
  giveUp(ids: readonly number[], actor: string): void

  mailTrouble(): MailTrouble | null
  setMailTrouble(trouble: MailTrouble, actor: string): void
  /** True when there was some. */
  clearMailTrouble(actor: string): boolean

  settings(): { readonly notifyOnSuccess: boolean }
  setSettings(settings: { readonly notifyOnSuccess: boolean }, actor: string): void
}
