import { assert } from '../core/assert'
import type { Mandant } from '../core/ledger/ledger'
import type { Profile } from '../core/profile/profile'
import { ok, type Result } from '../core/result'
import { concernsOnlyThisRun, mayGoOn } from '../core/run/retry-plan'
import { isOpen, type Run } from '../core/run/run'
import { createRunId } from '../core/run/run-id'
import type { AppError, ExportReport, RunProgress } from './app'
import type { Desk } from './desk'
import type { Ports } from './ports'
import { findRunnable } from './rules'

type Tell = (progress: RunProgress) => void

/** Run now: carries on what the profile left unfinished, then starts a new run. Not a second path: `runExport` does both. */
export async function exportNow(desk: Desk, profileId: string, tell: Tell): Promise<Result<ExportReport, AppError>> {
  const { ports } = desk
  const mandants = await ports.ledger.mandants()
  const known = findRunnable(profileId, mandants, ports)
  if (!known.ok) return known
  return desk.locked(profileId, async () => {
    // Another process may have changed or removed it until the lock was ours.
    const profile = findRunnable(profileId, mandants, ports)
    return profile.ok ? ok(report(await exportAll(desk, profile.value, tell), ports)) : profile
  })
}

async function exportAll(desk: Desk, profile: Profile, tell: Tell): Promise<readonly Run[]> {
  const { ports } = desk
  const runs: Run[] = []
  for (const unfinished of ports.runs.unfinished(profile.id)) {
    const run = await desk.carry(ports.runs.carryOn(unfinished.id, ports.actor), profile, tell)
    runs.push(run)
    if (standsInTheWay(run) || desk.isStopping) return runs
  }
  const planned = planRun(profile, ports)
  runs.push(await desk.carry(planned, profile, tell))
  return runs
}

/** What stopped this run would stop the next one too. */
export function standsInTheWay(run: Run): boolean {
  if (isOpen(run)) return true
  return run.state === 'parked' && !(run.error && concernsOnlyThisRun(run.error.kind))
}

function planRun(profile: Profile, ports: Ports): Run {
  const nowMs = ports.clock.now()
  const id = createRunId(nowMs, profile.timeZone, ports.random.text(4))
  const run = ports.runs.plan({ id, profileId: profile.id, origin: 'manual', dueMs: nowMs }, ports.actor)
  assert(run !== null, 'only slots of the schedule can be taken')
  ports.lastRun.record(run.no)
  return run
}

function report(runs: readonly Run[], { runs: store }: Ports): ExportReport {
  const run = runs.findLast((one) => one.state !== 'empty') ?? runs.at(-1)
  assert(run !== undefined, 'an order makes a run')
  const warnings = runs.flatMap((one) => store.faults(one.id)).filter((fault) => fault.level === 'warning')
  return { runs, run, warnings }
}

/**
 * Carries on what the profile left open, oldest first, as far as it goes now: after a crash, when a pause is over, and
 * once the schedule has claimed a slot. Nothing when another process is at it, or when a rule forbids it here and now.
 */
export async function carryOpen(desk: Desk, profileId: string, actor: string): Promise<readonly Run[]> {
  const { ports } = desk
  const mandants = await readMandants(ports)
  const carried: Run[] = []
  await desk.locked(profileId, async () => {
    for (const { id } of ports.runs.unfinished(profileId).filter(isOpen)) {
      const profile = findRunnable(profileId, mandants, ports)
      const run = ports.runs.get(id)
      if (desk.isStopping || !profile.ok || !run || !mayGoOn(run, ports.clock.now())) break
      const left = await desk.carry(run, profile.value, () => undefined, actor)
      carried.push(left)
      if (standsInTheWay(left)) break
    }
    return ok()
  })
  return carried
}

/** Null when the ledger does not answer: a run then meets the same and says so, where silence would be worse. */
export async function readMandants({ ledger, log }: Ports): Promise<readonly Mandant[] | null> {
  try {
    return await ledger.mandants()
  } catch (error) {
    log.error('ledger.unreadable', { detail: error instanceof Error ? error.message : String(error) })
    return null
  }
}
