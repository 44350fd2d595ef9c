import { fail, ok, type Result } from '../core/result'
import { isOutcomeAsked } from '../core/run/retry-plan'
import { isOpen, type Run } from '../core/run/run'
import type { AppError, RunDetails, RunProgress } from './app'
import { failed, invalid, refused } from './app-error'
import type { Desk } from './desk'
import { clearLeftovers } from './leftovers'
import type { Ports } from './ports'
import { findRunnable, ownsRuns } from './rules'
import { checkSpool } from './send'

export function findRun(runId: string, { runs }: Pick<Ports, 'runs'>): Result<Run, AppError> {
  const run = runs.get(runId)
  return run ? ok(run) : fail(invalid('run-unknown', { id: runId }))
}

export async function showRun(runId: string, ports: Ports): Promise<Result<RunDetails, AppError>> {
  const { runs, journal } = ports
  const mandants = await ports.ledger.mandants()
  const run = findRun(runId, ports)
  if (!run.ok) return run
  const runnable = findRunnable(run.value.profileId, mandants, ports)
  const owned = ownsRuns(ports)
  return ok({
    run: run.value,
    faults: runs.faults(runId),
    journal: journal.list({ runId }),
    receipts: runs.receipts(runId),
    refusals: {
      resend: refusalOfResend(run.value) ?? (runnable.ok ? null : runnable.error),
      release: refusalOfRelease(run.value) ?? (owned.ok ? null : owned.error),
      arrived: refusalOfArrived(run.value) ?? (owned.ok ? null : owned.error),
    },
  })
}

/** Sends the prepared bytes once more under the same names. Where they still lie unchanged, that is the delivery. */
export async function resend(
  desk: Desk,
  runId: string,
  tell: (progress: RunProgress) => void,
): Promise<Result<Run, AppError>> {
  const { ports } = desk
  const found = findRun(runId, ports)
  if (!found.ok) return found
  const { profileId } = found.value
  const mandants = await ports.ledger.mandants()
  const known = findRunnable(profileId, mandants, ports)
  if (!known.ok) return known
  return desk.locked(profileId, async () => {
    const profile = findRunnable(profileId, mandants, ports)
    if (!profile.ok) return profile
    const run = findRun(runId, ports)
    if (!run.ok) return run
    const refusal = refusalOfResend(run.value)
    if (refusal) return fail(refusal)
    for (const file of run.value.files) {
      const intact = await checkSpool(file, runId, { ports })
      if (!intact.ok) return fail(failed(intact.error.kind, { file: file.name }, { detail: intact.error.detail }))
    }
    return ok(await desk.carry(ports.runs.resend(runId, ports.actor), profile.value, tell))
  })
}

function refusalOfResend(run: Run): AppError | null {
  if (run.releasedMs !== null) return refused('run-released', { id: run.id })
  if (isOpen(run)) return refused('run-open', { id: run.id })
  if (run.files.length === 0) return refused('run-without-files', { id: run.id })
  return null
}

/** Frees the documents of a run for the next one. What was not delivered will not be any more. */
export async function release(desk: Desk, runId: string, reason: string): Promise<Result<Run, AppError>> {
  return decide(desk, runId, reason, refusalOfRelease, async (run) => {
    const released = desk.ports.runs.release(runId, reason.trim(), desk.ports.actor)
    await clearLeftovers(run, desk.ports)
    return released
  })
}

/** A person found out that it arrived, where no server can tell: the run is done, and its documents stay handed over. */
export async function arrived(desk: Desk, runId: string, reason: string): Promise<Result<Run, AppError>> {
  return decide(desk, runId, reason, refusalOfArrived, async (run) =>
    desk.ports.runs.arrived(run.id, reason.trim(), desk.ports.actor),
  )
}

function refusalOfArrived({ id, state, error }: Run): AppError | null {
  const isAsked = state === 'parked' && error !== null && isOutcomeAsked(error.kind)
  return isAsked ? null : refused('run-outcome-known', { id })
}

/** What a person decides about a run, and why. */
async function decide(
  desk: Desk,
  runId: string,
  reason: string,
  refusalOf: (run: Run) => AppError | null,
  work: (run: Run) => Promise<Run>,
): Promise<Result<Run, AppError>> {
  const { ports } = desk
  const found = findRun(runId, ports)
  if (!found.ok) return found
  if (reason.trim() === '') return fail(invalid('reason-missing'))
  const owned = ownsRuns(ports)
  if (!owned.ok) return owned
  return desk.locked(found.value.profileId, async () => {
    const run = findRun(runId, ports)
    if (!run.ok) return run
    const refusal = refusalOf(run.value)
    if (refusal) return fail(refusal)
    const decided = await work(run.value)
    desk.changed(runId)
    desk.onCarried(runId) // nobody has to act on it any more
    return ok(decided)
  })
}

function refusalOfRelease(run: Run): AppError | null {
  if (run.releasedMs !== null) return refused('run-released', { id: run.id })
  if (run.state === 'empty' || run.state === 'cancelled') return refused('run-without-documents', { id: run.id })
  // A rename may be under way at the server: the next attempt asks it first.
  if (run.state === 'publishing' || isOutcomeOpen(run)) return refused('run-publishing', { id: run.id })
  return null
}

/** Parked between a rename and the look afterwards, by a refused sign-in for one: only the server knows the outcome. */
function isOutcomeOpen({ state, files, error }: Run): boolean {
  const hasLooked = error && (isOutcomeAsked(error.kind) || error.kind === 'remote-conflict')
  return state === 'parked' && files.length > 0 && files.every((file) => file.state !== 'spooled') && !hasLooked
}
