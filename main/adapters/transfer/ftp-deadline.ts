import { FtpTrouble } from './ftp-errors'

/** How long each part of a conversation may take, in milliseconds. */
export interface FtpDeadlines {
  /** Name look-up, TCP connect and TLS handshake, each, for control and data connections. */
  readonly connectMs: number
  /** Greeting and each answer during sign-in: servers hold back a refusal for 2 to 6 seconds. */
  readonly loginMs: number
  /** Any other answer on the control connection. */
  readonly replyMs: number
  /** A transfer during which the kernel takes or gives no byte. */
  readonly stallMs: number
  /** How long the server's answer may still come after the data connection broke: it holds the true reason. */
  readonly graceMs: number
  /** What the slowest line carries, in bytes per second: bytes the kernel still holds need this long to leave. */
  readonly slowestRate: number
}

export const standardDeadlines: FtpDeadlines = {
  connectMs: 20_000,
  loginMs: 30_000,
  replyMs: 60_000,
  stallMs: 60_000,
  graceMs: 1_500,
  slowestRate: 16_384,
}

/** What a kernel buffers at most on a connection (Linux: tcp_wmem), and so may still be on its way after the last write. */
const kernelBufferBytes = 4 * 1024 * 1024

/** The time for the answer after the last byte was handed to the kernel: draining comes first, then the server. */
export function drainMs(deadlines: FtpDeadlines, sentBytes: number): number {
  return deadlines.replyMs + (Math.min(sentBytes, kernelBufferBytes) / deadlines.slowestRate) * 1000
}

/** The promise's answer, or `timeout` after this many milliseconds; then `onLate` ends what is still going on. */
export async function within<T>(ms: number, what: string, promise: Promise<T>, onLate: () => void): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new FtpTrouble('timeout', `${what}: nothing within ${Math.round(ms)} ms`))
      onLate()
    }, ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
