import { Socket } from 'node:net'
import { SftpTrouble } from './sftp-errors'

/**
 * One connection, alive until the first thing that goes wrong with it. Everything that waits for the server waits through
 * `within`, so a death or a deadline ends every wait: the libraries below leave requests unanswered for ever when only the
 * SFTP channel is lost, or when the line falls silent.
 */
export class SftpLine {
  #death: SftpTrouble | null = null
  readonly #waiting = new Set<(death: SftpTrouble) => void>()

  constructor(private readonly socket: Socket) {
    socket.on('error', (error) => this.die(new SftpTrouble('interrupted', error.message)))
    socket.on('close', () => this.die(new SftpTrouble('interrupted', 'the connection was closed')))
  }

  get death(): SftpTrouble | null {
    return this.#death
  }

  /** The first cause counts. Drops the connection at once: a polite goodbye waits for an answer that may never come. */
  die(cause: SftpTrouble): void {
    if (this.#death !== null) return
    this.#death = cause
    for (const reject of this.#waiting) reject(cause)
    this.#waiting.clear()
    this.socket.destroy()
  }

  /** The work's answer, or the line's death; after this many milliseconds that is a `timeout`. */
  async within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
    work.catch(() => undefined) // told through the race, or too late for anybody
    if (this.#death !== null) throw this.#death
    let over: (death: SftpTrouble) => void = () => undefined
    const died = new Promise<never>((_, reject) => {
      over = reject
    })
    this.#waiting.add(over)
    const timer = setTimeout(() => this.die(new SftpTrouble('timeout', `${what}: no answer within ${ms} ms`)), ms)
    try {
      return await Promise.race([work, died])
    } finally {
      clearTimeout(timer)
      this.#waiting.delete(over)
    }
  }
}

/**
 * Sends what is written during one turn of the event loop in one go. ssh2 writes each packet in three pieces; without this
 * and without TCP_NODELAY every request costs 44 ms (Nagle's algorithm against the other side's delayed acknowledgement).
 */
export class CorkedSocket extends Socket {
  #corkedForTurn = false

  override write(chunk: Uint8Array | string, ...rest: unknown[]): boolean {
    if (!this.#corkedForTurn) {
      this.#corkedForTurn = true
      this.cork()
      process.nextTick(() => {
        this.#corkedForTurn = false
        this.uncork()
      })
    }
    // Safe: the arguments are handed on as they came, whichever overload it was.
    return super.write(chunk, ...(rest as []))
  }
}
