import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Client } from 'ssh2'
import type SftpClient from 'ssh2-sftp-client'
import { inject } from 'vitest'
import { createSftpConnector } from '../../main/adapters/transfer/sftp'
import type { SftpDeadlines } from '../../main/adapters/transfer/sftp-deadline'
import { sftpLibrary } from '../../main/adapters/transfer/sftp-library'
import type { Result } from '../../main/core/result'
import type { TargetSession, TargetSettings } from '../../main/core/transfer/target'
import type { TransferError } from '../../main/core/transfer/transfer-error'
import { type FaultProxy, type LineFaults, startFaultProxy } from '../servers/fault-proxy'
import type { ServerName } from '../servers/servers'

/** What the tests of SFTP share: sessions of ours, clients of the library, files, and a broom for all of them. */
export const { servers, homes, users, keys } = inject('servers')
export const { name: user, password } = users.xfer
export const home = join(homes, user)

const folder = mkdtempSync(join(tmpdir(), 'sftp-findings-'))
const open: { close(): void }[] = []

export function closeAll(): void {
  for (const one of open.splice(0)) one.close()
}
export function removeFiles(): void {
  rmSync(folder, { recursive: true })
}
export function later<T extends { close(): void }>(one: T): T {
  open.push(one)
  return one
}

let counter = 0
export async function localFile(sizeBytes: number): Promise<string> {
  const path = join(folder, `f${counter++}`)
  await writeFile(path, randomBytes(sizeBytes))
  return path
}
export const remoteName = (parent = 'in') => `${parent}/sftp-findings-${process.pid}-${counter++}.part`

export function settings(name: ServerName, change: Partial<TargetSettings> = {}): TargetSettings {
  const { port, hostKeys } = servers[name]
  const empty = { directory: '', privateKeyFile: null, tlsCaFile: null }
  return { ...empty, protocol: 'sftp', host: '127.0.0.1', port, user, hostKeys, ...change }
}

type Deadlines = Partial<SftpDeadlines>
export const impatient: Deadlines = { connectMs: 1_500, signInMs: 5_000, requestMs: 1_000 }

export async function connect(name: ServerName, change: Partial<TargetSettings> = {}, deadlines: Deadlines = {}) {
  const connected = await createSftpConnector(deadlines).connect(settings(name, change), password)
  return connected.ok ? { ...connected, value: later(connected.value) } : connected
}
export async function session(name: ServerName, change: Partial<TargetSettings> = {}, deadlines: Deadlines = {}) {
  return must<TargetSession>(await connect(name, change, deadlines))
}
export async function through(name: ServerName, faults: LineFaults = {}): Promise<FaultProxy> {
  return later(await startFaultProxy(servers[name].port, faults))
}

/** The library as its manual shows it, with TCP_NODELAY so that a test does not take minutes. */
export async function naive(port: number, change: object = {}): Promise<SftpClient & { client: Client }> {
  const Library = await sftpLibrary()
  const quiet = { error: () => undefined, end: () => undefined, close: () => undefined }
  const library = new Library('naive', quiet) as SftpClient & { client: Client }
  later({ close: () => library.client.destroy() })
  await library.connect({ host: '127.0.0.1', port, username: user, password, ...change })
  library.client.setNoDelay(true)
  return library
}

/** `pending` when it has not settled by then: the naive calls that would wait for ever. */
export async function within(ms: number, work: Promise<unknown>): Promise<'resolved' | 'rejected' | 'pending'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'pending'>((resolve) => {
    timer = setTimeout(() => resolve('pending'), ms)
  })
  const settled = work.then(
    () => 'resolved' as const,
    () => 'rejected' as const,
  )
  try {
    return await Promise.race([settled, late])
  } finally {
    clearTimeout(timer)
  }
}

export async function thrown(work: Promise<unknown>): Promise<(Error & { code?: unknown }) | null> {
  try {
    await work
    return null
  } catch (error) {
    return error as Error
  }
}

/** Waits for what another process does; the test's own time limit bounds it. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10))
}

export function must<T>(answer: Result<T, TransferError>): T {
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer.error)}`)
  return answer.value
}
