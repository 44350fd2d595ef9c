import type { Alert, MailTrouble } from '../core/alert/alert-store'
import { isUnsent, leaseMs, recoveredAlert } from '../core/alert/alerts-due'
import { type Dispatch, isDue, isStale, memoryMs, planMails } from '../core/alert/plan-mails'
import { assert } from '../core/assert'
import type { MailError } from '../core/mail/mail'
import { fail } from '../core/result'
import { retryPauseMs } from '../core/run/retry-plan'
import { alertActor } from './incidents'
import type { Office } from './ledger'
import { MailWriter } from './outbox-writer'
import type { StatusBoard } from './status'

/** A message that this process has taken on. */
interface Taken {
  readonly alerts: readonly Alert[]
  readonly address: string
  readonly messageId: string
  readonly digest: boolean
}

const notSet: MailError = { kind: 'smtp-not-set', detail: 'no mail server is set', answer: null }

/**
 * Sends the mails that were written down, one after another, and never holds up a run. At least once: a message goes out
 * again when its outcome got lost, under the same message id.
 */
export class Outbox {
  readonly #office: Office
  readonly #writer: MailWriter
  #rounds: Promise<void> = Promise.resolve()
  #waiting = 0
  #stopping = false

  constructor(office: Office, board: StatusBoard) {
    this.#office = office
    this.#writer = new MailWriter(office, board)
  }

  /** Looks for mails that are due, and does not wait for them. */
  wake(): void {
    // The round that waits already will see them, too.
    if (this.#waiting < 2 && this.#hasSomething()) void this.flush()
  }

  /** Sends what is due now; resolves when nothing of it is left, or the server is not to be had. */
  flush(): Promise<void> {
    this.#waiting += 1
    this.#rounds = this.#rounds.then(async () => {
      try {
        await this.#round()
      } catch (bug) {
        const { message, stack } = bug instanceof Error ? bug : new Error(String(bug))
        this.#office.ports.log.error('outbox.bug', { detail: message, stack: stack ?? null })
      } finally {
        this.#waiting -= 1
      }
    })
    return this.#rounds
  }

  /** Waits for the message under way. */
  async stop(): Promise<void> {
    this.#stopping = true
    await this.#rounds
  }

  /** The mail server was set up anew, or took a test message. */
  mended(proven: boolean): void {
    const { alerts, clock, actor } = this.#office.ports
    const trouble = alerts.mailTrouble()
    if (!trouble) return
    if (proven) alerts.clearMailTrouble(actor)
    else alerts.setMailTrouble({ ...trouble, retryAtMs: clock.now() }, actor)
    this.#office.announce({ fact: 'status.changed' })
    this.wake()
  }

  #hasSomething(): boolean {
    try {
      return this.#office.ports.alerts.hasPending('mail')
    } catch (bug) {
      this.#office.ports.log.error('outbox.bug', { detail: bug instanceof Error ? bug.message : String(bug) })
      return false
    }
  }

  async #round(): Promise<void> {
    while (!this.#stopping) {
      const taken = this.#take()
      if (!taken || !(await this.#send(taken))) return
    }
  }

  /** Takes the next message on, so that no other process sends it too. */
  #take(): Taken | null {
    const { alerts, clock, workstation } = this.#office.ports
    if (!alerts.hasPending('mail') || !workstation.show().adopted) return null
    const nowMs = clock.now()
    const trouble = alerts.mailTrouble()
    if (trouble && !isDue(trouble.retryAtMs, nowMs)) return null
    return alerts.atomically(() => {
      const pending = alerts.pending('mail')
      const overtaken = pending.filter((alert) => isUnsent(alert, nowMs) && this.#isOvertaken(alert))
      alerts.withdraw(overtaken.map(({ id }) => id))
      const left = pending.filter((alert) => !overtaken.includes(alert))
      const [dispatch] = planMails(left, alerts.sentSince(nowMs - memoryMs), nowMs)
      return dispatch ? this.#lease(dispatch, left, nowMs) : null
    })
  }

  #lease(dispatch: Dispatch, pending: readonly Alert[], nowMs: number): Taken {
    const { ids, address, digest } = dispatch
    const chosen = pending.filter(({ id }) => ids.includes(id))
    const messageId = dispatch.messageId ?? this.#writer.messageId(ids)
    this.#office.ports.alerts.lease(ids, { id: messageId, digest, leasedUntilMs: nowMs + leaseMs })
    return { alerts: chosen, address, messageId, digest }
  }

  /** The incident ended before anybody was told of it. */
  #isOvertaken({ what, incidentId }: Alert): boolean {
    if (what === 'recovered' || incidentId === null) return false
    return this.#office.ports.alerts.outcomeOf(incidentId) !== null
  }

  /** False: the server is not to be had, so the others need not try. */
  async #send(taken: Taken): Promise<boolean> {
    const { ports } = this.#office
    const { address, messageId } = taken
    // Without a server there is nothing to write for; counting documents takes its time.
    const result =
      ports.smtp.show() === null
        ? fail(notSet)
        : await ports.mailer.send({ to: address, messageId, ...(await this.#writer.write(taken.alerts, taken.digest)) })
    const log = ports.log.child({ messageId, alerts: taken.alerts.length })
    if (result.ok) {
      log.info('mail.sent', { answer: result.value.answer })
      this.#sent(taken)
      return true
    }
    const { kind, detail } = result.error
    log.error('mail.failed', { kind, detail })
    this.#failed(taken, result.error)
    return kind === 'smtp-refused'
  }

  #sent(taken: Taken): void {
    const { alerts } = this.#office.ports
    const hadTrouble = alerts.atomically(() => {
      const trouble = alerts.mailTrouble()
      alerts.sent(
        taken.alerts.map(({ id }) => id),
        alertActor,
      )
      for (const alert of taken.alerts) this.#follow(alert)
      return trouble !== null
    })
    if (hadTrouble) this.#office.announce({ fact: 'status.changed' })
  }

  /** The incident ended while its failure was on the way: whoever just heard of it hears that it is over. */
  #follow(alert: Alert): void {
    const { alerts } = this.#office.ports
    const { what, incidentId, address } = alert
    if (what === 'recovered' || incidentId === null || address === null) return
    if (alerts.outcomeOf(incidentId) === 'recovered') alerts.raise(recoveredAlert(address, alert))
  }

  #failed(taken: Taken, error: MailError): void {
    const { alerts } = this.#office.ports
    alerts.atomically(() => {
      const ids = taken.alerts.map(({ id }) => id)
      const trouble = this.#trouble(error)
      if (error.kind === 'smtp-refused') {
        const attempts = Math.max(...taken.alerts.map((alert) => alert.attempts)) + 1
        alerts.postpone(ids, error.kind, this.#retryAt(attempts))
      } else alerts.unlease(ids)
      alerts.setMailTrouble(trouble, alertActor)
      this.#giveUpStale(error.kind === 'smtp-refused' ? taken.alerts : alerts.pending('mail'))
    })
    this.#office.announce({ fact: 'status.changed' })
  }

  /** A refused message says nothing about the others; with any other trouble none needs to be tried before the pause is over. */
  #trouble({ kind, detail }: MailError): MailTrouble {
    const { alerts, clock } = this.#office.ports
    const before = alerts.mailTrouble()
    const nowMs = clock.now()
    const attempts = (before?.attempts ?? 0) + 1
    const retryAtMs = kind === 'smtp-refused' ? nowMs : this.#retryAt(attempts)
    return { code: kind, detail, sinceMs: before?.sinceMs ?? nowMs, attempts, retryAtMs }
  }

  #retryAt(attempts: number): number {
    const { clock, random } = this.#office.ports
    assert(attempts >= 1, 'attempts count from one')
    return clock.now() + retryPauseMs(attempts, 'soon', random.fraction())
  }

  #giveUpStale(candidates: readonly Alert[]): void {
    const { alerts, clock } = this.#office.ports
    const nowMs = clock.now()
    const stale = candidates.filter((alert) => isStale(alert, nowMs))
    for (const alerted of Map.groupBy(stale, ({ address }) => address).values()) {
      alerts.giveUp(
        alerted.map(({ id }) => id),
        alertActor,
      )
    }
  }
}
