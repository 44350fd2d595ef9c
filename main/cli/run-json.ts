import type { Run, SpoolFile } from '../core/run/run'
import type { Words } from './words'

/** RUN of the command line contract, plus what a reader may ignore. */
export function runJson(run: Run, words: Words, timeZone: string): Readonly<Record<string, unknown>> {
  const iso = (epochMs: number | null) => (epochMs === null ? null : isoWithOffset(epochMs, timeZone))
  return {
    id: run.id,
    profile: run.profileId,
    state: run.state,
    documents: run.documents,
    files: run.files.map(fileJson),
    sums: run.sums.map(({ mandant, currency, debitCents, creditCents }) => ({
      mandant,
      currency,
      debitCents,
      creditCents,
    })),
    startedAt: iso(run.startedMs),
    finishedAt: iso(run.finishedMs),
    error: run.error ? errorJson(run.error, words) : null,
    no: run.no,
    origin: run.origin,
    dueAt: iso(run.dueMs),
    attempts: run.attempts,
    retryAt: iso(run.retryAtMs),
    releasedAt: iso(run.releasedMs),
  }
}

function fileJson({ name, remotePath, sizeBytes, sha256, rows, kind, mandant, state }: SpoolFile) {
  return { name, remotePath, sizeBytes, sha256, rows, kind, mandant, state }
}

function errorJson({ kind, detail, hostKey }: NonNullable<Run['error']>, words: Words) {
  return {
    code: kind,
    message: words.byCode('error', kind, { detail, hostKey: hostKey ?? '' }),
    detail,
    ...(hostKey === undefined ? {} : { hostKey }),
  }
}

/** `2026-03-29T06:00:00.000+02:00` */
export function isoWithOffset(epochMs: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.trunc(epochMs)).toString({ timeZone, smallestUnit: 'millisecond' })
}
