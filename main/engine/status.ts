import type { KnownIncident, MailTrouble } from '../core/alert/alert-store'
import type { Profile } from '../core/profile/profile'
import { refusal } from '../core/profile/refusal'
import { isOpen, type Run } from '../core/run/run'
import { nextDue } from '../core/schedule/next-due'
import type { ProfileRecord, Workstation } from '../core/store-ports'
import type { AppStatus, StatusTrouble } from './app'
import type { Desk } from './desk'
import type { Ports } from './ports'

/** A slot stays the next one until its time has come, unless the profile or the hours change. */
interface KnownSlot {
  readonly key: string
  readonly afterMs: number
  readonly dueMs: number | null
}

/** How the installation is, at a glance. Asked often: it counts no documents and asks no ledger. */
export class StatusBoard {
  readonly #ports: Ports
  readonly #desk: Desk
  readonly #slots = new Map<string, KnownSlot>()
  /** Troubles of other parts. */
  others: () => readonly StatusTrouble[] = () => []

  constructor(desk: Desk) {
    this.#ports = desk.ports
    this.#desk = desk
  }

  show(): AppStatus {
    return this.#ports.runs.snapshot(() => this.#show())
  }

  #show(): AppStatus {
    const { scheduler } = this.#ports
    const workstation = this.#ports.workstation.show()
    const records = this.#ports.profiles.list()
    const pausedUntilMs = scheduler.pausedUntil()
    const running = this.#running(records)
    const troubles = this.#troubles(records, workstation)
    const runnable = records.filter(({ profile }) => this.#mayRun(profile, workstation))
    return {
      state:
        running.length > 0 ? 'running' : troubles.length > 0 ? 'attention' : pausedUntilMs === null ? 'ok' : 'paused',
      pausedUntilMs,
      running,
      nextRun: this.#nextRun(runnable, pausedUntilMs),
      lastRun: this.#lastRun(records),
      troubles,
      profiles: records.map((record) => ({
        id: record.profile.id,
        name: record.profile.name,
        runnable: runnable.includes(record),
      })),
    }
  }

  /** The first slot of a profile after a moment. */
  slotAfter({ profile }: ProfileRecord, afterMs: number): number | null {
    const { maintenanceWindow } = this.#ports.chain.show()
    const { schedule, timeZone, startDate } = profile
    const key = JSON.stringify([schedule, timeZone, startDate, maintenanceWindow])
    const known = this.#slots.get(profile.id)
    if (known?.key === key && known.afterMs <= afterMs && (known.dueMs === null || afterMs < known.dueMs)) {
      return known.dueMs
    }
    const dueMs = nextDue(schedule, timeZone, afterMs, { startDate, maintenanceWindow })
    this.#slots.set(profile.id, { key, afterMs, dueMs })
    return dueMs
  }

  #mayRun(profile: Profile, workstation: Workstation): boolean {
    return refusal(profile, { workstation, nowMs: this.#ports.clock.now(), mandants: null }) === null
  }

  #running(records: readonly ProfileRecord[]): AppStatus['running'] {
    return this.#desk.running().map((profileId) => ({ profileId, name: nameOf(records, profileId) }))
  }

  #nextRun(runnable: readonly ProfileRecord[], pausedUntilMs: number | null): AppStatus['nextRun'] {
    const nowMs = this.#ports.clock.now()
    const afterMs = pausedUntilMs === null ? nowMs : Math.max(nowMs, pausedUntilMs - 1)
    let next: AppStatus['nextRun'] = null
    for (const record of runnable) {
      const { id: profileId, name, enabled } = record.profile
      const atMs = enabled ? this.slotAfter(record, afterMs) : null
      if (atMs !== null && (!next || atMs < next.atMs)) next = { profileId, name, atMs }
    }
    return next
  }

  #lastRun(records: readonly ProfileRecord[]): AppStatus['lastRun'] {
    const id = this.#ports.alerts.newestEndedRun()
    const run = id === null ? null : this.#ports.runs.get(id)
    return run && { profileName: nameOf(records, run.profileId), run }
  }

  #troubles(records: readonly ProfileRecord[], workstation: Workstation): readonly StatusTrouble[] {
    // A copy runs nothing and tells nothing but this: the rest is the business of the computer it was copied from.
    if (!workstation.adopted) return [workstationTrouble(workstation)]
    const { alerts, runs } = this.#ports
    const incidents = alerts.openIncidents()
    const unfinished = runs.unfinished(null)
    const left = unfinished.filter(
      (run) => run.state === 'parked' && !incidents.some((incident) => incident.profileId === run.profileId),
    )
    const mail = alerts.mailTrouble()
    return [
      ...incidents.map((incident) => this.#incidentTrouble(incident, unfinished, records)),
      ...left.filter(({ profileId }) => isKnown(records, profileId)).map((run) => parkedTrouble(run, records)),
      ...(mail && isWanted(mail, records) ? [mailTrouble(mail)] : []),
      ...this.others(),
    ].toSorted((a, b) => Number(b.needsPerson) - Number(a.needsPerson) || (a.sinceMs ?? 0) - (b.sinceMs ?? 0))
  }

  #incidentTrouble(
    incident: KnownIncident,
    unfinished: readonly Run[],
    records: readonly ProfileRecord[],
  ): StatusTrouble {
    const { profileId, runId, code, params, sinceMs, needsPerson } = incident
    const run = unfinished.find(({ id }) => id === runId)
    const profileName = nameOf(records, profileId)
    const nextAttemptMs = run && isOpen(run) ? run.retryAtMs : null
    return { subject: 'profile', profileId, profileName, runId, code, params, sinceMs, needsPerson, nextAttemptMs }
  }
}

function isKnown(records: readonly ProfileRecord[], profileId: string): boolean {
  return records.some(({ profile }) => profile.id === profileId)
}

function nameOf(records: readonly ProfileRecord[], profileId: string): string {
  return records.find(({ profile }) => profile.id === profileId)?.profile.name ?? profileId
}

/** A parked run of a profile that is switched off: no incident any more, but a person still has to decide about it. */
function parkedTrouble(run: Run, records: readonly ProfileRecord[]): StatusTrouble {
  const hostKey = run.error?.hostKey
  return {
    subject: 'profile',
    profileId: run.profileId,
    profileName: nameOf(records, run.profileId),
    runId: run.id,
    code: run.error?.kind ?? 'internal',
    params: hostKey === undefined ? {} : { hostKey },
    sinceMs: run.finishedMs ?? run.startedMs,
    needsPerson: true,
    nextAttemptMs: null,
  }
}

function workstationTrouble({ reason, name, boundName }: Workstation): StatusTrouble {
  return {
    ...aboutNoProfile,
    subject: 'workstation',
    code: `workstation-${reason ?? 'other-name'}`,
    params: { name, boundName },
    sinceMs: null,
    needsPerson: true,
    nextAttemptMs: null,
  }
}

const aboutNoProfile = { profileId: null, profileName: null, runId: null } as const

/** What passes by itself, as a server that is down does; the rest somebody has to set right. */
const passing: readonly MailTrouble['code'][] = ['smtp-unreachable', 'smtp-timeout', 'smtp-failed']

function mailTrouble({ code, detail, sinceMs, retryAtMs }: MailTrouble): StatusTrouble {
  const needsPerson = !passing.includes(code)
  return {
    ...aboutNoProfile,
    subject: 'mail',
    code,
    params: { detail },
    sinceMs,
    needsPerson,
    nextAttemptMs: retryAtMs,
  }
}

/** No mail server is no trouble once nobody wants mail. */
function isWanted({ code }: MailTrouble, records: readonly ProfileRecord[]): boolean {
  return code !== 'smtp-not-set' || records.some(({ profile }) => profile.email.length > 0)
}
