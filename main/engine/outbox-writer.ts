import type { Alert } from '../core/alert/alert-store'
import {
  digestMail,
  failureMail,
  type MailFacts,
  type MailText,
  recoveredMail,
  reminderMail,
} from '../core/alert/mail-text'
import { assert } from '../core/assert'
import { messageIdOf } from '../core/mail/address'
import { isOpen } from '../core/run/run'
import type { Office } from './ledger'
import type { StatusBoard } from './status'

const defaultZone = 'Europe/Berlin'

/** Puts alerts into words as things are at the moment of sending. */
export class MailWriter {
  readonly #office: Office
  readonly #board: StatusBoard

  constructor(office: Office, board: StatusBoard) {
    this.#office = office
    this.#board = board
  }

  /** Made once per message; its right side is the sender's domain, as mail filters expect it. */
  messageId(ids: readonly number[]): string {
    const { workstation, smtp, random } = this.#office.ports
    const local = `alert-${ids[0] ?? 0}-${random.text(12)}.${workstation.show().installationId}`
    return messageIdOf(local, smtp.show()?.from ?? '')
  }

  async write(alerts: readonly Alert[], digest: boolean): Promise<MailText> {
    const { ports } = this.#office
    const words = ports.words(ports.smtp.show()?.language ?? 'de')
    const { name } = ports.workstation.show()
    const [first] = alerts
    assert(first !== undefined, 'a message is about something')
    if (digest) {
      const lines = alerts.map((alert) => ({ ...alert, timeZone: this.#zoneOf(alert), what: told(alert.what) }))
      return digestMail(lines, name, words)
    }
    switch (told(first.what)) {
      case 'failed':
        return failureMail(await this.#facts(first), words)
      case 'reminder':
        return reminderMail(await this.#facts(first), words)
      case 'recovered':
        return recoveredMail({ ...(await this.#facts(first)), nowMs: first.createdMs }, words)
    }
  }

  async #facts(alert: Alert): Promise<MailFacts> {
    const { ports } = this.#office
    const { profileName, code, params, needsPerson, sinceMs, runId, incidentId, profileId } = alert
    const incident = ports.alerts.openIncident(profileId)
    // What is wrong may have changed while the mail waited; it says how things are.
    const now = incident && incident.id === incidentId && alert.what !== 'recovered' ? incident : null
    return {
      profileName,
      timeZone: this.#zoneOf(alert),
      nowMs: ports.clock.now(),
      cause: now?.cause ?? (code === 'overdue' ? 'overdue' : runId === null ? 'refused' : 'run'),
      code: now?.code ?? code ?? 'internal',
      params: now?.params ?? params,
      needsPerson: now?.needsPerson ?? needsPerson,
      sinceMs,
      waitingDocuments: alert.what === 'recovered' ? null : await this.#waiting(profileId),
      nextAttemptMs: this.#nextAttempt(now?.runId ?? runId, profileId),
      workstation: ports.workstation.show().name,
      runId: now ? now.runId : runId,
    }
  }

  /** What the profile would hand over, and what its unfinished runs hold already. Null: the ledger does not say. */
  async #waiting(profileId: string): Promise<number | null> {
    const { ports, waiting } = this.#office
    const profile = ports.profiles.get(profileId)?.profile
    if (!profile) return null
    try {
      const held = ports.runs.unfinished(profileId).reduce((sum, run) => sum + run.documents, 0)
      return held + (await waiting.total(profile))
    } catch (error) {
      ports.log.error('waiting.uncounted', {
        profileId,
        detail: error instanceof Error ? error.message : String(error),
      })
      return null
    }
  }

  /** Of the run when it waits for one; else the profile's next slot, unless a parked run stands in its way. */
  #nextAttempt(runId: string | null, profileId: string): number | null {
    const { ports } = this.#office
    const run = runId === null ? null : ports.runs.get(runId)
    if (run && isOpen(run)) return run.retryAtMs
    if (run?.state === 'parked') return null
    const record = ports.profiles.get(profileId)
    return record?.profile.enabled ? this.#board.slotAfter(record, ports.clock.now()) : null
  }

  #zoneOf({ profileId }: Alert): string {
    return this.#office.ports.profiles.get(profileId)?.profile.timeZone ?? defaultZone
  }
}

/** Deliveries are told on the desktop only. */
function told(what: Alert['what']): 'failed' | 'reminder' | 'recovered' {
  assert(what !== 'delivered', 'no mail tells of a delivery')
  return what
}
