import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import Database from 'better-sqlite3'
import { createBackups, openFolder, restore } from '../../main/adapters/backup'
import { makeLedgerReady, openEmbeddedLedger } from '../../main/adapters/ledger'
import { makeRestoredReady } from '../../main/adapters/store/restored'
import { openStore, type Store } from '../../main/adapters/store/store'
import type { BackupKind } from '../../main/core/backup/backup'
import { sampleExchange, sampleFiles, writeExchange } from '../fixtures/exchange'
import { must } from '../fixtures/ledger'

export const canary = 'Kanarienvogel-7f3a'
export const passphrase = 'ein langer Satz für die Sicherung'
const spooledBytes = Buffer.from('die vorbereiteten Bytes\n'.repeat(5_000))

/** A profile folder with settings, books, pictures and a prepared run, and what is done with it. */
export class Place {
  readonly root = mkdtempSync(join(tmpdir(), 'belegbote-backup-'))
  readonly profileDir = join(this.root, 'profile')
  nowMs = Temporal.Instant.from('2026-11-25T08:00:00Z').epochMilliseconds

  openStore(): Store {
    const random = { text: (length: number) => 'k'.repeat(length), fraction: () => 0 }
    const clock = { now: () => this.nowMs }
    const opened = openStore(this.profileDir, { workstationName: 'KASSE-1', clock, random })
    if (!opened.ok) throw new Error(opened.error.detail)
    return opened.value
  }

  async fill(): Promise<this> {
    const store = this.openStore()
    const ledger = must(openEmbeddedLedger(this.profileDir))
    must(await ledger.importExchange([writeExchange(join(this.root, 'exchange'), sampleExchange, sampleFiles)]))
    ledger.close()
    store.workstation.setBranch('MITTE', 'window')
    addRun(store, 'r1', this.profileDir)
    store.lastRun.record(1)
    store.close()
    writeFileSync(join(this.profileDir, 'window.json'), '{"language":"de"}')
    return this
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true })
  }

  /** Another state, to tell old from new. */
  change(): void {
    const store = this.openStore()
    store.workstation.setBranch('WEST', 'window')
    addRun(store, 'r2', this.profileDir)
    store.lastRun.record(2)
    store.close()
    writeFileSync(join(this.profileDir, 'window.json'), '{"language":"en"}')
  }

  backups() {
    return createBackups({ profileDir: this.profileDir, clock: { now: () => this.nowMs }, appVersion: '1.2.3' })
  }

  /** @returns the path */
  async backup(kind: BackupKind = 'full', secrets: Readonly<Record<string, string>> | null = null): Promise<string> {
    const path = join(this.root, `backup-${readdirSync(this.root).length}.zip`)
    const sealed = secrets && { secrets, passphrase }
    const written = await this.backups().write(path, { kind, mark: 'm', workstation: 'KASSE-1', sealed })
    if (!written.ok) throw new Error(`${written.error.kind}: ${written.error.detail}`)
    return path
  }

  restore(
    path: string,
    { into = this.profileDir, words = null as string | null, onMove = () => undefined as unknown } = {},
  ) {
    return restore(path, {
      profileDir: into,
      nowMs: this.nowMs,
      passphrase: words,
      makeReady: {
        'belegbote.db': (database, { createdMs }) =>
          makeRestoredReady(database, {
            backupMs: createdMs,
            day: '2026-11-25',
            lastRunPath: join(into, 'last-run'),
            clock: { now: () => this.nowMs },
          }),
        'ledger.db': makeLedgerReady,
      },
      onMove,
    })
  }

  copy(): string {
    const path = join(this.root, `copy-${readdirSync(this.root).length}`)
    cpSync(this.profileDir, path, { recursive: true })
    return path
  }
}

function addRun(store: Store, id: string, profileDir: string): void {
  store.db.run(
    `INSERT INTO run (id, profile_id, origin, due_ms, state, started_ms) VALUES (?, 'kanzlei', 'manual', 1, 'planned', 1)`,
    id,
  )
  store.db.run(
    `INSERT INTO run_file (run_id, no, kind, mandant, name, rows, size_bytes, sha256, state)
     VALUES (?, 1, 'postings', 'M1', 'Buchungen Süd.csv', 1, 1, ?, 'spooled')`,
    id,
    'a'.repeat(64),
  )
  const folder = join(profileDir, 'spool', id)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'Buchungen Süd.csv'), spooledBytes)
}

/** Every row of every table of a database. */
export function rowsOf(path: string): Readonly<Record<string, readonly unknown[]>> {
  const db = new Database(path, { readonly: true, fileMustExist: true })
  try {
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all()
    return Object.fromEntries(
      tables.map((table) => [
        table,
        db
          .prepare(`SELECT * FROM "${table}"`)
          .raw()
          .all()
          .map((row) => JSON.stringify(row))
          .sort(),
      ]),
    )
  } finally {
    db.close()
  }
}

/** Whole state of a profile folder after whoever opens it next has opened it. */
export async function stateOf(profileDir: string): Promise<'old' | 'new' | string> {
  const opened = await openFolder(profileDir)
  if (!opened.ok) return `${opened.error.kind}: ${opened.error.detail}`
  opened.value.leave()
  const store = rowsOf(join(profileDir, 'belegbote.db'))
  const branch = String(store['workstation']?.[0])
  const language = existsSync(join(profileDir, 'window.json'))
  const ledger = rowsOf(join(profileDir, 'ledger.db'))['accounting_document']?.length
  const runs = store['run']?.length
  const left = existsSync(join(profileDir, 'restore'))
  return JSON.stringify({ branch, language, ledger, runs, restores: store['restore']?.length, left })
}

export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted()
}
