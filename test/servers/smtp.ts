import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer, type SMTPServerAuthentication, type SMTPServerAuthenticationResponse } from 'smtp-server'
import { testCertificates } from './certificates'

/** What the server does with the next one who comes; may be changed while it runs. */
export type SmtpBehaviour =
  | 'accept'
  | 'refuse-sign-in'
  /** Quotes the password it got, as it is and in base64. */
  | 'echo-password'
  | 'refuse-sender'
  | 'refuse-recipient'
  /** Takes the message and says no afterwards, as a filter does. */
  | 'refuse-message'
  | 'stall-greeting'
  /** The command after EHLO (and STARTTLS) never gets an answer. */
  | 'stall-after-ehlo'
  | 'stall-after-data'
  | 'drop-at-once'
  | 'drop-in-message'

export interface SmtpServerOptions {
  /** Default `starttls`; `none` does not offer it. */
  readonly security?: 'starttls' | 'tls' | 'none'
  /** Default `good`, for localhost and 127.0.0.1 by the private authority. */
  readonly certificate?: 'good' | 'selfSigned' | 'wrongName' | 'expired'
  /** Who may sign in; null: nobody needs to. Default `buero@example.de` with `secret`. */
  readonly account?: { readonly user: string; readonly password: string } | null
  /** Access tokens that are good for XOAUTH2. */
  readonly tokens?: Set<string>
  readonly behaviour?: SmtpBehaviour
}

export interface ReceivedMail {
  readonly from: string
  readonly to: readonly string[]
  /** The message as it came, header and body. */
  readonly raw: Buffer
  /** It came over TLS. */
  readonly secure: boolean
  readonly user: string | null
  /** How the user signed in. */
  readonly method: string | null
}

export interface TestSmtpServer {
  readonly host: '127.0.0.1'
  readonly port: number
  /** PEM file of the private authority. */
  readonly caFile: string
  readonly messages: ReceivedMail[]
  /** Connections that were opened so far. */
  readonly connections: number
  behaviour: SmtpBehaviour
  stop(): Promise<void>
}

export const smtpAccount = { user: 'buero@example.de', password: 'secret' } as const

/** A real SMTP server on a free port of 127.0.0.1, inside this process. */
export async function startSmtpServer(options: SmtpServerOptions = {}): Promise<TestSmtpServer> {
  const { security = 'starttls', certificate = 'good', account = smtpAccount } = options
  const certificates = await testCertificates()
  const state = { behaviour: options.behaviour ?? ('accept' as SmtpBehaviour), connections: 0 }
  const messages: ReceivedMail[] = []
  const methods = new Map<string, string>()
  const sockets = new Set<Socket>()
  const dropAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  const server = new SMTPServer({
    key: await readFile(certificates.serverKey),
    cert: await readFile(certificates[certificate]),
    secure: security === 'tls',
    hideSTARTTLS: security === 'none',
    disabledCommands: security === 'none' ? ['STARTTLS'] : [],
    allowInsecureAuth: security === 'none',
    authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
    authOptional: account === null,
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 1,
    onConnect: (_session, done) => {
      if (state.behaviour === 'drop-at-once') dropAll()
      if (state.behaviour !== 'stall-greeting') done()
    },
    onAuth: (auth, session, done) => {
      if (state.behaviour === 'stall-after-ehlo') return
      methods.set(session.id, auth.method)
      done(null, judge(auth, account, options.tokens ?? new Set(), state.behaviour))
    },
    onMailFrom: (_address, _session, done) => {
      if (state.behaviour === 'stall-after-ehlo') return
      done(state.behaviour === 'refuse-sender' ? refusal(550, '5.7.60 Sender is not yours') : null)
    },
    onRcptTo: (_address, _session, done) =>
      done(state.behaviour === 'refuse-recipient' ? refusal(550, '5.1.1 Mailbox unknown') : null),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        if (state.behaviour === 'drop-in-message') dropAll()
      })
      stream.on('end', () => {
        if (state.behaviour === 'stall-after-data' || state.behaviour === 'drop-in-message') return
        if (state.behaviour === 'refuse-message') return done(refusal(554, '5.7.1 Looks like spam'))
        const { mailFrom, rcptTo } = session.envelope
        messages.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks),
          secure: session.secure,
          user: typeof session.user === 'string' ? session.user : null,
          method: methods.get(session.id) ?? null,
        })
        done(null, `OK: queued as ${messages.length}`)
      })
    },
  })
  server.on('error', () => undefined) // a client that goes away is no trouble of ours
  server.server.on('connection', (socket: Socket) => {
    state.connections += 1
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    host: '127.0.0.1',
    port: (server.server.address() as AddressInfo).port, // listening on TCP: never a string or null
    caFile: certificates.ca,
    messages,
    get connections() {
      return state.connections
    },
    get behaviour() {
      return state.behaviour
    },
    set behaviour(behaviour) {
      state.behaviour = behaviour
    },
    stop: async () => {
      // Playwright's Node may be older than the app's.
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        dropAll()
      })
    },
  }
}

function judge(
  auth: SMTPServerAuthentication,
  account: SmtpServerOptions['account'],
  tokens: ReadonlySet<string>,
  behaviour: SmtpBehaviour,
): SMTPServerAuthenticationResponse {
  const { username: user = '', password = '' } = auth
  if (behaviour === 'echo-password') {
    const line = Buffer.from(`\0${user}\0${password}`).toString('base64')
    const token = Buffer.from(`user=${user}\x01auth=Bearer ${auth.accessToken}\x01\x01`).toString('base64')
    return { message: `5.7.8 no: ${password} ${line} ${auth.accessToken} ${token}`, responseCode: 535 }
  }
  if (auth.method === 'XOAUTH2') {
    const good = behaviour === 'accept' && tokens.has(auth.accessToken ?? '')
    return good ? { user } : { data: { status: '401', schemes: 'bearer', scope: 'smtp' } }
  }
  const good = behaviour !== 'refuse-sign-in' && user === account?.user && password === account.password
  return good ? { user } : { message: '5.7.8 Username and password not accepted', responseCode: 535 }
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}
