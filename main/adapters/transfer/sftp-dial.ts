import { createHash } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import type { EventEmitter } from 'node:events'
import { domainToASCII } from 'node:url'
import type { Client, SFTPWrapper } from 'ssh2'
import type SftpClient from 'ssh2-sftp-client'
import type { TargetConnector, TargetSettings } from '../../core/transfer/target'
import type { TransferErrorKind, TransferStage } from '../../core/transfer/transfer-error'
import { readSettingsFile } from './settings-file'
import { SftpChannel } from './sftp-channel'
import type { SftpDeadlines } from './sftp-deadline'
import { connectionTrouble, oneLine, SftpTrouble, saysBusy } from './sftp-errors'
import { connectionOf, sftpLibrary } from './sftp-library'
import { CorkedSocket, SftpLine } from './sftp-line'

type OnStage = NonNullable<Parameters<TargetConnector['connect']>[2]>

export interface Progress {
  /** What is under way, for the error. */
  stage: TransferStage
  readonly onStage: OnStage
}

type Config = Parameters<SftpClient['connect']>[0]
type Credentials = Pick<Config, 'username' | 'password' | 'privateKey' | 'passphrase'>

/** What one attempt needs. */
interface Call {
  readonly host: string
  readonly port: number
  readonly credentials: Credentials
  /** Why it cannot come to a sign-in; told once the server has shown who it is, so that its key can be compared before. */
  readonly unable: SftpTrouble | null
  readonly trusted: readonly string[]
  readonly deadlines: SftpDeadlines
  readonly progress: Progress
}

/**
 * A server shows one of its keys, the one of the first kind on our list that it has. A trusted fingerprint may be that of
 * another one, so a mismatch is asked again with each other kind alone before it counts as one.
 */
const otherHostKeys = [
  ['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521'],
  ['rsa-sha2-512', 'rsa-sha2-256'],
]

/** Up to an open SFTP channel on a verified, signed-in connection. */
export async function dial(
  settings: TargetSettings,
  secret: string | null,
  deadlines: SftpDeadlines,
  progress: Progress,
): Promise<SftpChannel> {
  const call: Call = {
    host: asciiHost(settings.host),
    port: settings.port ?? 22,
    ...(await credentialsOf(settings, secret, deadlines.connectMs)),
    trusted: settings.hostKeys,
    deadlines,
    progress,
  }
  await resolveName(call)
  pass(progress, 'resolve', 'connect')
  try {
    return await attempt(call)
  } catch (error) {
    if (!(error instanceof SftpTrouble) || error.kind !== 'host-key-changed') throw error
    for (const kinds of otherHostKeys) {
      const found = await attempt(call, kinds).catch((other: unknown) => other)
      if (found instanceof SftpChannel) return found
      if (!(found instanceof SftpTrouble) || !isAboutHostKey(found)) throw found
    }
    throw error
  }
}

/** The server has no key of the kinds asked for, or another one than trusted. */
function isAboutHostKey(trouble: SftpTrouble): boolean {
  return trouble.kind === 'host-key-changed' || trouble.kind === 'protocol-mismatch'
}

async function attempt(call: Call, hostKeyKinds?: readonly string[]): Promise<SftpChannel> {
  const { deadlines, progress } = call
  const socket = new CorkedSocket()
  socket.setNoDelay(true)
  const line = new SftpLine(socket)
  try {
    const connected = new Promise<void>((resolve, reject) => {
      socket.prependListener('error', (error) => {
        line.die(connectionTrouble(error))
        reject(error)
      })
      socket.connect({ host: call.host, port: call.port, autoSelectFamily: true }, resolve)
    })
    await line.within(deadlines.connectMs, `connect to ${call.host}:${call.port}`, connected)
    if (progress.stage === 'connect') pass(progress, 'connect', 'identity')
    return await converse(call, socket, line, hostKeyKinds)
  } catch (error) {
    line.die(new SftpTrouble('interrupted', 'the attempt was given up'))
    throw error
  }
}

async function converse(
  call: Call,
  socket: CorkedSocket,
  line: SftpLine,
  hostKeyKinds: readonly string[] | undefined,
): Promise<SftpChannel> {
  const { deadlines, progress } = call
  const Library = await sftpLibrary()
  const library = new Library('transfer', silent)
  const connection = connectionOf(library)
  connection.on('error', (error) => line.die(connectionTrouble(error)))
  connection.on('close', () => line.die(new SftpTrouble('interrupted', 'the server closed the connection')))
  answerPrompts(connection, call.credentials.password)
  const identified = heard(connection, 'handshake')
  const signedIn = heard(connection, 'ready')
  let shown = ''
  const opening: Promise<SFTPWrapper> = library.connect({
    ...call.credentials,
    sock: socket,
    readyTimeout: 0, // covers the handshake only; the deadlines here cover everything
    keepaliveInterval: 0, // its questions queue behind the data, so it kills slow but healthy uploads
    tryKeyboard: call.credentials.password !== undefined,
    ...(hostKeyKinds === undefined ? {} : { algorithms: { serverHostKey: [...hostKeyKinds] as never } }), // checked by ssh2
    // Must stay synchronous: ssh2 takes a promise, any promise, for consent.
    hostVerifier: (key: Buffer): boolean => {
      shown = fingerprintOf(key)
      if (call.trusted.includes(shown)) return true
      line.die(untrusted(shown, call.trusted))
      return false
    },
  })
  const opened = opening.catch((error: unknown) => {
    const trouble = connectionTrouble(error)
    line.die(trouble)
    throw line.death ?? trouble // never in the library's words: what waits for it would take them for a bug
  })
  opened.catch(() => undefined) // told to whoever waits for the session, or by the line's death
  listenForForeignGreeting(socket, line)
  await line.within(deadlines.connectMs, 'greeting and key exchange', identified)
  pass(progress, 'identity', 'sign-in', shown)
  if (call.unable) throw call.unable
  await line.within(deadlines.signInMs, 'sign-in', signedIn)
  pass(progress, 'sign-in', 'folder')
  return new SftpChannel(await openedChannel(line, deadlines, opened), line, deadlines)
}

async function openedChannel(line: SftpLine, deadlines: SftpDeadlines, opened: Promise<SFTPWrapper>) {
  try {
    return await line.within(deadlines.requestMs, 'start of SFTP', opened)
  } catch (error) {
    if (!(error instanceof SftpTrouble) || !/unable to start subsystem|channel open failure/i.test(error.detail))
      throw error
    throw new SftpTrouble('protocol-mismatch', `signed in, but the server offers no SFTP: ${error.detail}`)
  }
}

async function heard(connection: EventEmitter, event: 'handshake' | 'ready'): Promise<void> {
  await new Promise((resolve) => {
    connection.once(event, resolve)
  })
}

const silent = { error: () => undefined, end: () => undefined, close: () => undefined }

/** Keyboard-interactive (RFC 4256): the questions are the server's own words for "password". */
function answerPrompts(connection: Client, password: string | undefined): void {
  connection.on('keyboard-interactive', (_name, _instructions, _language, prompts, finish) =>
    finish(prompts.map(() => password ?? '')),
  )
}

/** An FTP or web server says its first words at once, and ssh2 would wait for an SSH greeting after them. */
function listenForForeignGreeting(socket: CorkedSocket, line: SftpLine): void {
  socket.once('data', (bytes: Buffer) => {
    const text = oneLine(bytes.subarray(0, 120).toString('latin1'))
    if (saysBusy(text)) line.die(new SftpTrouble('server-busy', text))
    if (/^(\d{3}[ -]|HTTP\/)/.test(text)) line.die(new SftpTrouble('protocol-mismatch', `no SSH greeting: ${text}`))
  })
}

/** `SHA256:…` as OpenSSH shows it. */
function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`
}

function untrusted(shown: string, trusted: readonly string[]): SftpTrouble {
  if (trusted.length === 0) return new SftpTrouble('host-key-unknown', `the server shows ${shown}`, shown)
  return new SftpTrouble('host-key-changed', `trusted is ${trusted.join(', ')}; the server shows ${shown}`, shown)
}

async function resolveName({ host, deadlines }: Call): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const trouble = new SftpTrouble('timeout', `look-up of ${host}: no answer within ${deadlines.connectMs} ms`)
    timer = setTimeout(() => reject(trouble), deadlines.connectMs)
  })
  try {
    await Promise.race([lookup(host), late])
  } catch (error) {
    throw error instanceof SftpTrouble ? error : connectionTrouble(error)
  } finally {
    clearTimeout(timer)
  }
}

/** Either a key with its passphrase or a password: a passphrase is never sent as a password. */
async function credentialsOf(
  settings: TargetSettings,
  secret: string | null,
  keyFileMs: number,
): Promise<Pick<Call, 'credentials' | 'unable'>> {
  const username = settings.user ?? ''
  const unable = (why: string, kind: TransferErrorKind = 'auth-refused') => ({
    credentials: { username },
    unable: new SftpTrouble(kind, why),
  })
  if (username === '') return unable('no user name is set')
  if (settings.privateKeyFile === null) {
    return secret === null
      ? unable('no password is stored')
      : { credentials: { username, password: secret }, unable: null }
  }
  try {
    const privateKey = await readSettingsFile(settings.privateKeyFile, keyFileMs)
    const passphrase = secret === null ? {} : { passphrase: secret }
    return { credentials: { username, privateKey, ...passphrase }, unable: null }
  } catch (error) {
    return unable(`the private key cannot be read: ${oneLine(String(error))}`, 'key-file-unreadable')
  }
}

function pass(progress: Progress, done: Parameters<OnStage>[0], next: TransferStage, hostKey?: string): void {
  progress.onStage(done, hostKey === undefined ? {} : { hostKey })
  progress.stage = next
}

function asciiHost(host: string | null): string {
  const bare = (host ?? '').trim().replace(/^\[(.*)\]$/, '$1')
  if (bare === '') throw new SftpTrouble('name-not-found', 'no host name is set')
  return domainToASCII(bare) || bare
}
