import type { Profile } from '../profile/profile'
import { timeOf } from './local-time'
import { type DueRules, previousDue } from './next-due'
import { isOpenAt } from './open-hours'

/** What decides whether a slot of a profile is due: what the profile wants, and how far its schedule has come. */
export type SlotRecord = Pick<Profile, 'schedule' | 'timeZone' | 'missedRuns' | 'startDate'> & {
  /** Slots up to this moment count as settled. */
  readonly scheduledFromMs: number
  /** The newest slot that became a run, or was settled without one; null: none yet. */
  readonly lastDueMs: number | null
}

/**
 * `run`: the slot becomes a run now. `skip`: it was missed, and the profile wants it left out. `clock-reset`: the record
 * lies so far ahead that the clock must have been wrong when it was written; it is set right to now.
 */
export type DueSlot =
  | { readonly kind: 'none' }
  | { readonly kind: 'run'; readonly dueMs: number }
  | { readonly kind: 'skip'; readonly dueMs: number }
  | { readonly kind: 'clock-reset' }

const minuteMs = 60_000
const none: DueSlot = { kind: 'none' }

/** The clock is looked at once a minute, and a busy computer may need a few: so late is still on time. */
export const graceMs = 5 * minuteMs

/**
 * A clock that is set back by less leaves the record alone: no slot comes again before real time has passed it. Beyond a
 * day the clock had been wrong, and waiting would leave the schedule dead for days or years.
 */
export const clockBackMaxMs = 24 * 60 * minuteMs

/**
 * Which slot is to be settled now, and how. Of several missed slots only the newest counts: what to export is decided by
 * what was not sent yet, so one run makes up for all of them.
 */
export function dueSlot(record: SlotRecord, nowMs: number, rules: Pick<DueRules, 'maintenanceWindow'>): DueSlot {
  const { schedule, timeZone, missedRuns, startDate } = record
  const settledMs = Math.max(record.scheduledFromMs, record.lastDueMs ?? record.scheduledFromMs)
  if (settledMs - nowMs > clockBackMaxMs) return { kind: 'clock-reset' }
  if (settledMs >= nowMs) return none
  const dueMs = previousDue(schedule, timeZone, nowMs, { startDate, maintenanceWindow: rules.maintenanceWindow })
  if (dueMs === null || dueMs <= settledMs) return none
  if (nowMs - dueMs <= graceMs) return { kind: 'run', dueMs }
  if (missedRuns === 'skip') return { kind: 'skip', dueMs }
  // Found at night it waits for the morning; a slot that comes due until then takes its place.
  return isOpenAt(timeOf(nowMs, timeZone), rules.maintenanceWindow) ? { kind: 'run', dueMs } : none
}

/**
 * Whether a run of the schedule may go on now: in open hours, or on time. What a crash left at night waits for the morning,
 * as a run does that was missed.
 */
export function mayWorkAt(
  { dueMs, nowMs }: { readonly dueMs: number; readonly nowMs: number },
  hours: { readonly timeZone: string; readonly maintenanceWindow: DueRules['maintenanceWindow'] },
): boolean {
  return nowMs - dueMs <= graceMs || isOpenAt(timeOf(nowMs, hours.timeZone), hours.maintenanceWindow)
}
