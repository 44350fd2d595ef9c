import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'

/** A message as it came in. */
export interface DemoMail {
  readonly from: string
  readonly to: readonly string[]
  /** Header and body, byte for byte. */
  readonly raw: Uint8Array
}

/** A mail server on loopback, for the round trip on one machine. */
export interface DemoMailServer {
  readonly port: number
  readonly mails: readonly DemoMail[]
  /** Ends every connection and frees the port. */
  close(): Promise<void>
}

/**
 * Starts on a free port; one user, by password. Without TLS: it would need a certificate that somebody trusts, and what
 * passes here never leaves this computer.
 */
export async function startDemoMailServer(account: {
  readonly user: string
  readonly password: string
}): Promise<DemoMailServer> {
  const mails: DemoMail[] = []
  const server = new SMTPServer({
    hideSTARTTLS: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 1_000,
    onAuth: ({ username, password }, _session, done) => {
      const known = username === account.user && password === account.password
      done(null, known ? { user: account.user } : { message: '5.7.8 Username and password not accepted' })
    },
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = envelope
        const from = mailFrom === false ? '' : mailFrom.address
        mails.push({ from, to: rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks) })
        done(null, `2.0.0 OK: queued as ${mails.length}`)
      })
    },
  })
  server.on('error', () => undefined) // a client that goes away is no trouble of ours
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const address = server.server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port')
  return {
    port: address.port,
    mails,
    close: async () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      server.close(() => resolve())
      await promise
    },
  }
}
