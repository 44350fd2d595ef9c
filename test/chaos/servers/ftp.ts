import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls'
import { Cut, Refusal, type Shelf } from './shelf'

export interface FtpServer {
  readonly port: number
  close(): void
}

export interface FtpUser {
  readonly shelf: Shelf
  /** Stands between the client and the port that waits for its data; answers the port to name. */
  dataPort?(port: number): Promise<number>
}

export interface FtpOptions {
  readonly userOf: (name: string) => FtpUser | null
  /** `AUTH TLS` with this certificate, and encrypted data. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string }
}

/** An FTP server on loopback. Who a user is, the name says; every password is right. */
export async function startFtpServer({ userOf, tls }: FtpOptions): Promise<FtpServer> {
  const context = tls ? createSecureContext({ cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) }) : null
  const open = new Set<Socket | Server>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    new Conversation(socket, userOf, context, open).begin()
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    port: portOf(server),
    close: () => {
      server.close()
      for (const one of open) 'destroy' in one ? one.destroy() : one.close()
    },
  }
}

const portOf = (server: Server) => (server.address() as AddressInfo).port // listening on TCP: never a string or null

const replies: Readonly<Record<Refusal['reason'], string>> = {
  missing: '550 No such file or directory',
  exists: '553 File exists',
  full: '552 Disk full',
  denied: '550 Permission denied',
  busy: '450 File busy, try again later',
  failure: '451 Local error in processing',
}

class Conversation {
  #socket: Socket
  readonly #raw: Socket
  readonly #userOf: FtpOptions['userOf']
  readonly #context: SecureContext | null
  readonly #open: Set<Socket | Server>
  #user: FtpUser | null = null
  #from: string | null = null
  #data: Promise<Socket> | null = null
  #order: Promise<unknown> = Promise.resolve()
  #rest = ''

  constructor(socket: Socket, userOf: FtpOptions['userOf'], context: SecureContext | null, open: Set<Socket | Server>) {
    this.#socket = socket
    this.#raw = socket
    this.#userOf = userOf
    this.#context = context
    this.#open = open
  }

  begin(): void {
    this.#listen(this.#socket)
    this.#say('220 ready')
  }

  #listen(socket: Socket): void {
    socket.setNoDelay(true)
    socket.on('error', () => undefined)
    socket.on('data', (bytes: Buffer) => {
      const lines = (this.#rest + bytes.toString('utf8')).split('\r\n')
      this.#rest = lines.pop() ?? ''
      for (const line of lines) this.#order = this.#order.then(() => this.#take(line))
    })
  }

  async #take(line: string): Promise<void> {
    const [verb = '', ...rest] = line.split(' ')
    try {
      const answer = await this.#do(verb.toUpperCase(), rest.join(' '))
      if (answer !== null) this.#say(answer)
    } catch (error) {
      if (error instanceof Cut) this.#raw.resetAndDestroy()
      else this.#say(replies[error instanceof Refusal ? error.reason : 'failure'])
    }
  }

  #say(text: string): void {
    if (!this.#socket.destroyed) this.#socket.write(`${text}\r\n`)
  }

  async #do(verb: string, argument: string): Promise<string | null> {
    switch (verb) {
      case 'USER':
        this.#user = this.#userOf(argument)
        return '331 password'
      case 'PASS':
        return this.#user ? '230 in' : '530 Login incorrect'
      case 'AUTH':
        return this.#secure()
      case 'OPTS':
      case 'PBSZ':
      case 'PROT':
      case 'TYPE':
      case 'NOOP':
        return '200 ok'
      case 'FEAT':
        return '211 none'
      default:
        return this.#user ? this.#work(verb, argument, this.#user) : '530 Please login'
    }
  }

  async #work(verb: string, argument: string, user: FtpUser): Promise<string | null> {
    const { shelf } = user
    switch (verb) {
      case 'PWD':
        return '257 "/"'
      case 'CWD':
        return shelf.look(argument)?.isFolder ? '250 ok' : replies.missing
      case 'SIZE': {
        const found = shelf.look(argument)
        return found && !found.isFolder ? `213 ${found.sizeBytes}` : replies.missing
      }
      case 'MKD':
        shelf.makeFolder(argument)
        return '257 made'
      case 'DELE':
        shelf.remove(argument)
        return '250 gone'
      case 'RNFR':
        this.#from = argument
        return shelf.look(argument) ? '350 to what' : replies.missing
      case 'RNTO':
        shelf.rename(this.#from ?? '', argument, true)
        return '250 renamed'
      case 'EPSV':
        return `229 (|||${await this.#listenForData(user)}|)`
      case 'STOR':
        return this.#store(shelf, argument)
      case 'RETR':
        return this.#retrieve(shelf, argument)
      default:
        return '500 unknown command'
    }
  }

  #secure(): string | null {
    if (!this.#context) return '502 no TLS here'
    this.#say('234 go on')
    this.#raw.removeAllListeners('data')
    this.#socket = new TLSSocket(this.#raw, { isServer: true, secureContext: this.#context })
    this.#listen(this.#socket)
    return null
  }

  async #listenForData(user: FtpUser): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<Socket>()
    const server = createServer((socket) => {
      server.close()
      socket.on('error', () => undefined)
      this.#open.add(socket)
      socket.on('close', () => this.#open.delete(socket))
      resolve(this.#wrapped(socket))
    })
    this.#open.add(server)
    const end = () => void server.close()
    this.#raw.once('close', end)
    server.once('close', () => {
      this.#raw.off('close', end)
      this.#open.delete(server)
    })
    await new Promise<void>((listening) => {
      server.listen(0, '127.0.0.1', listening)
    })
    this.#data = promise
    return user.dataPort ? user.dataPort(portOf(server)) : portOf(server)
  }

  #wrapped(socket: Socket): Socket {
    if (!this.#context) return socket
    return new TLSSocket(socket, { isServer: true, secureContext: this.#context }).on('error', () => undefined)
  }

  async #takeData(): Promise<Socket> {
    const data = this.#data
    this.#data = null
    if (!data) throw new Refusal('failure')
    return data
  }

  /** As many servers do, it stores what has come when the connection ends, however it ends. */
  async #store(shelf: Shelf, path: string): Promise<string> {
    const waiting = this.#takeData()
    const file = shelf.create(path, false)
    this.#say('150 go on')
    const socket = await waiting
    let position = 0
    let broken: unknown = null
    const ended = Promise.withResolvers<void>()
    socket.on('data', (bytes: Buffer) => {
      try {
        if (broken === null) shelf.write(file, path, bytes, position)
        position += bytes.length
      } catch (error) {
        broken = error
        socket.destroy()
      }
    })
    let isWhole = false
    socket.on('end', () => {
      isWhole = true
      socket.end()
    })
    socket.on('close', () => ended.resolve())
    await ended.promise
    shelf.close(file, path)
    if (broken !== null) throw broken
    return isWhole ? '226 stored' : '426 connection broke'
  }

  async #retrieve(shelf: Shelf, path: string): Promise<string> {
    const waiting = this.#takeData()
    const file = shelf.open(path)
    try {
      const found = shelf.look(path)
      this.#say('150 here it comes')
      const socket = await waiting
      socket.end(shelf.read(file, found?.sizeBytes ?? 0, 0))
      const ended = Promise.withResolvers<void>()
      socket.on('close', () => ended.resolve())
      socket.resume()
      await ended.promise
      return '226 that was it'
    } finally {
      shelf.drop(file)
    }
  }
}
