import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createSecureContext, TLSSocket } from 'node:tls'
import type { FtpProtocol } from '../../main/adapters/transfer/ftp'
import type { FtpPlace } from './ftp-places'

interface Script {
  readonly protocol?: FtpProtocol
  /** Null: never greets. */
  readonly greeting?: string | null
  /** Answer by command; the rest gets `500`, or nothing when `mute`. */
  readonly answers?: Readonly<Record<string, string | ((line: string) => string)>>
  readonly mute?: boolean
  readonly tls?: { readonly certFile: string; readonly keyFile: string }
}

/** A server that says what it is told to, and writes down every command it hears, decrypted, and by which name it was called. */
export async function startScriptedServer(
  script: Script,
): Promise<{ place: FtpPlace; heard: string[]; names: string[]; close(): void }> {
  const heard: string[] = []
  const names: string[] = []
  const open = new Set<Socket>()
  const protocol = script.protocol ?? 'ftp'
  const talk = (socket: Socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (bytes: Buffer) => {
      const line = bytes.toString()
      heard.push(line)
      const verb = line.split(/[ \r]/, 1).join()
      const upgrade = verb === 'AUTH' && script.tls !== undefined
      const scripted = script.answers?.[verb] ?? '500 unknown'
      const answer = upgrade ? '234 go on' : typeof scripted === 'string' ? scripted : scripted(line)
      if (script.mute !== true || answer !== '500 unknown') socket.write(`${answer}\r\n`)
      if (upgrade) {
        socket.removeAllListeners('data')
        const secured = serverTls(socket, script.tls)
        secured.on('secure', () => names.push(String(secured.servername)))
        talk(secured)
      }
    })
  }
  const server = createServer((raw) => {
    open.add(raw)
    raw.on('error', () => undefined)
    const socket = protocol === 'ftps-implicit' ? serverTls(raw, script.tls) : raw
    talk(socket)
    const greeting = script.greeting === undefined ? '220 hello' : script.greeting
    if (greeting !== null) socket.write(`${greeting}\r\n`)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.close()
    for (const socket of open) socket.destroy()
  }
  const place = {
    name: 'scripted',
    protocol,
    port,
    tlsCaFile: null,
    commandsSeen: () => heard.join(''),
    sessions: () => [],
  }
  return { place, heard, names, close }
}

function serverTls(raw: Socket, tls: Script['tls']): TLSSocket {
  const secureContext = createSecureContext({ cert: readFileSync(tls!.certFile), key: readFileSync(tls!.keyFile) })
  return new TLSSocket(raw, { isServer: true, secureContext })
}
