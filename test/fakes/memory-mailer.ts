import type { MailError, Mailer, MailMessage } from '../../main/core/mail/mail'
import { fail, ok } from '../../main/core/result'

/** A mail server that keeps what it is given, or refuses everything with `trouble`. */
export class MemoryMailer implements Mailer {
  readonly messages: MailMessage[] = []
  trouble: MailError | null = null

  async send(message: MailMessage) {
    if (this.trouble) return fail(this.trouble)
    this.messages.push(message)
    return ok({ answer: '250 OK: queued' })
  }
}
