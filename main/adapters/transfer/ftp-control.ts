import type { Socket } from 'node:net'
import type { ConnectionOptions } from 'node:tls'
import { FTPContext, FTPError, type FTPResponse } from 'basic-ftp'
import { type FtpDeadlines, within } from './ftp-deadline'

/**
 * The control connection: one command, one answer, each within a deadline. It uses the library's context (answers,
 * text encoding, refusal of line breaks in commands, store of TLS sessions) and none of its transfer code.
 * After a deadline or a broken socket it is closed for good.
 */
export class FtpControl {
  /** No timeout of the library's own: it would count the silence of the control connection during a transfer. */
  readonly context = new FTPContext(0)
  /** Set when data connections are encrypted too. */
  tls: ConnectionOptions | null = null

  constructor(readonly deadlines: FtpDeadlines) {}

  /** Takes over a connected (for TLS: verified) socket; listens from now on. */
  adopt(socket: Socket, tls: ConnectionOptions | null): void {
    this.context.socket = socket
    socket.setKeepAlive(true, 30_000)
    socket.setNoDelay(true)
    this.tls = tls
  }

  /** The server's greeting, which comes unasked. */
  greeting(): Promise<FTPResponse> {
    return this.context.handle(undefined, (response, task) => {
      if (response instanceof Error) task.reject(response)
      else if (isPositive(response.code)) task.resolve(response)
      else task.reject(new FTPError({ code: 421, message: response.message }))
    })
  }

  /** Sends a command. Rejects with the library's `FTPError` when the answer is 4xx or 5xx. */
  ask(command: string, ms = this.deadlines.replyMs): Promise<FTPResponse> {
    return within(ms, command.split(' ', 1).join(), this.context.request(command), () => this.kill('deadline'))
  }

  /** True when the server agreed, false when it answered 4xx or 5xx. */
  async tryAsk(command: string, ms = this.deadlines.replyMs): Promise<boolean> {
    try {
      await this.ask(command, ms)
      return true
    } catch (error) {
      if (error instanceof FTPError) return false
      throw error
    }
  }

  get closed(): boolean {
    return this.context.closed
  }

  /** Drops the connection at once. A command under way is rejected. */
  kill(why: string): void {
    this.context.closeWithError(new Error(`connection dropped: ${why}`))
  }
}

export function isPositive(code: number): boolean {
  return code >= 200 && code < 300
}
