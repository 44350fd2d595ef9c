import type { KnownIncident, NewAlert } from '../core/alert/alert-store'
import { type AlertChanges, alertsOfEnded, alertsOfOpen } from '../core/alert/alerts-due'
import { assess, failingRuns, type ProfileSituation } from '../core/alert/assess'
import { type IncidentStep, incidentStep } from '../core/alert/incident-step'
import { refusal } from '../core/profile/refusal'
import { isOpen, type Run } from '../core/run/run'
import type { ProfileRecord, Workstation } from '../core/store-ports'
import type { Desk } from './desk'
import type { Office } from './ledger'

/** On whose order incidents begin and end, as the journal says it. */
export const alertActor = 'system'

/** What a look at a profile found to be written down. */
interface Plan {
  readonly step: IncidentStep
  readonly incident: KnownIncident | null
  readonly changes: AlertChanges
}

/** Looks at profiles, opens and ends their incidents, and writes down whom to tell. Each look is one transaction. */
export class Incidents {
  readonly #office: Office
  readonly #desk: Desk

  constructor(office: Office, desk: Desk) {
    this.#office = office
    this.#desk = desk
  }

  /**
   * @param profileId null: every profile, and every incident whose profile is gone
   * @returns whether something was written
   */
  review(profileId: string | null): boolean {
    const { ports, announce } = this.#office
    const workstation = ports.workstation.show()
    if (!workstation.adopted) return false // what it would tell is told by the computer it was copied from
    const ids = profileId === null ? this.#everyProfile() : [profileId]
    // Most of the time there is nothing to do, and asking at one moment is cheap.
    const changed = ports.runs.snapshot(() => ids.filter((id) => !isNothing(this.#plan(id, workstation))))
    const raised = changed.flatMap((id) => ports.alerts.atomically(() => this.#carryOut(id, workstation)))
    if (changed.length > 0) announce({ fact: 'status.changed' })
    if (raised.some((alert) => alert.channel === 'desktop')) announce({ fact: 'alerts.raised' })
    return changed.length > 0
  }

  #everyProfile(): readonly string[] {
    const { profiles, alerts } = this.#office.ports
    return [
      ...new Set([
        ...profiles.list().map(({ profile }) => profile.id),
        ...alerts.openIncidents().map((incident) => incident.profileId),
      ]),
    ]
  }

  /** One incident may end and the next one begin in the same look, so it is repeated until nothing is left to do. */
  #carryOut(profileId: string, workstation: Workstation): readonly NewAlert[] {
    const { alerts } = this.#office.ports
    const raised: NewAlert[] = []
    for (let plan = this.#plan(profileId, workstation); !isNothing(plan); plan = this.#plan(profileId, workstation)) {
      const { step, incident, changes } = plan
      if (step.step === 'open') {
        const successNo = alerts.lastSuccess(profileId)?.no ?? 0
        alerts.open(profileId, step.trouble, successNo, alertActor)
      }
      if (step.step === 'update' && incident) alerts.update(incident.id, step.trouble)
      if (step.step === 'end' && incident) alerts.end(incident.id, step.outcome, alertActor)
      alerts.withdraw(changes.withdraw)
      raised.push(...changes.raise.filter((alert) => alerts.raise(alert)))
    }
    return raised
  }

  #plan(profileId: string, workstation: Workstation): Plan {
    const { ports } = this.#office
    const record = ports.profiles.get(profileId)
    const incident = ports.alerts.openIncident(profileId)
    const situation = record ? this.#situation(record, workstation) : null
    const trouble = situation && assess(situation)
    const watched = situation?.watched ?? false
    const lastSuccess = situation ? situation.lastSuccess : ports.alerts.lastSuccess(profileId)
    const step = incidentStep(incident, trouble, { watched, lastSuccess })
    if (!incident) return { step, incident, changes: nothing }
    const telling = {
      nowMs: ports.clock.now(),
      incident,
      profileName: record?.profile.name ?? profileId,
      addresses: record?.profile.email ?? [],
      alerts: ports.alerts.alertsOf(incident.id),
      failing: situation ? failingRuns(situation) : [],
      stands: trouble !== null,
    }
    if (step.step === 'end') return { step, incident, changes: this.#fresh(alertsOfEnded(telling, step.outcome)) }
    // First the incident as it is now, then what is told of it.
    if (step.step !== 'none') return { step, incident, changes: nothing }
    return { step, incident, changes: this.#fresh(alertsOfOpen(telling)) }
  }

  /** Without what was raised before, for another incident with the same run. */
  #fresh({ raise, withdraw }: AlertChanges): AlertChanges {
    return { raise: raise.filter(({ key }) => !this.#office.ports.alerts.isRaised(key)), withdraw }
  }

  #situation(record: ProfileRecord, workstation: Workstation): ProfileSituation {
    const { ports } = this.#office
    const { profile, changedMs, scheduledFromMs } = record
    const nowMs = ports.clock.now()
    const unfinished = ports.runs.unfinished(profile.id)
    return {
      nowMs,
      profile,
      watched: profile.enabled && refusal(profile, { workstation, nowMs, mandants: null }) === null,
      changedMs,
      scheduledFromMs,
      unfinished,
      lastSuccess: ports.alerts.lastSuccess(profile.id),
      refusal: ports.scheduler.lastRefusal(profile.id),
      isRunning: this.#isRunning(profile.id, unfinished),
    }
  }

  /** Carried at this moment, or claimed and about to be. While the schedule is paused nothing is about to. */
  #isRunning(profileId: string, unfinished: readonly Run[]): boolean {
    if (this.#desk.running().includes(profileId)) return true
    const isAboutTo = unfinished.some((run) => isOpen(run) && run.error === null)
    return isAboutTo && this.#office.ports.scheduler.pausedUntil() === null
  }
}

const nothing: AlertChanges = { raise: [], withdraw: [] }

function isNothing({ step, changes }: Plan): boolean {
  return step.step === 'none' && changes.raise.length === 0 && changes.withdraw.length === 0
}
