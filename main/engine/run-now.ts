import { assert } from '../core/assert'
import type { Profile } from '../core/profile/profile'
import { ok, type Result } from '../core/result'
import { concernsOnlyThisRun } from '../core/run/retry-plan'
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
function standsInTheWay(run: Run): boolean {
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

/** Carries on every open run that is due, at start and so after a crash. What may not run here stays as it is. */
export async function resumeOpen(desk: Desk): Promise<readonly Run[]> {
  const { ports } = desk
  const nowMs = ports.clock.now()
  const due = ports.runs.unfinished(null).filter((run) => isOpen(run) && (run.retryAtMs ?? 0) <= nowMs)
  if (due.length === 0) return []
  const mandants = await ports.ledger.mandants()
  const carried: Run[] = []
  for (const { id, profileId } of due) {
    if (desk.isStopping) break
    if (!findRunnable(profileId, mandants, ports).ok) continue
    const result = await desk.locked(profileId, async () => {
      const profile = findRunnable(profileId, mandants, ports)
      const run = ports.runs.get(id) // another process may have carried it on meanwhile
      return ok(profile.ok && run && isOpen(run) ? await desk.carry(run, profile.value, () => undefined) : null)
    })
    if (result.ok && result.value) carried.push(result.value)
  }
  return carried
}
