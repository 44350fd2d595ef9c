/**
 * Incident: the time in which a profile does not work, from the first failure until the first success after it. At most one
 * per profile is open. Alerts are what people are told about it; each is written down before it is sent, and told once.
 */
export interface Incident {
  readonly id: number
  readonly profileId: string
  /** `run`: a run waits or is parked; `refused`: a rule forbade a run of the schedule; `overdue`: too long without success. */
  readonly cause: 'run' | 'refused' | 'overdue'
  readonly runId: string | null
  /** Words under `error.<code>`; `overdue` for that cause. */
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
  /** False: the program tries again by itself. */
  readonly needsPerson: boolean
  readonly sinceMs: number
  readonly endedMs: number | null
}

export type AlertWhat = 'failed' | 'reminder' | 'recovered' | 'delivered'

/** One thing to show on the desktop of this computer. */
export interface DesktopAlert {
  readonly id: number
  readonly what: AlertWhat
  readonly profileId: string
  readonly profileName: string
  /** The run to open on a click. */
  readonly runId: string | null
  readonly code: string | null
  readonly params: Readonly<Record<string, string | number>>
  readonly sinceMs: number
  readonly nextAttemptMs: number | null
}
