import { passwordLengthMin } from '../core/access/password-rules'
import { secretTargetOf } from '../core/access/secret-target'
import type { BackupError, KeptBackup, TellBytes } from '../core/backup/backup'
import { outdated } from '../core/backup/rotation'
import { fail, ok, type Result } from '../core/result'
import { momentOf } from '../core/schedule/local-time'
import { accountOf } from '../core/transfer/account'
import type { AppError, StatusTrouble } from './app'
import type { BackupOverview, BackupReport, BackupUseCases } from './app-backups'
import { failed, invalid, refused } from './app-error'
import type { Desk } from './desk'
import type { Ports } from './ports'
import { secretNameOf } from './secret'

/** Nobody works then; a computer that is off makes it up after its start. */
const dailyAt = 'T02:00'
/** After the start, runs that were missed come first. */
const calmMs = 10 * 60_000
const retryMs = 60 * 60_000
/** One process makes it; no profile's id has a dot. */
const lockName = 'daily.backup'

interface Trouble extends Pick<AppError, 'code' | 'params'> {
  readonly sinceMs: number
}

/** Daily backups by the clock that the schedule looks at, and one file on a person's order. */
export class BackupDesk implements BackupUseCases {
  readonly #ports: Ports
  readonly #desk: Desk
  readonly #startedMs: number
  readonly #marks = new Map<string, string | null>()
  #trouble: (Trouble & { readonly atMs: number }) | null = null
  #damage: Trouble | null = null
  #working: Promise<unknown> = Promise.resolve()

  constructor(desk: Desk) {
    this.#desk = desk
    this.#ports = desk.ports
    this.#startedMs = this.#ports.clock.now()
  }

  show(): BackupOverview {
    const kept = this.#ports.backups.kept()
    return { kept, nextMs: this.#nextMs(kept), trouble: this.#damage ?? this.#trouble }
  }

  /** A damaged database runs nothing any more: what it says about deliveries cannot be relied on. */
  halt(): AppError | null {
    return this.#damage && refused(this.#damage.code, this.#damage.params)
  }

  troubles(): readonly StatusTrouble[] {
    const nobody = { profileId: null, profileName: null, runId: null, nextAttemptMs: null }
    const found = this.#damage ?? this.#trouble
    if (!found) return []
    const { code, params, sinceMs } = found
    return [{ ...nobody, subject: 'backup', code, params, sinceMs, needsPerson: true }]
  }

  /** An exception that nobody expected: a damaged database speaks up in the middle of the work. */
  noticed(bug: unknown): void {
    if (this.#damage || !this.#ports.backups.isDamage(bug)) return
    this.#foundDamage(bug instanceof Error ? bug.message : String(bug))
  }

  /** From the clock: nobody waits for it. */
  ticked(): void {
    this.#working = this.#working
      .then(() => this.#daily())
      .catch((bug: unknown) => {
        const { message, stack } = bug instanceof Error ? bug : new Error(String(bug))
        this.#ports.log.error('backup.bug', { detail: message, stack: stack ?? null })
      })
  }

  async settled(): Promise<void> {
    await this.#working
  }

  async write(path: string, passphrase: string | null, tell?: TellBytes): Promise<Result<BackupReport, AppError>> {
    if (passphrase !== null && [...passphrase].length < passwordLengthMin) {
      return fail(invalid('passphrase-too-short', { min: passwordLengthMin }))
    }
    const secrets = await this.#secrets()
    const sealed = passphrase === null ? null : { secrets: secrets.found, passphrase }
    const order = { kind: 'full', mark: await this.#mark(), workstation: this.#workstation(), sealed } as const
    const written = await this.#ports.backups.write(path, order, tell)
    if (!written.ok) return fail(toAppError(written.error))
    const { journal, actor } = this.#ports
    const { sizeBytes, hasSecrets } = written.value
    journal.append({
      event: 'backup.written',
      profileId: null,
      runId: null,
      actor,
      data: { path, sizeBytes, hasSecrets },
    })
    const isAny = Object.keys(secrets.found).length > 0 || secrets.unreadable > 0
    const inside = secrets.unreadable > 0 ? 'partly' : 'sealed'
    return ok({ ...written.value, path, secrets: !isAny ? 'none' : sealed ? inside : 'left-out' })
  }

  mayRestore(): Result<void, AppError> {
    const { runs } = this.#ports
    const carried = this.#desk.running().length
    const halfway = runs.unfinished(null).filter(({ state }) => state === 'sending' || state === 'publishing').length
    const count = Math.max(carried, halfway)
    return count > 0 ? fail(refused('restore-runs-open', { count })) : ok()
  }

  async takeSecrets(secrets: Readonly<Record<string, string>>): Promise<boolean> {
    const { profiles, secrets: store } = this.#ports
    let isWhole = true
    for (const [name, secret] of Object.entries(secrets)) {
      const target = secretTargetOf(name)
      if (!target) continue
      const stored = await store.set(name, secret)
      isWhole &&= stored.ok
      const record = target.of === 'profile' ? profiles.get(target.profileId) : null
      if (stored.ok && record) profiles.bindSecret(record.profile.id, accountOf(record.profile.target))
    }
    return isWhole
  }

  async #daily(): Promise<void> {
    const { backups, clock, locks } = this.#ports
    const nowMs = clock.now()
    if (this.#desk.isStopping || this.#damage || this.#desk.running().length > 0) return
    const isCalm = nowMs - this.#startedMs >= calmMs || nowMs < this.#startedMs
    if (!isCalm || nowMs < this.#nextMs(backups.kept())) return
    const lock = locks.acquire(lockName)
    if (!lock) return
    try {
      await this.#makeDaily()
    } finally {
      lock.release()
    }
  }

  async #makeDaily(): Promise<void> {
    const { backups, timeZone, log } = this.#ports
    const mark = await this.#mark()
    const [newest] = backups.kept()
    if (newest && (await this.#markOf(newest)) === mark) return
    const made = await backups.writeDaily({ mark, workstation: this.#workstation() })
    if (!made.ok) {
      if (made.error.kind === 'database-unreadable') this.#foundDamage(made.error.detail)
      else this.#failed(made.error)
      return
    }
    log.info('backup.made', { name: made.value.name, sizeBytes: made.value.sizeBytes })
    for (const old of outdated(backups.kept(), timeZone)) backups.remove(old)
    const before = this.#trouble
    this.#trouble = null
    if (before) this.#desk.statusChanged()
  }

  #failed({ kind, path, detail }: BackupError): void {
    const nowMs = this.#ports.clock.now()
    this.#ports.log.error('backup.failed', { kind, detail })
    const sinceMs = this.#trouble?.sinceMs ?? nowMs
    this.#trouble = { code: 'backup-failed', params: { path }, sinceMs, atMs: nowMs }
    this.#desk.statusChanged()
  }

  #foundDamage(detail: string): void {
    this.#ports.log.error('database.damaged', { detail })
    this.#damage = { code: 'database-damaged', params: {}, sinceMs: this.#ports.clock.now() }
    this.#desk.statusChanged()
  }

  /** The last 02:00 that has no backup after it, or the next one. */
  #nextMs([newest]: readonly KeptBackup[]): number {
    const { clock, timeZone } = this.#ports
    const nowMs = clock.now()
    const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone).toPlainDate()
    const slotOf = (day: Temporal.PlainDate) => momentOf(Temporal.PlainDateTime.from(`${day}${dailyAt}`), timeZone)
    const last = slotOf(today) <= nowMs ? today : today.subtract({ days: 1 })
    const isDone = newest !== undefined && newest.createdMs >= slotOf(last)
    const dueMs = isDone ? slotOf(last.add({ days: 1 })) : slotOf(last)
    return this.#trouble ? Math.max(dueMs, this.#trouble.atMs + retryMs) : dueMs
  }

  /** Every change is in the journal or in the books. */
  async #mark(): Promise<string> {
    const { journal, ledger } = this.#ports
    return `${journal.newestId()}/${await ledger.generation()}`
  }

  async #markOf(backup: KeptBackup): Promise<string | null> {
    const known = this.#marks.get(backup.name)
    if (known !== undefined) return known
    const mark = await this.#ports.backups.markOf(backup)
    this.#marks.set(backup.name, mark)
    return mark
  }

  #workstation(): string {
    return this.#ports.workstation.show().boundName
  }

  async #secrets(): Promise<{ readonly found: Readonly<Record<string, string>>; readonly unreadable: number }> {
    const { profiles, secrets } = this.#ports
    const names = ['smtp', 'smtp-client', ...profiles.list().map(({ profile }) => secretNameOf(profile.id))]
    const found: Record<string, string> = {}
    let unreadable = 0
    for (const name of secrets.place === 'none' ? [] : names) {
      const secret = await secrets.get(name)
      if (!secret.ok) unreadable += 1
      else if (secret.value !== null) found[name] = secret.value
    }
    return { found, unreadable }
  }
}

const classes: Readonly<Record<BackupError['kind'], typeof failed>> = {
  'backup-exists': invalid,
  'backup-unwritable': failed,
  'backup-too-large': failed,
  'backup-unreadable': invalid,
  'backup-damaged': invalid,
  'backup-newer': refused,
  'backup-passphrase-wrong': invalid,
  'restore-in-use': refused,
  'restore-unfinished': failed,
  'database-unreadable': failed,
  'profile-folder-unusable': failed,
}

export function toAppError({ kind, path, detail }: BackupError): AppError {
  const code = kind === 'database-unreadable' ? 'database-damaged' : kind
  return { ...classes[kind](code, { path }), details: { detail } }
}
