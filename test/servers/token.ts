import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { testCertificates } from './certificates'

/** What the identity provider does with the next request; may be changed while it runs. */
export type TokenBehaviour =
  | 'give'
  /** A new refresh token comes along, and the old one is good for nothing any more. */
  | 'rotate'
  /** RFC 6749 §5.2, quoting the refresh token. */
  | 'refuse'
  | 'break'
  | 'redirect'
  | 'nonsense'
  | 'stall'

export interface TestTokenServer {
  /** `https://127.0.0.1:…/token` */
  readonly url: string
  /** PEM file of the private authority. */
  readonly caFile: string
  /** The forms that came in. */
  readonly requests: URLSearchParams[]
  /** Access tokens that were given out. */
  readonly given: Set<string>
  /** The one refresh token that is good. */
  refreshToken: string
  behaviour: TokenBehaviour
  /** Null: the answer does not say. */
  lifetimeSeconds: number | null
  stop(): Promise<void>
}

/** The token endpoint of an identity provider, on a free port of 127.0.0.1 inside this process. */
export async function startTokenServer(refreshToken: string): Promise<TestTokenServer> {
  const certificates = await testCertificates()
  const sockets = new Set<Socket>()
  const options = { key: await readFile(certificates.serverKey), cert: await readFile(certificates.good) }
  const server = createServer(options, (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString())
      state.requests.push(form)
      const answer = request.method === 'POST' && request.url === '/token' ? answerTo(form, state) : notFound
      if (answer === null) return
      response.writeHead(answer.status, { 'content-type': 'application/json', location: '/elsewhere' })
      response.end(answer.body)
    })
  })
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // listening on TCP: never a string or null
  const state: TestTokenServer = {
    url: `https://127.0.0.1:${port}/token`,
    caFile: certificates.ca,
    requests: [],
    given: new Set(),
    refreshToken,
    behaviour: 'give',
    lifetimeSeconds: 3600,
    stop: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
  return state
}

interface Answer {
  readonly status: number
  readonly body: string
}
const notFound: Answer = { status: 404, body: 'not here' }

function answerTo(form: URLSearchParams, state: TestTokenServer): Answer | null {
  const given = form.get('refresh_token') ?? ''
  switch (state.behaviour) {
    case 'stall':
      return null
    case 'break':
      return { status: 503, body: '<html>busy</html>' }
    case 'redirect':
      return { status: 307, body: '' }
    case 'nonsense':
      return { status: 200, body: '{"access_token":"two words"}' }
    case 'refuse':
      return refusal(`AADSTS70008: The refresh token ${given} has expired.`)
    case 'give':
    case 'rotate': {
      if (given !== state.refreshToken) return refusal('AADSTS70000: The refresh token is not valid.')
      const access = `access-${state.given.size + 1}-Kanarie`
      state.given.add(access)
      const next = state.behaviour === 'rotate' ? `${given}+` : null
      if (next !== null) state.refreshToken = next
      const lifetime = state.lifetimeSeconds === null ? {} : { expires_in: state.lifetimeSeconds }
      const tokens = { token_type: 'Bearer', access_token: access, ...lifetime }
      return { status: 200, body: JSON.stringify(next === null ? tokens : { ...tokens, refresh_token: next }) }
    }
  }
}

function refusal(description: string): Answer {
  return { status: 400, body: JSON.stringify({ error: 'invalid_grant', error_description: description }) }
}
