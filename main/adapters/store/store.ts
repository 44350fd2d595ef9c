import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import type { UserStore } from '../../core/access/access-ports'
import type { AlertStore } from '../../core/alert/alert-store'
import type { InboxStore } from '../../core/einvoice/inbox'
import type { MasterDataStore } from '../../core/ledger/master-data'
import type { WatchFolderStore } from '../../core/ledger/watch-folder'
import type { SmtpStore } from '../../core/mail/mail'
import type { Clock, Random } from '../../core/ports'
import { fail, ok, type Result } from '../../core/result'
import type {
  ChainStore,
  Journal,
  LastRunMark,
  MandantSettingsStore,
  ProfileStore,
  RunLocks,
  SchedulerStore,
  StoreError,
  WorkstationStore,
} from '../../core/store-ports'
import { toStoreError } from '../sqlite/failure'
import { makeFolder } from '../sqlite/folder'
import { wasUsed } from '../sqlite/used'
import { createAlertStore } from './alerts'
import { openDatabase } from './database'
import { createInbox } from './inbox'
import { createJournal } from './journal'
import { openLastRun } from './last-run'
import { createRunLocks } from './locks'
import { createMasterData } from './master-data'
import { createProfiles } from './profiles'
import { createScheduler } from './scheduler'
import { createChain, createMandantSettings } from './settings'
import { createSmtp } from './smtp'
import { createDb, type WriteDb } from './sql'
import { createUsers } from './users'
import { createWatchFolder } from './watch'
import { createWorkstation } from './workstation'

/** Configuration, runs and journal of one installation, open. */
export interface Store {
  readonly db: WriteDb
  readonly profiles: ProfileStore
  readonly workstation: WorkstationStore
  readonly chain: ChainStore
  readonly mandants: MandantSettingsStore
  readonly masterData: MasterDataStore
  readonly watched: WatchFolderStore
  readonly inbox: InboxStore
  readonly users: UserStore
  readonly smtp: SmtpStore
  readonly alerts: AlertStore
  readonly journal: Journal
  readonly scheduler: SchedulerStore
  readonly locks: RunLocks
  readonly lastRun: LastRunMark
  /** Killing the process instead is allowed at any moment. */
  close(): void
}

/**
 * Opens `belegbote.db` in the profile folder, making both when they do not exist and migrating an older database after
 * keeping a copy of it. A database that does not open stays untouched and is an error.
 */
export function openStore(
  profileDir: string,
  around: { readonly workstationName: string; readonly clock: Clock; readonly random: Random },
): Result<Store, StoreError> {
  const folder = resolve(profileDir)
  const path = join(folder, 'belegbote.db')
  let connection: BetterSqlite.Database | null = null
  try {
    makeFolder(folder)
    connection = openDatabase(path, existsSync(join(folder, 'ledger.db')) || wasUsed(folder))
    return ok(assemble(connection, folder, around))
  } catch (error) {
    connection?.close()
    return fail(toStoreError(error, path))
  }
}

function assemble(
  connection: BetterSqlite.Database,
  folder: string,
  { workstationName, clock, random }: Parameters<typeof openStore>[1],
): Store {
  const db = createDb(connection)
  const journal = createJournal(db, clock)
  const lastRun = openLastRun(join(folder, 'last-run'))
  return {
    db,
    journal,
    lastRun,
    profiles: createProfiles(db, clock, journal),
    workstation: createWorkstation(db, { name: workstationName, lastRun, clock, random, journal }),
    chain: createChain(db, journal),
    mandants: createMandantSettings(db, journal),
    masterData: createMasterData(db, journal),
    watched: createWatchFolder(db, journal),
    inbox: createInbox(db, clock, journal),
    users: createUsers(db, clock, journal),
    smtp: createSmtp(db, journal),
    alerts: createAlertStore(db, clock, journal),
    scheduler: createScheduler(db, clock, journal),
    locks: createRunLocks(join(folder, 'locks')),
    close: () => connection.close(),
  }
}
