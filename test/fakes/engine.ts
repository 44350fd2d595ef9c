import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEInvoiceReader } from '../../main/adapters/einvoice'
import { invoiceFiles } from '../../main/adapters/einvoice/open-file'
import { createPasswordHasher } from '../../main/adapters/passwords/scrypt'
import { createSpool } from '../../main/adapters/spool/spool'
import { createRunStore } from '../../main/adapters/store/runs'
import { openStore, type Store } from '../../main/adapters/store/store'
import { watchFolder } from '../../main/adapters/watch/watch-folder'
import { fileChecker } from '../../main/checker'
import { exportFormats } from '../../main/core/formats'
import type { Words } from '../../main/core/mail/words'
import type { Log, Random, SecretStore, Ticker } from '../../main/core/ports'
import { ok } from '../../main/core/result'
import type { Protocol, TargetConnector } from '../../main/core/transfer/target'
import type { App, RunDetails } from '../../main/engine/app'
import { createApp } from '../../main/engine/create-app'
import { editedLedger } from '../../main/engine/edited-ledger'
import type { Ports } from '../../main/engine/ports'
import { createTexts, isTextKey, type Language } from '../../resources/locales/texts'
import { MemoryBackups } from './memory-backups'
import { MemoryLedger } from './memory-ledger'
import { MemoryMailer } from './memory-mailer'
import { MemoryServer } from './memory-target'
import { expectSoundFiles } from './prepared'

export { profile } from './profile'

const silentLog: Log = { info: () => undefined, error: () => undefined, child: () => silentLog }

/** Counts up, so that two runs of one second differ and a test can be repeated. */
function countingRandom(): Random {
  let count = 0
  return {
    text: (length) => (count++).toString(36).padStart(length, '0').slice(-length),
    fraction: () => 0.5,
  }
}

/** Ticks when the test says so. */
export class HandTicker implements Ticker {
  readonly #listeners = new Set<() => void>()
  get isRunning(): boolean {
    return this.#listeners.size > 0
  }
  start(onTick: () => void) {
    this.#listeners.add(onTick)
    return () => void this.#listeners.delete(onTick)
  }
  tick(): void {
    for (const listener of this.#listeners) listener()
  }
}

class MemorySecrets implements SecretStore {
  readonly place = 'vault'
  readonly #secrets = new Map<string, string>()
  async get(name: string) {
    return ok(this.#secrets.get(name) ?? null)
  }
  async set(name: string, secret: string) {
    this.#secrets.set(name, secret)
    return ok()
  }
  async remove(name: string) {
    this.#secrets.delete(name)
    return ok()
  }
}

/** A disk in memory where there is one: these tests stop calls, not power, and wait for no platter. */
const houses = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** What outlives a process: the profile folder, the ledger, the server, the time. */
export class House {
  readonly folder: string
  readonly ledger: MemoryLedger
  readonly server: MemoryServer
  readonly random = countingRandom()
  readonly secrets = new MemorySecrets()
  readonly backups = new MemoryBackups(() => this.nowMs)
  readonly mailer = new MemoryMailer()
  readonly ticker = new HandTicker()
  nowMs = Date.UTC(2026, 3, 1, 10, 0)

  /** @param template a profile folder to begin with; much faster than making the database anew */
  constructor(template: string | null = null, ledger = new MemoryLedger(), server = new MemoryServer()) {
    this.folder = mkdtempSync(join(houses, 'belegbote-engine-'))
    if (template) cpSync(template, this.folder, { recursive: true })
    this.ledger = ledger
    this.server = server
  }

  /** Whatever the tests made the engine prepare has to import. */
  remove(): void {
    try {
      expectSoundFiles(this.folder)
    } finally {
      rmSync(this.folder, { recursive: true, force: true })
    }
  }
}

export interface Opened {
  readonly app: App
  readonly store: Store
  readonly ports: Ports
}

export interface OpenOptions {
  readonly workstationName?: string
  readonly connector?: TargetConnector
  /** Stands between the app and its ports. */
  readonly wrap?: (ports: Ports) => Ports
}

function mailWords(language: Language): Words {
  const texts = createTexts(language)
  return (key, params) => (isTextKey(key) ? texts(key, params) : key)
}

/** A process: opens the house's folder with the real store, spool and format. */
export function openHouse(house: House, { workstationName = 'KASSE-1', connector, wrap }: OpenOptions = {}): Opened {
  const clock = { now: () => house.nowMs }
  const opened = openStore(house.folder, { workstationName, clock, random: house.random })
  if (!opened.ok) throw new Error(opened.error.detail)
  const store = opened.value
  const target = connector ?? house.server.connector()
  const connectors: Record<Protocol, TargetConnector> = {
    sftp: target,
    ftp: target,
    ftps: target,
    'ftps-implicit': target,
    folder: target,
  }
  const plain: Ports = {
    actor: 'command-line',
    clock,
    timeZone: 'Europe/Berlin',
    ticker: house.ticker,
    random: house.random,
    log: silentLog,
    ledger: editedLedger(house.ledger, store.masterData),
    imported: house.ledger,
    masterData: store.masterData,
    watchFolder,
    einvoices: createEInvoiceReader(),
    invoiceFiles,
    inbox: store.inbox,
    backups: house.backups,
    watched: store.watched,
    importDemo: async () => ok({ kinds: {}, warnings: [] }),
    profiles: store.profiles,
    workstation: store.workstation,
    chain: store.chain,
    mandants: store.mandants,
    journal: store.journal,
    runs: createRunStore(store.db, clock, store.journal),
    scheduler: store.scheduler,
    locks: store.locks,
    lastRun: store.lastRun,
    spool: createSpool(join(house.folder, 'spool'), join(house.folder, 'attachments')),
    connectors,
    secrets: house.secrets,
    alerts: store.alerts,
    users: store.users,
    passwords: createPasswordHasher({ ln: 4, r: 8, p: 1 }),
    smtp: store.smtp,
    mailer: house.mailer,
    words: mailWords,
    formats: exportFormats,
    checker: fileChecker,
    close: () => store.close(),
  }
  const ports = wrap ? wrap(plain) : plain
  return { app: createApp(ports), store, ports }
}

/** Unwraps what has to be fine. */
export function must<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T {
  if (!result.ok) throw new Error(`expected success: ${JSON.stringify(result.error)}`)
  return result.value
}

export async function detailsOf(app: App, runId: string): Promise<RunDetails> {
  return must(await app.runs.show(runId))
}

/** Belegfeld 1 of every row of a DATEV batch, without the header and the headings. */
export function documentNumbers(bytes: Uint8Array): readonly string[] {
  const lines = new TextDecoder('windows-1252').decode(bytes).split('\r\n').slice(2)
  return lines.filter((line) => line !== '').map((line) => (line.split(';')[10] ?? '').replaceAll('"', ''))
}
