/** How long each part of a conversation may take, in milliseconds. */
export interface SftpDeadlines {
  /** Name look-up, TCP connect, and greeting with key exchange, each. */
  readonly connectMs: number
  /** Authentication: servers hold back a refusal for 2 to 6 seconds. */
  readonly signInMs: number
  /** Each request, and each acknowledgement while a file is written or read. */
  readonly requestMs: number
}

export const standardDeadlines: SftpDeadlines = { connectMs: 20_000, signInMs: 30_000, requestMs: 60_000 }
