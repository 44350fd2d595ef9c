import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import type { BackupInfo, BackupOrder, Backups, KeptBackup, TellBytes } from '../../core/backup/backup'
import type { Clock } from '../../core/ports'
import { checkDatabase } from '../sqlite/check'
import { isSqliteError } from '../sqlite/failure'
import { copyDatabases } from '../sqlite/snapshot'
import { Archive } from './archive'
import { syncFolder } from './disk'
import { BackupFailure, guarded } from './failure'
import { databaseNames, type Manifest, manifestName, type Part, secretsName, toInfo } from './manifest'
import { readManifest } from './read'
import { seal } from './seal'

/** What a backup is made of, beside the order. */
interface Place {
  readonly profileDir: string
  readonly clock: Clock
  readonly appVersion: string
}

const folderOf = (profileDir: string) => join(profileDir, 'backups')
const dailyName = /^belegbote-(\d{4}-\d{2}-\d{2})T(\d{2})(\d{2})(\d{2})Z\.zip$/

export function createBackups(place: Place): Backups {
  const { profileDir, clock } = place
  return {
    write: (path, order, tell) =>
      guarded(path, 'backup-unwritable', async () => {
        if (existsSync(path)) throw new BackupFailure('backup-exists', 'there is a file of that name')
        return write(path, order, place, tell)
      }),
    writeDaily: (order) => {
      const moment = Temporal.Instant.fromEpochMilliseconds(clock.now()).toString({ smallestUnit: 'second' })
      const path = join(folderOf(profileDir), `belegbote-${moment.replaceAll(':', '')}.zip`)
      return guarded(path, 'backup-unwritable', async () => {
        const written = await write(path, { ...order, kind: 'daily', sealed: null }, place)
        return { name: basename(path), path, createdMs: written.createdMs, sizeBytes: written.sizeBytes }
      })
    },
    kept: () => keptIn(profileDir),
    markOf: async ({ path }) => {
      const manifest = await guarded(path, 'backup-unreadable', () => readManifest(path))
      return manifest.ok ? manifest.value.mark : null
    },
    remove: ({ path }) => rmSync(path, { force: true }),
    isDamage: (error) => isSqliteError(error) && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code),
  }
}

/** Daily backups of a profile folder, newest first; also of one whose databases do not open. */
export function keptIn(profileDir: string): readonly KeptBackup[] {
  const folder = folderOf(profileDir)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name): KeptBackup[] => {
      const match = dailyName.exec(name)
      if (!match) return []
      const [, day, hour, minute, second] = match
      const createdMs = Temporal.Instant.from(`${day}T${hour}:${minute}:${second}Z`).epochMilliseconds
      const path = join(folder, name)
      return [{ name, path, createdMs, sizeBytes: statSync(path).size }]
    })
    .sort((a, b) => b.createdMs - a.createdMs)
}

/** Written under another name, renamed when it is whole. */
async function write(
  path: string,
  order: BackupOrder,
  place: Place,
  tell: TellBytes = () => undefined,
): Promise<BackupInfo & { readonly sizeBytes: number }> {
  mkdirSync(folderOf(place.profileDir), { recursive: true, mode: 0o700 })
  // Copies of the databases lie beside them, where there is no other reader than the person.
  const scratch = await mkdtemp(join(folderOf(place.profileDir), '.scratch-'))
  const part = `${path}.part`
  try {
    await rm(part, { force: true })
    const written = await pack(part, scratch, order, place, tell)
    await rename(part, path)
    await syncFolder(dirname(path))
    return written
  } catch (error) {
    await rm(part, { force: true })
    throw error
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function pack(part: string, scratch: string, order: BackupOrder, place: Place, tell: TellBytes) {
  const { profileDir, clock, appVersion } = place
  const createdMs = clock.now()
  // The store first: every stamp in it is of a document that the ledger, a breath newer, knows.
  await copyDatabases(databaseNames.map((name) => ({ from: join(profileDir, name), to: join(scratch, name) })))
  for (const name of databaseNames) checkDatabase(join(scratch, name))
  const sources = [
    ...databaseNames.map((name) => ({ name, path: join(scratch, name) })),
    ...(existsSync(join(profileDir, 'window.json'))
      ? [{ name: 'window.json', path: join(profileDir, 'window.json') }]
      : []),
    ...(order.kind === 'full' ? [...spooled(profileDir, scratch), ...attachments(profileDir)] : []),
  ]
  const archive = await Archive.create(part)
  try {
    const parts: Part[] = []
    const total = sources.reduce((sum, { path }) => sum + statSync(path).size, 0)
    let done = 0
    for (const { name, path } of sources) {
      const part = await archive.addFile(name, path, (bytes) => {
        done += bytes
        tell(done, total)
      })
      parts.push(part)
    }
    const sealed = order.sealed ? await seal(order.sealed.secrets, order.sealed.passphrase) : null
    if (sealed) parts.push(await archive.addBytes(secretsName, sealed.bytes))
    const manifest: Manifest = {
      ...{ format: 'belegbote-backup', version: 1, kind: order.kind, appVersion, createdMs },
      ...{ workstation: order.workstation, mark: order.mark, schemas: schemasIn(scratch), parts },
      seal: sealed?.seal ?? null,
    }
    await archive.addBytes(manifestName, Buffer.from(JSON.stringify(manifest, null, 1)))
    const sizeBytes = await archive.finish()
    return { ...toInfo(manifest), sizeBytes }
  } catch (error) {
    await archive.abandon()
    throw error
  }
}

/** The prepared files of the runs in the copied database, so that nothing half-written goes in. */
function spooled(profileDir: string, scratch: string) {
  const copy = new Database(join(scratch, 'belegbote.db'), { readonly: true })
  try {
    const rows = copy.prepare<[], { id: string; name: string }>('SELECT run_id AS id, name FROM run_file').all()
    return rows
      .map(({ id, name }) => ({ name: `spool/${id}/${name}`, path: join(profileDir, 'spool', id, name) }))
      .filter(({ path }) => existsSync(path))
  } finally {
    copy.close()
  }
}

/** Named by their content and never changed; what begins with a dot is not whole yet. */
function attachments(profileDir: string) {
  const folder = join(profileDir, 'attachments')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .map((name) => ({ name: `attachments/${name}`, path: join(folder, name) }))
}

function schemasIn(scratch: string): Manifest['schemas'] {
  const versionOf = (name: (typeof databaseNames)[number]) => {
    const copy = new Database(join(scratch, name), { readonly: true })
    const version = Number(copy.pragma('user_version', { simple: true }))
    copy.close()
    return version
  }
  return { 'belegbote.db': versionOf('belegbote.db'), 'ledger.db': versionOf('ledger.db') }
}
