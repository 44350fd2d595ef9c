import { z } from 'zod'
import type {
  CallErrorDto,
  JournalLineDto,
  LedgerStatusDto,
  ProfileDto,
  RunDto,
  StatusDto,
  TroubleDto,
} from '../../preload/contract/dto'
import { FieldFault, ImportFault } from '../../preload/contract/schemas'
import type { Branch, Mandant } from '../core/ledger/ledger'
import type { Run } from '../core/run/run'
import type { TargetSettings } from '../core/transfer/target'
import type { AppError, AppStatus, JournalEntry, LedgerStatus, ProfileOverview } from '../engine/app'

// The customs office: what leaves is named here field by field. Paths of keys, the secret's state of a profile and
// other inner things stay inside because nobody copies them.

const faultsShownMax = 200

export function toTrouble(error: Pick<AppError, 'code' | 'params'>): TroubleDto {
  return { code: error.code, params: { ...error.params } }
}

const ImportDetails = z.object({ faults: z.array(ImportFault), total: z.number().optional() })
const FieldDetails = z.object({ faults: z.array(FieldFault) })
const AnswerDetails = z.object({ answer: z.string() })

/** Of an error's details only what a screen shows: faults of a file, faults of a form, a server's own words. */
export function toCallError(error: AppError): CallErrorDto {
  const trouble = toTrouble(error)
  const imported = ImportDetails.safeParse(error.details)
  if (imported.success) {
    const { faults, total = faults.length } = imported.data
    return { ...trouble, faults: faults.slice(0, faultsShownMax), faultsTotal: total }
  }
  const form = FieldDetails.safeParse(error.details)
  if (form.success) return { ...trouble, fields: form.data.faults }
  const told = AnswerDetails.safeParse(error.details)
  return told.success ? { ...trouble, answer: told.data.answer } : trouble
}

export function toStatus({ state, pausedUntilMs, running, nextRun, troubles }: AppStatus): StatusDto {
  return {
    state,
    pausedUntilMs,
    running: running.map((one) => ({ ...one })),
    nextRun: nextRun && { ...nextRun },
    troubles: troubles.map((trouble) => ({ ...trouble, params: { ...trouble.params } })),
  }
}

export function toRun(run: Run): RunDto {
  const { id, no, profileId, origin, dueMs, state, attempts, retryAtMs, documents } = run
  return {
    ...{ id, no, profileId, origin, dueMs, state, attempts, retryAtMs, documents },
    error: run.error && {
      kind: run.error.kind,
      detail: run.error.detail,
      ...(run.error.hostKey === undefined ? {} : { hostKey: run.error.hostKey }),
    },
    files: run.files.map((file) => ({ ...file })),
    sums: run.sums.map((sum) => ({ ...sum })),
    startedMs: run.startedMs,
    finishedMs: run.finishedMs,
    releasedMs: run.releasedMs,
  }
}

export function toProfile(overview: ProfileOverview, branches: readonly Branch[]): ProfileDto {
  const { profile, runnable, nextRun, lastRun, openRun, waitingDocuments } = overview
  const branch = branches.find((entry) => entry.branch === profile.branch)
  return {
    id: profile.id,
    name: profile.name,
    enabled: profile.enabled,
    workstation: profile.workstation,
    branch: branch?.name ?? profile.branch,
    target: { protocol: profile.target.protocol, place: placeOf(profile.target) },
    format: profile.format,
    schedule: toSchedule(profile),
    startDate: profile.startDate,
    timeZone: profile.timeZone,
    missedRuns: profile.missedRuns,
    blocked: runnable.ok ? null : toTrouble(runnable.error),
    nextRun,
    lastRun: lastRun && toRun(lastRun),
    openRun: openRun && toRun(openRun),
    waitingDocuments,
  }
}

function toSchedule({ schedule }: ProfileOverview['profile']): ProfileDto['schedule'] {
  if (schedule.interval === 'weekly') return { ...schedule, weekdays: [...schedule.weekdays] }
  if (schedule.interval === 'monthly') return { ...schedule, days: [...schedule.days] }
  return schedule
}

/** Where it goes, in one line: `stb.example.de/eingang` or the folder. */
export function placeOf(target: TargetSettings): string {
  if (target.protocol === 'folder' || target.host === null) return target.directory
  const host = target.port === null ? target.host : `${target.host}:${target.port}`
  return target.directory === '' ? host : `${host}/${target.directory.replace(/^\//, '')}`
}

export function toLedgerStatus(
  status: LedgerStatus,
  { mandants, branches }: { readonly mandants: readonly Mandant[]; readonly branches: readonly Branch[] },
): LedgerStatusDto {
  const currencies = new Map(mandants.map((mandant) => [mandant.mandant, mandant.currency]))
  const names = new Map(branches.map(({ branch, name }) => [branch, name]))
  return {
    mandants: status.mandants.map((entry) => ({
      mandant: entry.mandant,
      name: entry.name,
      bookkeepingActive: entry.bookkeepingActive,
      currency: currencies.get(entry.mandant) ?? 'EUR',
      documents: entry.documents,
      postings: entry.postings,
      debitCents: entry.debitCents,
      creditCents: entry.creditCents,
      byBranch: entry.byBranch.map((one) => ({
        ...one,
        name: one.branch === null ? null : (names.get(one.branch) ?? null),
      })),
      notExported: { ...entry.notExported },
    })),
  }
}

/** Numbers and words as they are, an error as its kind, a list as its length: what a person reads in one line. */
export function toJournalLine(entry: JournalEntry): JournalLineDto {
  const data = Object.entries(entry.data).flatMap(([name, value]) => {
    const told = tellable(value)
    return told === null ? [] : [[name, told] as const]
  })
  return { atMs: entry.atMs, event: entry.event, actor: entry.actor, data: Object.fromEntries(data) }
}

function tellable(value: unknown): string | number | null {
  if (typeof value === 'string' || typeof value === 'number') return value
  if (Array.isArray(value)) return value.length
  if (typeof value !== 'object' || value === null || !('kind' in value)) return null
  return typeof value.kind === 'string' ? value.kind : null
}
