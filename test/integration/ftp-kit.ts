import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'basic-ftp'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { createFtpConnector } from '../../main/adapters/transfer/ftp'
import type { FtpDeadlines } from '../../main/adapters/transfer/ftp-deadline'
import type { TargetSession, TargetSettings } from '../../main/core/transfer/target'
import { type FtpPlace, password, user } from './ftp-places'
import { type FtpProxyFaults, startFtpProxy } from './ftp-proxy'

/* What the FTP tests share: local files, sessions of ours, clients of the library, broken lines. All closed after. */

let folder = ''
let counter = 0
const toClose: { close(): void }[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ftp-tests-'))
})
afterEach(() => {
  for (const one of toClose.splice(0)) one.close()
})
afterAll(() => rm(folder, { recursive: true }))

/** Closed after the test. */
export function kept<T extends { close(): void }>(one: T): T {
  toClose.push(one)
  return one
}

export async function localFile(sizeBytes: number): Promise<string> {
  const path = join(folder, `f${counter++}`)
  await writeFile(path, randomBytes(sizeBytes))
  return path
}

/** A name nobody has used. */
export function remoteName(): string {
  return `in/ftp-tests-${process.pid}-${Date.now()}-${counter++}.part`
}

export function settings(place: FtpPlace, change: Partial<TargetSettings> = {}): TargetSettings {
  const empty = { directory: '', hostKeys: [], privateKeyFile: null }
  const { protocol, port, tlsCaFile } = place
  return { ...empty, protocol, host: '127.0.0.1', port, user, tlsCaFile, ...change }
}

/** Our session, signed in. */
export async function session(
  place: FtpPlace,
  deadlines: Partial<FtpDeadlines> = {},
  change: Partial<TargetSettings> = {},
  secret: string = password,
): Promise<TargetSession> {
  const connected = await createFtpConnector(place.protocol, deadlines).connect(settings(place, change), secret)
  if (!connected.ok) throw new Error(JSON.stringify(connected.error))
  return kept(connected.value)
}

/** The library's client, used as its documentation says. */
export async function naive(place: FtpPlace, timeoutMs = 30_000): Promise<Client> {
  const client = kept(new Client(timeoutMs))
  const secure = ({ ftp: false, ftps: true, 'ftps-implicit': 'implicit' } as const)[place.protocol]
  const secureOptions = place.tlsCaFile === null ? {} : { ca: readFileSync(place.tlsCaFile) }
  await client.access({ host: '127.0.0.1', port: place.port, user, password, secure, secureOptions })
  return client
}

/** The same server behind a line that breaks. */
export async function through(place: FtpPlace, faults: FtpProxyFaults): Promise<FtpPlace> {
  const proxy = kept(await startFtpProxy(place.port, faults))
  return { ...place, port: proxy.port }
}

export async function thrown(work: Promise<unknown>): Promise<(Error & { code?: unknown }) | null> {
  try {
    await work
    return null
  } catch (error) {
    return error as Error
  }
}

/** What a new session sees. */
export async function sizeAt(place: FtpPlace, path: string): Promise<number | null> {
  const found = await (await session(place)).probe(path)
  if (!found.ok) throw new Error(JSON.stringify(found.error))
  return found.value?.sizeBytes ?? null
}
