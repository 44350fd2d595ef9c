import { once } from 'node:events'
import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { FTPError } from 'basic-ftp'
import { type FtpControl, isPositive } from './ftp-control'
import { drainMs, within } from './ftp-deadline'
import { FtpTrouble } from './ftp-errors'

/** A data connection; `secured` resolves when bytes may flow (at once without TLS). */
export interface DataConnection {
  readonly socket: Socket
  readonly encrypted: boolean
  readonly secured: Promise<void>
}

/** Remembers per session whether the server, or a firewall before it, copes with EPSV. */
export interface PassiveMode {
  epsv: boolean
}

/**
 * Opens a passive data connection, always to the host of the control connection: servers behind address translation
 * name their inner address in answers to PASV, and an address of the server's choice could be anybody's.
 */
export async function openData(control: FtpControl, mode: PassiveMode): Promise<DataConnection> {
  if (mode.epsv) {
    try {
      return await connectData(control, epsvPort((await control.ask('EPSV')).message))
    } catch (error) {
      if (control.closed || control.context.socket.remoteFamily === 'IPv6') throw error
      mode.epsv = false
    }
  }
  return await connectData(control, pasvPort((await control.ask('PASV')).message))
}

/** RFC 2428 §3: `229 … (|||port|)`, any delimiter. */
export function epsvPort(message: string): number {
  const port = Number(/(\D)\1\1(\d{1,5})\1/.exec(message)?.[2])
  if (port >= 1 && port <= 65_535) return port
  throw new FtpTrouble('server-error', `answer to EPSV without a port: ${message}`)
}

/** RFC 959 §4.1.2: `227 … (h1,h2,h3,h4,p1,p2)`, parentheses optional. Only the port counts. */
export function pasvPort(message: string): number {
  const found = /(?<!\d)\d{1,3}(?:,\d{1,3}){3},(\d{1,3}),(\d{1,3})(?!\d)/.exec(message)
  const port = Number(found?.[1]) * 256 + Number(found?.[2])
  if (port >= 1 && port <= 65_535) return port
  throw new FtpTrouble('server-error', `answer to PASV without a port: ${message}`)
}

async function connectData(control: FtpControl, port: number): Promise<DataConnection> {
  const host = control.context.socket.remoteAddress
  if (host === undefined) throw new FtpTrouble('interrupted', 'control connection is gone')
  const raw = connectTcp({ host, port, noDelay: true })
  try {
    await within(control.deadlines.connectMs, `data connection to port ${port}`, once(raw, 'connect'), () =>
      raw.destroy(),
    )
  } catch (error) {
    raw.destroy()
    if (error instanceof FtpTrouble) throw error
    throw new FtpTrouble('unreachable', `data connection to port ${port}: ${String(error)}`)
  }
  const data =
    control.tls === null ? { socket: raw, encrypted: false, secured: Promise.resolve() } : secureData(control, raw)
  // All are looked at later, when the server has answered; until then a failure must not count as unhandled.
  raw.on('error', () => undefined)
  data.socket.on('error', () => undefined)
  data.secured.catch(() => undefined)
  return data
}

/** Resumes the newest TLS session, without which careful servers refuse the data connection; TLS 1.3 tickets work once. */
function secureData(control: FtpControl, raw: Socket): DataConnection {
  const { context } = control
  const session = context.tlsSessionStore ?? ('getSession' in context.socket ? context.socket.getSession() : undefined)
  const socket = connectTls({ ...control.tls, socket: raw, ...(session === undefined ? {} : { session }) })
  socket.on('session', (fresh) => {
    context.tlsSessionStore = fresh
  })
  const secured = untilBroken(socket, once(socket, 'secureConnect')).then(() => undefined)
  return { socket, encrypted: true, secured }
}

/**
 * Runs STOR or RETR. `move` carries the bytes and answers how many of them our kernel may still hold; it fails when the
 * data connection does. The server's refusal wins over the reset of the data connection that comes with it, and often
 * before it. When the two sides no longer agree what was said, the control connection is dropped.
 */
export async function transfer(
  control: FtpControl,
  data: DataConnection,
  command: string,
  move: (data: DataConnection) => Promise<number>,
): Promise<void> {
  const { deadlines } = control
  const talk = startTalk(control, command)
  try {
    await within(deadlines.replyMs, command.split(' ', 1).join(), talk.started, () => control.kill('deadline'))
    const moved = moveSecured(control, data, move)
    moved.catch(() => undefined)
    await Promise.race([moved, refusal(talk.ended)])
    const heldBytes = await moved
    await within(drainMs(deadlines, heldBytes), 'end of transfer', talk.ended, () => control.kill('deadline'))
  } catch (error) {
    data.socket.destroy()
    throw await trueReason(control, talk, error)
  } finally {
    data.socket.destroy()
  }
}

async function moveSecured(control: FtpControl, data: DataConnection, move: (data: DataConnection) => Promise<number>) {
  await within(control.deadlines.connectMs, 'TLS handshake of the data connection', data.secured, () =>
    data.socket.destroy(),
  )
  return await move(data)
}

/** Settles only when the server refuses: a final answer before our last byte is not yet the end. */
function refusal(ended: Promise<void>): Promise<never> {
  return new Promise((_, reject) => ended.catch(reject))
}

async function trueReason(control: FtpControl, talk: Talk, error: unknown): Promise<unknown> {
  if (error instanceof FTPError) return error
  const answer = talk.ended.then(
    () => null,
    (reason: unknown) => (reason instanceof FTPError ? reason : null),
  )
  const reply = await within(control.deadlines.graceMs, 'grace', answer, () => undefined).catch(() => null)
  if (reply === null) control.kill('transfer broke')
  const ours = error instanceof FtpTrouble && error.kind !== 'interrupted'
  return ours ? error : (reply ?? error)
}

interface Talk {
  /** The server is ready for the data connection. */
  readonly started: Promise<void>
  /** The server has confirmed the whole transfer. */
  readonly ended: Promise<void>
}

function startTalk(control: FtpControl, command: string): Talk {
  let begin: () => void = () => undefined
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  const ended: Promise<void> = control.context.handle(command, (response, task) => {
    if (response instanceof Error) task.reject(response)
    else if (isPositive(response.code)) task.resolve(undefined)
    else if (response.code < 200) begin()
    else task.reject(new FtpTrouble('server-error', `unexpected answer: ${response.message}`))
  })
  ended.catch(() => undefined)
  return { started: Promise.race([begun, ended]), ended }
}

/** Hands one chunk to the kernel. The stall deadline counts what the kernel takes, not what lies in our own queue. */
export function writeChunk(control: FtpControl, socket: Socket, chunk: Uint8Array): Promise<void> {
  const taken = new Promise<void>((resolve, reject) => {
    socket.write(chunk, (error) => (error ? reject(error) : resolve()))
  })
  return within(control.deadlines.stallMs, 'upload stalled', untilBroken(socket, taken), () => socket.destroy())
}

/** Ends our side of the data connection: the end of the file. */
export function endData(control: FtpControl, socket: Socket, sentBytes: number): Promise<void> {
  const finished = once(socket, 'finish').then(() => undefined)
  socket.end()
  const ms = drainMs(control.deadlines, sentBytes)
  return within(ms, 'end of upload', untilBroken(socket, finished), () => socket.destroy())
}

/** Takes everything until the other side ends, in order. The stall deadline counts from byte to byte. */
export async function readData(control: FtpControl, socket: Socket, take: (chunk: Uint8Array) => void): Promise<void> {
  // An empty file can have ended before anybody listens.
  if (socket.readableEnded) return
  let stalled: NodeJS.Timeout | undefined
  const ended = new Promise<void>((resolve, reject) => {
    const late = () => reject(new FtpTrouble('timeout', `download stalled for ${control.deadlines.stallMs} ms`))
    stalled = setTimeout(late, control.deadlines.stallMs)
    socket.once('end', resolve)
    socket.on('data', (chunk: Uint8Array) => {
      stalled?.refresh()
      take(chunk)
    })
  })
  try {
    await untilBroken(socket, ended)
  } finally {
    clearTimeout(stalled)
  }
}

/** The promise's answer, or the failure of the socket when that comes first. */
export async function untilBroken<T>(socket: Socket, promise: Promise<T>): Promise<T> {
  let onError: (error: Error) => void = () => undefined
  let onClose: () => void = () => undefined
  const broken = new Promise<never>((_, reject) => {
    onError = reject
    onClose = () => reject(new FtpTrouble('interrupted', 'connection closed'))
    if (socket.destroyed) onClose()
    socket.once('error', onError).once('close', onClose)
  })
  try {
    return await Promise.race([promise, broken])
  } finally {
    socket.off('error', onError).off('close', onClose)
  }
}
