import { fail, ok, type Result } from '../core/result'
import type { Run } from '../core/run/run'
import { createRunId } from '../core/run/run-id'
import type { AppError, DryRunReport } from './app'
import { failed } from './app-error'
import type { Ports } from './ports'
import { findRunnable } from './rules'
import { type WriteOutcome, writeFiles } from './write-files'

/**
 * What an export would do now, by the same writer, read back as a run's files are. Stamps, sends and stores nothing.
 * @param folder where the files stay; null: nowhere
 */
export async function dryRun(
  profileId: string,
  folder: string | null,
  ports: Ports,
): Promise<Result<DryRunReport, AppError>> {
  const profile = findRunnable(profileId, await ports.ledger.mandants(), ports)
  if (!profile.ok) return profile
  const startedMs = ports.clock.now()
  const runId = createRunId(startedMs, profile.value.timeZone, ports.random.text(4))
  const place = folder === null ? ports.spool.beginTrial(runId) : ports.spool.beginIn(folder)
  if (!place.ok) return fail(failed(place.error.kind, {}, place.error))
  const stamps = ports.runs.pile()
  try {
    const order = { profile: profile.value, runId, startedMs, place: place.value, stamps, tell: () => undefined }
    const outcome = await writeFiles(order, ports)
    if (outcome.kind !== 'written' || folder === null) place.value.abandon()
    if (outcome.kind === 'trouble') return fail(failed(outcome.error.kind, {}, { detail: outcome.error.detail }))
    return ok(reportOf(outcome, { runId, profileId, startedMs, nowMs: ports.clock.now() }))
  } finally {
    stamps.drop()
  }
}

interface Head {
  readonly runId: string
  readonly profileId: string
  readonly startedMs: number
  readonly nowMs: number
}

function reportOf(
  outcome: Exclude<WriteOutcome, { kind: 'trouble' }>,
  { runId, profileId, startedMs, nowMs }: Head,
): DryRunReport {
  const prepared =
    outcome.kind === 'written' ? outcome.prepared : { files: [], documents: null, sums: [], warnings: [] }
  const documentList = prepared.documents?.all() ?? []
  const files = prepared.files.map((file) => ({ ...file, state: 'spooled' as const, remotePath: null }))
  const run: Run = {
    id: runId,
    no: 0,
    profileId,
    origin: 'manual',
    dueMs: startedMs,
    state: outcome.kind === 'written' ? 'planned' : outcome.kind === 'empty' ? 'empty' : 'parked',
    error: outcome.kind === 'rejected' ? { kind: 'format-rejected', detail: '' } : null,
    attempts: 0,
    retryAtMs: null,
    documents: documentList.filter((one) => one.occasion !== 'reversal').length,
    files,
    sums: prepared.sums,
    startedMs,
    finishedMs: nowMs,
    releasedMs: null,
  }
  const faults =
    outcome.kind === 'rejected' ? outcome.faults : outcome.kind === 'empty' ? outcome.warnings : prepared.warnings
  return { run, files, documentList, faults }
}
