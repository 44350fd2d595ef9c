import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { connect as connectTcp, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { domainToASCII } from 'node:url'
import { fail, ok } from '../../core/result'
import type { TargetConnector, TargetSettings } from '../../core/transfer/target'
import type { TransferStage } from '../../core/transfer/transfer-error'
import { FtpControl } from './ftp-control'
import { untilBroken } from './ftp-data'
import { type FtpDeadlines, standardDeadlines, within } from './ftp-deadline'
import { FtpTrouble, isReply, isUnknownCommand, replyKind, signInKind, transferError } from './ftp-errors'
import { pathOfReply } from './ftp-paths'
import { FtpSession } from './ftp-session'
import { tlsOptions } from './ftp-tls'

export type FtpProtocol = 'ftp' | 'ftps' | 'ftps-implicit'

type OnStage = NonNullable<Parameters<TargetConnector['connect']>[2]>

/** A server that does not greet within this time may be waiting for TLS: the look costs a second connection. */
const silentMs = 4_000

/**
 * FTP (RFC 959), FTPS by AUTH TLS (RFC 4217) and implicit FTPS. With TLS the server's certificate is verified, against
 * the system's authorities and the profile's own, before a user name is sent, and every data connection is encrypted.
 */
export function createFtpConnector(protocol: FtpProtocol, deadlines: Partial<FtpDeadlines> = {}): TargetConnector {
  const encrypted = protocol !== 'ftp'
  return {
    capabilities: { renameRefusesExisting: false, encrypted, identityChecked: encrypted },
    async connect(settings, secret, onStage = () => undefined) {
      const control = new FtpControl({ ...standardDeadlines, ...deadlines })
      const progress: Progress = { stage: 'resolve', onStage }
      try {
        await dial(control, protocol, settings, progress)
        const session = await signIn(control, settings.user, secret)
        pass(progress, 'sign-in', 'folder')
        return ok(session)
      } catch (thrown) {
        control.kill('sign-in failed')
        return fail(transferError(thrown, progress.stage))
      }
    },
  }
}

interface Progress {
  /** What is under way, for the error. */
  stage: TransferStage
  readonly onStage: OnStage
}

function pass(progress: Progress, done: Parameters<OnStage>[0], next: TransferStage): void {
  progress.onStage(done, {})
  progress.stage = next
}

/** Up to a greeted, and for FTPS verified, control connection. */
async function dial(
  control: FtpControl,
  protocol: FtpProtocol,
  settings: TargetSettings,
  progress: Progress,
): Promise<void> {
  const host = asciiHost(settings.host)
  const port = settings.port ?? (protocol === 'ftps-implicit' ? 990 : 21)
  const { connectMs } = control.deadlines
  await within(connectMs, `look-up of ${host}`, lookup(host), () => undefined)
  pass(progress, 'resolve', 'connect')
  const raw = await openTcp(host, port, connectMs)
  try {
    if (protocol === 'ftps-implicit') {
      pass(progress, 'connect', 'identity')
      await verify(control, raw, host, settings.tlsCaFile)
      pass(progress, 'identity', 'sign-in')
      await greeted(control, control.greeting())
      return
    }
    control.adopt(raw, null)
    await greetedInPlain(control, host, port)
    pass(progress, 'connect', protocol === 'ftp' ? 'sign-in' : 'identity')
    if (protocol === 'ftp') return
    await authTls(control)
    await verify(control, raw, host, settings.tlsCaFile)
    pass(progress, 'identity', 'sign-in')
  } catch (error) {
    raw.destroy()
    throw error
  }
}

/** Puts TLS over the connection and continues on it only when the certificate is the right one. */
async function verify(control: FtpControl, raw: Socket, host: string, tlsCaFile: string | null): Promise<void> {
  const { connectMs } = control.deadlines
  const tls = await tlsOptions(host, tlsCaFile, connectMs)
  control.adopt(await secure(raw, tls, connectMs), tls)
  ignoreErrors(raw)
}

async function openTcp(host: string, port: number, ms: number): Promise<Socket> {
  const raw = connectTcp({ host, port, noDelay: true })
  await within(ms, `connect to ${host}:${port}`, once(raw, 'connect'), () => raw.destroy())
  ignoreErrors(raw)
  return raw
}

/** Who waits on the connection hears of its end in another way; an error nobody listens to would end the program. */
function ignoreErrors(socket: Socket): Socket {
  return socket.on('error', () => undefined)
}

/** TLS over a connected socket. Answers only when the certificate has been verified. */
async function secure(raw: Socket, tls: ConnectionOptions, ms: number): Promise<Socket> {
  const socket = connectTls({ ...tls, socket: raw })
  try {
    await within(ms, 'TLS handshake', untilBroken(socket, once(socket, 'secureConnect')), () => socket.destroy())
  } catch (error) {
    ignoreErrors(socket).destroy()
    throw error
  }
  return socket
}

function greeted<T>(control: FtpControl, greeting: Promise<T>): Promise<T> {
  return within(control.deadlines.loginMs, 'greeting', greeting, () => control.kill('deadline'))
}

/** Waits for the greeting; finds out meanwhile whether the other side is no plain FTP server at all. */
async function greetedInPlain(control: FtpControl, host: string, port: number): Promise<void> {
  const { socket } = control.context
  const greeting = greeted(control, control.greeting())
  const foreign = new Promise<never>((_, reject) => {
    socket.once('data', (text: string) => {
      if (/^(?!\d{3})[\s\S]{3}/.test(text))
        reject(new FtpTrouble('protocol-mismatch', `no FTP greeting: ${text.slice(0, 60)}`))
    })
  })
  let timer: NodeJS.Timeout | undefined
  const silent = new Promise<never>((_, reject) => {
    timer = setTimeout(async () => {
      if (await speaksTls(host, port))
        reject(new FtpTrouble('protocol-mismatch', 'the server waits for TLS: implicit FTPS'))
    }, silentMs)
  })
  try {
    await Promise.race([greeting, foreign, silent])
  } finally {
    clearTimeout(timer)
    greeting.catch(() => undefined)
  }
}

/** Whether a TLS handshake succeeds there. Nothing is sent over it, so nobody needs to be trusted for the question. */
async function speaksTls(host: string, port: number): Promise<boolean> {
  const socket = connectTls({ host, port, rejectUnauthorized: false })
  try {
    await within(silentMs, 'TLS', untilBroken(socket, once(socket, 'secureConnect')), () => undefined)
    return true
  } catch {
    return false
  } finally {
    ignoreErrors(socket).destroy()
  }
}

async function authTls(control: FtpControl): Promise<void> {
  try {
    await control.ask('AUTH TLS', control.deadlines.loginMs)
  } catch (error) {
    if (!isReply(error) || replyKind(error.code, error.message) === 'server-busy') throw error
    throw new FtpTrouble('protocol-mismatch', `the server offers no TLS here: ${error.message}`)
  }
}

/** Signs in, sets binary, UTF-8 and protected data connections. */
async function signIn(control: FtpControl, user: string | null, secret: string | null): Promise<FtpSession> {
  const ms = control.deadlines.loginMs
  // Before sign-in for names and passwords with umlauts, and after it for servers that refuse it before.
  await control.tryAsk('OPTS UTF8 ON', ms)
  await authenticate(control, user, secret)
  await control.tryAsk('OPTS UTF8 ON', ms)
  if (control.tls !== null) await protectData(control)
  await control.ask('TYPE I', ms)
  const home = pathOfReply((await control.ask('PWD', ms)).message)
  if (home === null) throw new FtpTrouble('server-error', 'answer to PWD without a folder')
  return new FtpSession(control, home, await offersMlst(control))
}

/** RFC 2389: one feature a line, after a blank. Servers without FEAT offer none. */
async function offersMlst(control: FtpControl): Promise<boolean> {
  try {
    return /^ ?MLST\b/im.test((await control.ask('FEAT')).message)
  } catch (error) {
    if (isReply(error)) return false
    throw error
  }
}

async function authenticate(control: FtpControl, user: string | null, secret: string | null): Promise<void> {
  if (user === null || user === '') throw new FtpTrouble('auth-refused', 'no user name is set')
  if (/[\r\n\0]/.test(user + (secret ?? '')))
    throw new FtpTrouble('auth-refused', 'line break in user name or password')
  try {
    const ms = control.deadlines.loginMs
    const answer = await control.ask(`USER ${user}`, ms)
    if (answer.code === 331) {
      if (secret === null) throw new FtpTrouble('auth-refused', 'no password is stored')
      const signedIn = await control.ask(`PASS ${secret}`, ms)
      if (signedIn.code >= 300) throw new FtpTrouble('auth-refused', signedIn.message)
    } else if (answer.code >= 300) throw new FtpTrouble('auth-refused', answer.message)
  } catch (error) {
    if (!isReply(error)) throw error
    const kind = error.code >= 500 ? signInKind(error.message) : replyKind(error.code, error.message)
    // Some servers repeat the command they did not like.
    throw new FtpTrouble(kind, secret ? error.message.replaceAll(secret, '•••') : error.message)
  }
}

/** RFC 4217 §9: files are as secret as the password. A server that refuses this gets none. */
async function protectData(control: FtpControl): Promise<void> {
  try {
    await control.tryAsk('PBSZ 0')
    await control.ask('PROT P')
  } catch (error) {
    if (!isReply(error)) throw error
    const missing = isUnknownCommand(error) ? 'does not know' : 'refuses'
    throw new FtpTrouble('protocol-mismatch', `the server ${missing} encrypted data connections: ${error.message}`)
  }
}

function asciiHost(host: string | null): string {
  const bare = (host ?? '').trim().replace(/^\[(.*)\]$/, '$1')
  if (bare === '') throw new FtpTrouble('name-not-found', 'no host name is set')
  return domainToASCII(bare) || bare
}
