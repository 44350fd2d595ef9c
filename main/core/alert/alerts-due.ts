import type { Run } from '../run/run'
import type { Alert, KnownIncident, NewAlert } from './alert-store'

const reminderMs = 24 * 60 * 60_000

/** What is to be written down: new alerts, and such as are overtaken before they were sent. */
export interface AlertChanges {
  readonly raise: readonly NewAlert[]
  readonly withdraw: readonly number[]
}

/** Whom and what an open incident is about. */
export interface Telling {
  readonly nowMs: number
  readonly incident: KnownIncident
  /** False: nothing is wrong at the moment, the next run will show. */
  readonly stands: boolean
  readonly profileName: string
  readonly addresses: readonly string[]
  /** Everything raised for this incident so far. */
  readonly alerts: readonly Alert[]
  readonly failing: readonly Run[]
}

/**
 * How far the trouble has come, as people are told it: "we try again", then "a person must act". Each is told once per
 * incident and address. What is only overdue leaves room for the reason that the next run may show.
 */
function stageOf({ cause, needsPerson }: Pick<KnownIncident, 'cause' | 'needsPerson'>): 'waits' | 'stands' {
  return needsPerson && cause !== 'overdue' ? 'stands' : 'waits'
}

/** Alerts of an incident that is open: failures through both channels, reminders by mail. */
export function alertsOfOpen(telling: Telling): AlertChanges {
  const mails = telling.alerts.filter((alert) => alert.channel === 'mail')
  const addresses = unique(telling.addresses)
  const gone = mails.filter((alert) => isUnsent(alert, telling.nowMs) && !addresses.includes(alert.address ?? ''))
  const perAddress = telling.stands ? addresses.map((address) => mailsTo(address, mails, telling)) : []
  return {
    raise: [...(telling.stands ? desktopAlerts(telling) : []), ...perAddress.flatMap(({ raise }) => raise)],
    withdraw: [...gone.map(({ id }) => id), ...perAddress.flatMap(({ withdraw }) => withdraw)],
  }
}

function mailsTo(address: string, mails: readonly Alert[], telling: Telling): AlertChanges {
  const { incident, nowMs } = telling
  const mine = mails.filter((alert) => alert.address === address)
  const keyOf = (stage: string) => `mail:${incident.id}:${stage}:${address}`
  const has = (stage: string) => mine.some((alert) => alert.key === keyOf(stage))
  const alert = (key: string, what: NewAlert['what']): NewAlert => ({
    ...aboutOf(telling),
    key,
    channel: 'mail',
    what,
    address,
  })
  const stage = stageOf(incident)
  if (!has(stage) && !has('stands')) {
    const overtaken = mine.filter((one) => isUnsent(one, nowMs)).map(({ id }) => id)
    return { raise: [alert(keyOf(stage), 'failed')], withdraw: overtaken }
  }
  const newest = mine.findLast((one) => one.state !== 'withdrawn')
  // What was not sent yet speaks for itself; after a day of no success with it, it is given up and the next one has its turn.
  if (!newest || newest.state === 'pending') return none
  if (nowMs - (newest.sentMs ?? newest.createdMs) < reminderMs) return none
  return { raise: [alert(keyOf(`reminder-${newest.id}`), 'reminder')], withdraw: [] }
}

function desktopAlerts(telling: Telling): readonly NewAlert[] {
  const { incident, failing, alerts } = telling
  if (incident.cause !== 'run') {
    return [
      { ...aboutOf(telling), key: `desktop:${incident.id}:${incident.cause}`, ...desktop, what: 'failed' as const },
    ]
  }
  return failing
    .map((run): NewAlert => {
      const stage = run.state === 'parked' ? 'stands' : 'waits'
      const hostKey = run.error?.hostKey
      return {
        ...aboutOf(telling),
        ...desktop,
        key: `desktop:${run.id}:${stage}`,
        what: 'failed',
        runId: run.id,
        code: run.error?.kind ?? incident.code,
        params: hostKey === undefined ? {} : { hostKey },
        needsPerson: run.state === 'parked',
      }
    })
    .filter(({ key }) => !alerts.some((alert) => alert.key === key))
}

/** Alerts of an incident that has just ended: what was not told yet need not be, whoever was told hears that it is over. */
export function alertsOfEnded(
  telling: Omit<Telling, 'stands' | 'failing'>,
  outcome: 'recovered' | 'dropped',
): AlertChanges {
  const { alerts, nowMs } = telling
  const withdraw = alerts.filter((alert) => isUnsent(alert, nowMs)).map(({ id }) => id)
  if (outcome === 'dropped') return { raise: [], withdraw }
  const mails = unique(telling.addresses)
    .filter((address) => alerts.some((alert) => alert.address === address && alert.state === 'sent'))
    .map((address) => recoveredAlert(address, aboutOf(telling)))
  const isTold = alerts.some((alert) => alert.channel === 'desktop' && alert.state === 'sent')
  const key = `desktop:${telling.incident.id}:recovered`
  const raise = [...(isTold ? [{ ...aboutOf(telling), ...desktop, key, what: 'recovered' as const }] : []), ...mails]
  return { raise, withdraw }
}

/** What every alert of an incident says. */
export type About = Pick<
  NewAlert,
  'incidentId' | 'runId' | 'profileId' | 'profileName' | 'code' | 'params' | 'needsPerson' | 'sinceMs'
>

/** "It works again", to somebody who was told that it did not. */
export function recoveredAlert(address: string, about: About): NewAlert {
  const { incidentId, runId, profileId, profileName, code, params, needsPerson, sinceMs } = about
  return {
    key: `mail:${incidentId}:recovered:${address}`,
    channel: 'mail',
    what: 'recovered',
    address,
    ...{ incidentId, runId, profileId, profileName, code, params, needsPerson, sinceMs },
  }
}

const none: AlertChanges = { raise: [], withdraw: [] }
const desktop = { channel: 'desktop', address: null } as const

function aboutOf({ incident, profileName }: Pick<Telling, 'incident' | 'profileName'>): About {
  const { id: incidentId, runId, profileId, code, params, needsPerson, sinceMs } = incident
  return { incidentId, runId, profileId, profileName, code, params, needsPerson, sinceMs }
}

/** Waits, and no process is sending it at this moment. */
export function isUnsent(alert: Alert, nowMs: number): boolean {
  return alert.state === 'pending' && !isLeased(alert, nowMs)
}

/** How long a process may take to send a message that it took on; then another one takes it to be dead. */
export const leaseMs = 5 * 60_000

/** A lease that would last longer than one can was written under a wrong clock. */
export function isLeased({ leasedUntilMs }: Pick<Alert, 'leasedUntilMs'>, nowMs: number): boolean {
  return leasedUntilMs !== null && leasedUntilMs > nowMs && leasedUntilMs <= nowMs + leaseMs
}

/** A mailbox that stands in the list twice gets one mail. */
function unique(addresses: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return addresses.filter((address) => {
    const known = seen.has(address.toLowerCase())
    seen.add(address.toLowerCase())
    return !known
  })
}
