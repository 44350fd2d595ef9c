import { createHash } from 'node:crypto'
import ssh2, { type Connection, type Server } from 'ssh2'
import { serveFolder } from './files'
import { createHostKey } from './host-key'

/** An SFTP server on loopback, for the round trip on one machine. */
export interface DemoServer {
  readonly port: number
  /** `SHA256:…`, as `ssh-keygen -lf` prints it. */
  readonly hostKey: string
  /** Ends every connection and frees the port. */
  close(): Promise<void>
}

/** Starts on a free port with a host key of its own. One user, by password; the folder is all that user sees. */
export async function startDemoServer(options: {
  readonly folder: string
  readonly user: string
  readonly password: string
}): Promise<DemoServer> {
  const key = createHostKey()
  const connections = new Set<Connection>()
  const server = new ssh2.Server({ hostKeys: [key.private] }, (connection) => {
    connections.add(connection)
    connection.on('close', () => connections.delete(connection))
    // A client that goes away is no trouble of ours.
    connection.on('error', () => connections.delete(connection))
    welcome(connection, options)
  })
  const port = await listen(server)
  return {
    port,
    hostKey: fingerprint(key.public),
    close: async () => {
      for (const connection of connections) connection.end()
      const { promise, resolve } = Promise.withResolvers<void>()
      server.close(() => resolve())
      await promise
    },
  }
}

function welcome(connection: Connection, { folder, user, password }: Parameters<typeof startDemoServer>[0]): void {
  // Short answers go out at once instead of waiting for the client's acknowledgement.
  if ('setNoDelay' in connection && typeof connection.setNoDelay === 'function') connection.setNoDelay(true)
  connection.on('authentication', (context) => {
    const known = context.method === 'password' && context.username === user && context.password === password
    if (known) context.accept()
    else context.reject(['password'])
  })
  connection.on('ready', () => {
    connection.on('session', (accept) => {
      accept().on('sftp', (acceptSftp) => serveFolder(acceptSftp(), folder))
    })
  })
}

async function listen(server: Server): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(0, '127.0.0.1', () => resolve())
  await promise
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port')
  return address.port
}

/** Of a public key in OpenSSH's one-line form. */
function fingerprint(publicKey: string): string {
  const blob = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64')
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`
}
