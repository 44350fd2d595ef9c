import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Clock, Log, Random } from '../../main/core/ports'
import type { Profile } from '../../main/core/profile/profile'
import type { Result } from '../../main/core/result'
import type { StoreError } from '../../main/core/store-ports'
import { accountOf } from '../../main/core/transfer/account'
import type { Protocol } from '../../main/core/transfer/target'
import type { App } from '../../main/engine/app'
import { profile } from '../fakes/profile'
import { documentRows, invoiceRows, masterData, writeBooks } from './books'
import type { Dice } from './dice'
import { openApp, type Patience, profileId } from './engine'
import type { Park } from './servers/park'
import { Shelf } from './servers/shelf'

/** Wednesday, an hour and a half before the daily run at 18:30. */
const beginMs = Date.UTC(2026, 2, 4, 16, 0)

export type Target = Extract<Protocol, 'sftp' | 'ftp' | 'ftps' | 'folder'>

/** One installation with its books and its place at the receiver's: what outlives a process. */
export interface World {
  readonly name: string
  readonly root: string
  readonly profileDir: string
  readonly target: Target
  readonly shelf: Shelf
  readonly dice: Dice
  readonly random: Random
  /** Last lines of the technical log, for the report of a finding. */
  readonly said: string[]
  /** What stands in the database, read past the program; the connection is kept until `closeRecords`. */
  records(): Database.Database
  closeRecords(): void
  nowMs: number
  /** Looked at instead of `nowMs`. */
  clock: Clock | null
  nextId: number
}

export interface WorldOptions {
  readonly name: string
  readonly dice: Dice
  readonly target: Target
  readonly park: Park
  /** Below which worlds lie. */
  readonly folder: string
  readonly template: string
}

const documentsAtFirst = 6
const invoicesAtFirst = 2

/** A profile folder with books and a profile, copied for every world: making the databases takes much longer. */
export async function makeTemplate(folder: string, dice: Dice): Promise<string> {
  const profileDir = join(folder, 'template')
  mkdirSync(profileDir, { recursive: true })
  const app = must(
    await openApp({ profileDir, clock: { now: () => beginMs }, random: dice, log: silent, patience: 'standard' }),
  )
  const ids = Array.from({ length: documentsAtFirst }, (_, id) => id)
  const books = writeBooks(
    join(folder, 'books'),
    masterData,
    documentRows(dice, ids),
    invoiceRows(dice, ids.slice(0, invoicesAtFirst)),
  )
  must(await app.ledger.import([books]))
  must(await app.profiles.apply([profileOf({ protocol: 'folder', directory: '/tmp', host: null, user: null })]))
  await app.close()
  return profileDir
}

function profileOf(target: Partial<Profile['target']>): Profile {
  const usual = profile({ id: profileId, exportDebtors: true })
  return {
    ...usual,
    target: { ...usual.target, ...target },
    incomingInvoices: { enabled: true, format: 'datev-csv' },
    attemptsMax: 40,
  }
}

export function makeWorld({ name, dice, target, park, folder, template }: WorldOptions): World {
  const root = mkdtempSync(join(folder, `${name}-`))
  const profileDir = join(root, 'profile')
  cpSync(template, profileDir, { recursive: true })
  const place = target === 'folder' ? null : park.rootOf(name)
  const shelf = place === null ? new Shelf(join(root, 'server')) : new Shelf(place, park.prefixOf(name))
  const world: World = {
    ...{ name, root, profileDir, target, shelf, dice },
    random: dice,
    said: [],
    nowMs: beginMs + dice.whole(0, 3_600_000),
    clock: null,
    nextId: documentsAtFirst,
    ...keptRecords(profileDir),
  }
  if (target !== 'folder') park.welcome(name, shelf)
  aim(world, park.placeOf(target, name))
  return world
}

function keptRecords(profileDir: string): Pick<World, 'records' | 'closeRecords'> {
  let db: Database.Database | null = null
  return {
    records: () => {
      db ??= new Database(join(profileDir, 'belegbote.db'), { readonly: true })
      return db
    },
    closeRecords: () => {
      db?.close()
      db = null
    },
  }
}

/** Writes the target into the profile as its form would, and the secret's account beside it. */
export function aim(world: World, target: Partial<Profile['target']>): void {
  const directory = world.target === 'folder' ? join(world.shelf.root, 'in') : `${world.shelf.prefix}in/{mandant}`
  const stored = profileOf({ ...target, protocol: world.target, directory })
  const db = new Database(join(world.profileDir, 'belegbote.db'))
  db.prepare('UPDATE profile SET json = ? WHERE id = ?').run(JSON.stringify(stored), profileId)
  db.prepare('INSERT OR REPLACE INTO secret_account (profile_id, account) VALUES (?, ?)').run(
    profileId,
    accountOf(stored.target),
  )
  db.close()
}

export function removeWorld(world: World, park: Park): void {
  park.farewell(world.name)
  world.closeRecords()
  for (const folder of [world.shelf.root, world.root]) rmSync(folder, { recursive: true, force: true })
}

/** Opens the app on the world's profile folder, as a process does. */
export function open(world: World, patience: Patience = 'standard'): Promise<Result<App, StoreError>> {
  const { profileDir, random, said } = world
  const clock = { now: () => (world.clock ? world.clock.now() : world.nowMs) }
  return openApp({ profileDir, clock, random, log: noting(said), patience })
}

const silent: Log = { info: () => undefined, error: () => undefined, child: () => silent }
const linesKept = 40

function noting(said: string[]): Log {
  const note = (event: string, fields: object = {}) => {
    said.push(`${event} ${JSON.stringify(fields)}`)
    if (said.length > linesKept) said.shift()
  }
  const log: Log = { info: note, error: note, child: () => log }
  return log
}

export function must<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T {
  if (!result.ok) throw new Error(`expected success: ${JSON.stringify(result.error)}`)
  return result.value
}
