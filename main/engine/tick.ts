import type { Mandant } from '../core/ledger/ledger'
import type { Profile } from '../core/profile/profile'
import { mayGoOn } from '../core/run/retry-plan'
import { isOpen } from '../core/run/run'
import { createRunId } from '../core/run/run-id'
import { dueSlot, mayWorkAt } from '../core/schedule/due-slot'
import type { ProfileRecord } from '../core/store-ports'
import { Breather } from './breather'
import type { Desk } from './desk'
import type { Ports } from './ports'
import { mayRun } from './rules'
import { readMandants, standsInTheWay } from './run-now'

/** On whose order all of this happens, as the journal says it. */
export const scheduleActor = 'schedule'

/**
 * Settles every slot that is due: it becomes a run, durably, or is left out by the profile's rule. A bug with one profile
 * leaves the others alone.
 */
export async function claimDue(desk: Desk): Promise<void> {
  const { ports } = desk
  const ledger = new LedgerOfTick(ports)
  const breather = new Breather() // after a weekend there are hundreds, and a list that is opened meanwhile waits
  for (const { profile } of ports.profiles.list()) {
    if (desk.isStopping) return
    if (!profile.enabled) continue
    try {
      await claimOne(desk, profile.id, ledger)
    } catch (bug) {
      if (desk.noteRefused(bug)) continue
      desk.onBug(bug)
      const { message, stack } = bug instanceof Error ? bug : new Error(String(bug))
      ports.log.error('schedule.bug', { profileId: profile.id, detail: message, stack: stack ?? null })
    }
    await breather.rest()
  }
}

/** What the ledger knows, asked at most once and only when something is due. */
class LedgerOfTick {
  readonly #ports: Ports
  #mandants: Promise<readonly Mandant[] | null> | null = null

  constructor(ports: Ports) {
    this.#ports = ports
  }

  mandants(): Promise<readonly Mandant[] | null> {
    this.#mandants ??= readMandants(this.#ports)
    return this.#mandants
  }
}

async function claimOne(desk: Desk, profileId: string, ledger: LedgerOfTick): Promise<void> {
  const { ports } = desk
  const known = ports.profiles.get(profileId)
  if (!known || slotOf(known, ports).kind === 'none') return
  // Another computer's slots are not ours to settle. If the profile ever becomes ours, it catches up once at most.
  if (!mayRun(known.profile, null, ports).ok) return
  const mandants = await ledger.mandants()
  const lock = desk.isStopping ? null : ports.locks.acquire(profileId)
  if (!lock) return // a run of this profile is being carried: the slot waits
  try {
    const record = ports.profiles.get(profileId) // another process may have settled it meanwhile
    if (record?.profile.enabled) settleOrClaim(desk, record, mandants)
  } finally {
    lock.release()
  }
}

function slotOf(record: ProfileRecord, { clock, chain }: Ports) {
  const { scheduledFromMs, lastDueMs } = record
  return dueSlot({ ...record.profile, scheduledFromMs, lastDueMs }, clock.now(), chain.show())
}

/** Under the profile's lock, so that no other process carries, plans or removes in between. */
function settleOrClaim(desk: Desk, record: ProfileRecord, mandants: readonly Mandant[] | null): void {
  const { ports } = desk
  const { profile } = record
  const slot = slotOf(record, ports)
  if (slot.kind === 'none') return
  if (slot.kind === 'clock-reset') {
    ports.scheduler.setRight(profile.id, scheduleActor)
    return
  }
  const { dueMs } = slot
  const settle = (settlement: Parameters<typeof ports.scheduler.settle>[2]) =>
    ports.scheduler.settle(profile.id, dueMs, settlement, scheduleActor)
  const allowed = mayRun(profile, mandants, ports)
  if (!allowed.ok && slot.kind === 'run') {
    const { code, params } = allowed.error
    settle({ reason: 'refused', code, params })
    desk.statusChanged()
    return
  }
  const unfinished = ports.runs.unfinished(profile.id)
  if (unfinished.some(isOpen)) return // what is new goes with the slot once that run is done
  if (slot.kind === 'skip') settle({ reason: 'skipped' })
  else if (unfinished.some(standsInTheWay)) settle({ reason: 'blocked' })
  else if (!claim(desk, profile, dueMs)) settle({ reason: 'taken' })
}

/** False when this slot had become a run already: the clock went back. */
function claim(desk: Desk, profile: Profile, dueMs: number): boolean {
  const { ports } = desk
  const id = createRunId(ports.clock.now(), profile.timeZone, ports.random.text(4))
  const run = ports.runs.plan({ id, profileId: profile.id, origin: 'schedule', dueMs }, scheduleActor)
  if (!run) return false
  ports.lastRun.record(run.no)
  desk.changed(run.id)
  return true
}

/** The profiles with an open run that may go on here and now; also what was just claimed. */
export function profilesToCarry(ports: Ports): readonly Profile[] {
  const nowMs = ports.clock.now()
  const { maintenanceWindow } = ports.chain.show()
  const seen = new Set<string>()
  const found: Profile[] = []
  for (const run of ports.runs.unfinished(null)) {
    if (!isOpen(run) || seen.has(run.profileId)) continue
    seen.add(run.profileId) // the oldest decides: runs of a profile arrive in their order
    const profile = ports.profiles.get(run.profileId)?.profile
    if (!profile || !mayGoOn(run, nowMs) || !mayRun(profile, null, ports).ok) continue
    const hours = { timeZone: profile.timeZone, maintenanceWindow }
    const mayWork = profile.enabled && mayWorkAt({ dueMs: run.dueMs, nowMs }, hours)
    // Switched off or closed, the schedule leaves its runs as they are; what a person ordered is still brought to its end.
    if (mayWork || run.origin === 'manual') found.push(profile)
  }
  return found
}
