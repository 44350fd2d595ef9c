import type { Profile } from '../core/profile/profile'
import { toIsoWithOffset } from '../core/schedule/local-time'
import { nextDue } from '../core/schedule/next-due'
import type { ChainSettings } from '../core/store-ports'

interface Known {
  readonly askedMs: number
  readonly dueMs: number | null
  readonly text: string | null
}

const knownMax = 10_000

/**
 * The next run time of many profiles. Working it out costs a tenth of a millisecond, a list shows hundreds, and many share
 * one schedule; an answer holds until that time has come, or the clock was set back.
 */
export class NextRuns {
  readonly #known = new Map<string, Known>()

  /** As ISO with offset; null: never. Whether the profile is enabled does not count. */
  after(
    { schedule, timeZone, startDate }: Pick<Profile, 'schedule' | 'timeZone' | 'startDate'>,
    nowMs: number,
    { maintenanceWindow }: Pick<ChainSettings, 'maintenanceWindow'>,
  ): string | null {
    const key = JSON.stringify([schedule, timeZone, startDate, maintenanceWindow])
    const known = this.#known.get(key)
    if (known && known.askedMs <= nowMs && (known.dueMs === null || nowMs < known.dueMs)) return known.text
    const dueMs = nextDue(schedule, timeZone, nowMs, { startDate, maintenanceWindow })
    const text = dueMs === null ? null : toIsoWithOffset(dueMs, timeZone)
    if (this.#known.size >= knownMax) this.#known.clear()
    this.#known.set(key, { askedMs: nowMs, dueMs, text })
    return text
  }
}
