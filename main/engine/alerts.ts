import type { DesktopAlert } from '../core/alert/alert'
import type { Alert } from '../core/alert/alert-store'
import { ok } from '../core/result'
import { isOpen, type Run } from '../core/run/run'
import type { AlertUseCases, SmtpUseCases, StatusTrouble } from './app'
import type { Desk } from './desk'
import { Incidents } from './incidents'
import type { Office } from './ledger'
import { Outbox } from './outbox'
import { StatusBoard } from './status'

/** Without news in the journal nothing changes but the time: then a look every so often will do. */
const quietMs = 10 * 60_000
/** An older delivery is no news to whoever opens the program. */
const deliveredNewsMs = 60 * 60_000

/** What people are told, and how the installation is. Trouble in here never touches a run: it goes into the log. */
export class Alerts implements AlertUseCases {
  readonly #office: Office
  readonly #incidents: Incidents
  readonly #outbox: Outbox
  readonly #board: StatusBoard
  #seen = { journalNo: -1, atMs: 0 }

  constructor(office: Office, desk: Desk) {
    this.#office = office
    this.#incidents = new Incidents(office, desk)
    this.#board = new StatusBoard(desk)
    this.#outbox = new Outbox(office, this.#board)
  }

  /** Other parts whose troubles belong to the status. */
  addTroubles(others: () => readonly StatusTrouble[]): void {
    this.#board.others = others
  }

  async status() {
    return this.#board.show()
  }

  async review(profileId: string | null): Promise<void> {
    this.#guarded(() => this.#incidents.review(profileId))
    await this.#outbox.flush()
  }

  settings() {
    return this.#office.ports.alerts.settings()
  }

  async setSettings(settings: { readonly notifyOnSuccess: boolean }) {
    const { alerts, actor } = this.#office.ports
    alerts.setSettings(settings, actor)
    return ok()
  }

  async takeDesktop(): Promise<readonly DesktopAlert[]> {
    const { ports } = this.#office
    if (!ports.workstation.show().adopted || !ports.alerts.hasPending('desktop')) return []
    return ports.alerts.atomically(() => {
      const pending = ports.alerts.pending('desktop')
      const news = pending.filter((alert) => this.#isNews(alert, pending))
      ports.alerts.withdraw(pending.filter((alert) => !news.includes(alert)).map(({ id }) => id))
      ports.alerts.told(news.map(({ id }) => id))
      return news.map((alert) => this.#toDesktop(alert))
    })
  }

  /** After a run was carried as far as it went, whoever ordered it, or released. Mails follow by themselves. */
  carried(runId: string): void {
    this.#guarded(() => {
      const run = this.#office.ports.runs.get(runId)
      if (!run) return
      this.#incidents.review(run.profileId)
      if (run.state === 'delivered') this.#tellDelivery(run)
    })
    this.#outbox.wake()
  }

  /** After a profile, or what may run here, was changed. */
  look(profileId: string | null): void {
    this.#guarded(() => this.#incidents.review(profileId))
    this.#outbox.wake()
  }

  /** After the schedule looked at the clock. */
  ticked(): void {
    const { ports, announce } = this.#office
    this.#guarded(() => {
      const [journalNo, nowMs] = [ports.alerts.journalNo(), ports.clock.now()]
      const isQuiet = nowMs >= this.#seen.atMs && nowMs - this.#seen.atMs < quietMs
      if (journalNo === this.#seen.journalNo && isQuiet) return
      this.#incidents.review(null)
      this.#seen = { journalNo: ports.alerts.journalNo(), atMs: nowMs }
      // Another process may have raised some.
      if (ports.alerts.hasPending('desktop')) announce({ fact: 'alerts.raised' })
    })
    this.#outbox.wake()
  }

  /** The same mail server, with an eye on whether mails can go out now. */
  watching(smtp: SmtpUseCases): SmtpUseCases {
    return {
      show: () => smtp.show(),
      set: async (settings) => this.#mended(await smtp.set(settings), false),
      setSecret: async (secret, which) => this.#mended(await smtp.setSecret(secret, which), false),
      test: async (address) => this.#mended(await smtp.test(address), true),
    }
  }

  /** Waits for the message that is under way; the rest waits for the next start. */
  async stop(): Promise<void> {
    await this.#outbox.stop()
  }

  #mended<T extends { readonly ok: boolean }>(result: T, proven: boolean): T {
    if (result.ok) this.#guarded(() => this.#outbox.mended(proven))
    return result
  }

  #tellDelivery({ id, profileId, startedMs, documents }: Run): void {
    const { ports, announce } = this.#office
    const { alerts } = ports
    if (!alerts.settings().notifyOnSuccess) return
    const isTold = alerts
      .pending('desktop')
      .some((alert) => alert.what === 'recovered' && alert.profileId === profileId)
    if (isTold) return // "it works again" says it
    const profileName = ports.profiles.get(profileId)?.profile.name ?? profileId
    const raised = alerts.raise({
      key: `desktop:${id}:delivered`,
      channel: 'desktop',
      what: 'delivered',
      incidentId: null,
      runId: id,
      profileId,
      profileName,
      address: null,
      code: null,
      params: { documents },
      needsPerson: false,
      sinceMs: startedMs,
    })
    if (raised) announce({ fact: 'alerts.raised' })
  }

  /** The newest of its kind for its profile, and still true. */
  #isNews(alert: Alert, pending: readonly Alert[]): boolean {
    const { alerts, clock } = this.#office.ports
    const isOvertaken = pending.some(
      (one) => one.id > alert.id && one.profileId === alert.profileId && one.what === alert.what,
    )
    if (isOvertaken) return false
    if (alert.what === 'delivered') return clock.now() - alert.createdMs < deliveredNewsMs
    return alert.what === 'recovered' || (alert.incidentId !== null && alerts.outcomeOf(alert.incidentId) === null)
  }

  #toDesktop({ id, what, profileId, profileName, runId, code, params, sinceMs }: Alert): DesktopAlert {
    const run = runId === null ? null : this.#office.ports.runs.get(runId)
    const nextAttemptMs = what === 'failed' && run && isOpen(run) ? run.retryAtMs : null
    return { id, what, profileId, profileName, runId, code, params, sinceMs, nextAttemptMs }
  }

  #guarded(work: () => void): void {
    try {
      work()
    } catch (bug) {
      const { message, stack } = bug instanceof Error ? bug : new Error(String(bug))
      this.#office.ports.log.error('alerts.bug', { detail: message, stack: stack ?? null })
    }
  }
}
