import type { Office } from './ledger'
import type { StatusBoard } from './status'

/** Sends the mails that were written down, one after another. */
export class Outbox {
  readonly #office: Office

  constructor(office: Office, _board: StatusBoard) {
    this.#office = office
  }

  wake(): void {
    void this.flush()
  }

  async flush(): Promise<void> {
    await Promise.resolve()
  }

  async stop(): Promise<void> {
    await Promise.resolve()
  }

  mended(proven: boolean): void {
    const { alerts, actor } = this.#office.ports
    if (proven) alerts.clearMailTrouble(actor)
  }
}
