import { existsSync, readdirSync, statSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackupError, BackupInfo, TellBytes } from '../../core/backup/backup'
import { fail, ok, type Result } from '../../core/result'
import { DatabaseFailure, toStoreError } from '../sqlite/failure'
import { enterFolder, type Presence } from '../sqlite/presence'
import { BackupFailure, guarded } from './failure'
import { databaseNames, type Manifest, toInfo } from './manifest'
import { readManifest, readSecretBytes, unpack, verifyFile } from './read'
import { unseal } from './seal'
import { decideSwap, finishSwap, stagedIn, stagingName } from './swap'

/** What the adapters of the two databases do to a copy before it takes its place: check it whole, bring it to our shape. */
export type MakeReady = Readonly<
  Record<(typeof databaseNames)[number], (path: string, restoring: { readonly createdMs: number }) => void>
>

export interface RestoreOrder {
  readonly profileDir: string
  readonly nowMs: number
  /** Null: passwords, if there are any in it, are left out. */
  readonly passphrase: string | null
  readonly makeReady: MakeReady
  readonly tell?: TellBytes
  /** Told before each change on the disk from the point of no return on. */
  readonly onMove?: () => void
}

export interface Restored {
  readonly info: BackupInfo
  /** Where what was replaced lies now. */
  readonly aside: string
  /** By their names; null: none were in it, or they stayed sealed. */
  readonly secrets: Readonly<Record<string, string>> | null
}

/** What the backup is, after every byte of it was compared. */
export function inspect(path: string, tell?: TellBytes): Promise<Result<BackupInfo, BackupError>> {
  return guarded(path, 'backup-unreadable', async () => toInfo(await readWhole(path, tell)))
}

/**
 * Puts a backup in the place of what is in the profile folder: all of it or nothing, also when the process is killed. What is
 * replaced stays beside it.
 */
export async function restore(path: string, order: RestoreOrder): Promise<Result<Restored, BackupError>> {
  const { profileDir, passphrase } = order
  const read = await guarded(path, 'backup-unreadable', async () => {
    const manifest = await readWhole(path, order.tell)
    const sealed = passphrase !== null && manifest.seal
    return {
      manifest,
      secrets: sealed ? await unseal(await readSecretBytes(path, manifest), passphrase, sealed) : null,
    }
  })
  if (!read.ok) return read
  const { manifest, secrets } = read.value
  return alone(profileDir, async () => {
    const aside = join('backups', `replaced-${stampOf(order.nowMs)}`)
    const staged = await guarded(path, 'backup-unwritable', () => stage(path, manifest, aside, order))
    if (!staged.ok) return staged
    const swapped = await guarded(path, 'restore-unfinished', () => finishSwap(profileDir, order.onMove))
    return swapped.ok ? ok({ info: toInfo(manifest), aside: join(profileDir, aside), secrets }) : swapped
  })
}

/** Opens the door of a profile folder; a restore that was cut off is brought to its end first. */
export async function openFolder(profileDir: string): Promise<Result<Presence, BackupError>> {
  if (existsSync(join(profileDir, stagingName))) {
    const finished = await alone(profileDir, () =>
      guarded(profileDir, 'restore-unfinished', () => finishSwap(profileDir)),
    )
    if (!finished.ok) return finished
  }
  try {
    const presence = enterFolder(profileDir, 'with-others')
    return presence ? ok(presence) : fail(inUse(profileDir))
  } catch (error) {
    const { detail } = toStoreError(error, profileDir)
    return fail({ kind: 'profile-folder-unusable', path: profileDir, detail })
  }
}

const inUse = (path: string): BackupError => ({ kind: 'restore-in-use', path, detail: 'the folder is locked' })

async function alone<T>(
  profileDir: string,
  work: () => Promise<Result<T, BackupError>>,
): Promise<Result<T, BackupError>> {
  const presence = enterFolder(profileDir, 'alone')
  if (!presence) return fail(inUse(profileDir))
  try {
    return await work()
  } finally {
    presence.leave()
  }
}

async function readWhole(path: string, tell?: TellBytes): Promise<Manifest> {
  await verifyFile(path, tell)
  return readManifest(path)
}

async function stage(path: string, manifest: Manifest, aside: string, order: RestoreOrder): Promise<void> {
  const { profileDir, makeReady, tell = () => undefined } = order
  await finishSwap(profileDir) // of an earlier restore
  const folder = stagedIn(profileDir)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await unpack(path, manifest, folder, tell)
    for (const name of databaseNames) ready(join(folder, name), () => makeReady[name](join(folder, name), manifest))
    const moves = movesOf(manifest, profileDir)
    const drops = databaseNames.flatMap((name) => [`${name}-wal`, `${name}-shm`])
    await decideSwap(profileDir, { aside, moves, drops })
  } catch (error) {
    await rm(join(profileDir, stagingName), { recursive: true, force: true })
    throw error
  }
}

/** A database of a newer program, or one that was damaged before it was backed up. */
function ready(path: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    const { kind, detail } = toStoreError(error, path)
    const isDisk = kind === 'profile-folder-unusable' && !(error instanceof DatabaseFailure)
    if (isDisk) throw error
    throw new BackupFailure(kind === 'database-newer' ? 'backup-newer' : 'backup-damaged', detail)
  }
}

/** Folders of runs as a whole; a picture is named by its content, and what lies there already is the same. */
function movesOf({ parts }: Manifest, profileDir: string): string[] {
  const staged = stagedIn(profileDir)
  const isThere = (name: string, sizeBytes: number) =>
    statSync(join(profileDir, name), { throwIfNoEntry: false })?.size === sizeBytes
  const pictures = parts.filter(({ path, sizeBytes }) => path.startsWith('attachments/') && !isThere(path, sizeBytes))
  const spool = join(staged, 'spool')
  const runs = existsSync(spool) ? readdirSync(spool).map((run) => `spool/${run}`) : []
  const single = ['window.json', ...databaseNames].filter((name) => parts.some(({ path }) => path === name))
  return [...pictures.map(({ path }) => path), ...runs, ...single]
}

const stampOf = (ms: number) =>
  Temporal.Instant.fromEpochMilliseconds(ms).toString({ smallestUnit: 'second' }).replaceAll(':', '')
