import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createTexts, isTextKey, type Language } from '../resources/locales/texts'
import { createBackups, keptIn, openFolder } from './adapters/backup'
import { systemClock, systemRandom } from './adapters/clock/clock'
import { minuteTicker } from './adapters/clock/minute-ticker'
import { createEInvoiceReader } from './adapters/einvoice'
import { invoiceFiles } from './adapters/einvoice/open-file'
import { attachmentFolder, openEmbeddedLedger } from './adapters/ledger'
import { createLog } from './adapters/log/log'
import { createRedactor } from './adapters/log/redactor'
import { createMailer } from './adapters/mail/mailer'
import { createPasswordHasher } from './adapters/passwords/scrypt'
import { openSecretStore, openVaultStore } from './adapters/secrets/secrets'
import { createSpool } from './adapters/spool/spool'
import { keepPrivate } from './adapters/sqlite/private-folder'
import { createRunStore } from './adapters/store/runs'
import { openStore, type Store } from './adapters/store/store'
import { createConnectors } from './adapters/transfer'
import { watchFolder } from './adapters/watch/watch-folder'
import { fileChecker } from './checker'
import { demoExchange } from './core/demo'
import { exportFormats } from './core/formats'
import type { EmbeddedLedger } from './core/ledger/embedded'
import type { Words } from './core/mail/words'
import type { Clock, Log, Random, SecretStore } from './core/ports'
import { fail, ok, type Result } from './core/result'
import type { StoreError } from './core/store-ports'
import type { App, AppError } from './engine/app'
import { toAppError as toBackupError } from './engine/backups'
import { createApp } from './engine/create-app'
import { editedLedger } from './engine/edited-ledger'
import type { Ports } from './engine/ports'
import { fieldsOf } from './shell/bug-log'
import { appVersion } from './version'

export interface ComposeOptions {
  /** Folder of this installation; made when it does not exist. */
  readonly profileDir: string
  /** Null: the computer's name. */
  readonly workstationName: string | null
  /** On whose order things happen, as the journal says it. */
  readonly actor: 'command-line' | 'window'
  /** Who is behind the present order, where persons sign in; null: nobody, it is `actor`'s. */
  readonly person?: () => string | null
  /** Seal secrets with this key in the profile folder and leave the keychain alone. */
  readonly vaultKeyFile?: string
}

/**
 * Makes every adapter and wires them by hand. The window and the command line get the same app from here.
 * Fails when the profile folder or a database in it cannot be used; neither is ever replaced by a new one.
 */
export async function compose(options: ComposeOptions): Promise<Result<App, AppError>> {
  const profileDir = resolve(options.profileDir)
  const opened = await openFolder(profileDir)
  if (!opened.ok) return fail(toBackupError(opened.error))
  const composed = await composeIn(profileDir, options, opened.value.leave)
  if (!composed.ok) opened.value.leave()
  return composed
}

async function composeIn(
  profileDir: string,
  options: ComposeOptions,
  leave: () => void,
): Promise<Result<App, AppError>> {
  const [clock, random, log] = [systemClock, systemRandom, logOf(profileDir)]
  const store = openStore(profileDir, { workstationName: options.workstationName ?? hostname(), clock, random })
  if (!store.ok) return fail(toAppError(store.error, profileDir))
  if (keepPrivate(profileDir) === 'open') log.error('profile-folder.open-to-others')
  const ledger = openEmbeddedLedger(profileDir)
  if (!ledger.ok) {
    store.value.close()
    return fail(toAppError(ledger.error, profileDir))
  }
  const secrets = await secretStore(options, store.value)
  return ok(assemble(options, store.value, ledger.value, { clock, random, log, secrets }, leave))
}

/**
 * Writes down what nobody expected; the person reads a plain sentence instead. Its message stays out: a library may quote in it
 * what stands in the books.
 */
export function logBug(profileDir: string, error: unknown): void {
  logOf(resolve(profileDir)).error('bug', fieldsOf(error))
}

/** One for the process, so that a secret that was seen once stays out of every later line. */
const redactor = createRedactor()

function logOf(profileDir: string): Log {
  return createLog(join(profileDir, 'log'), { clock: systemClock, redactor })
}

function assemble(
  { profileDir, actor, person = () => null }: ComposeOptions,
  store: Store,
  ledger: EmbeddedLedger,
  around: { readonly clock: Clock; readonly random: Random; readonly log: Log; readonly secrets: SecretStore },
  leave: () => void,
): App {
  const { db, profiles, workstation, chain, mandants, journal, scheduler, locks, lastRun } = store
  return createApp({
    ...around,
    get actor() {
      return person() ?? actor
    },
    timeZone: Temporal.Now.timeZoneId(),
    ticker: minuteTicker,
    ledger: editedLedger(ledger, store.masterData),
    imported: ledger,
    masterData: store.masterData,
    watchFolder,
    watched: store.watched,
    einvoices: createEInvoiceReader(),
    invoiceFiles,
    inbox: store.inbox,
    importDemo: (...watched) => importDemo(ledger, ...watched),
    profiles,
    workstation,
    chain,
    mandants,
    journal,
    runs: createRunStore(db, around.clock, journal),
    scheduler,
    locks,
    lastRun,
    spool: createSpool(join(resolve(profileDir), 'spool'), attachmentFolder(resolve(profileDir))),
    connectors: createConnectors(redactor),
    alerts: store.alerts,
    backups: createBackups({ profileDir: resolve(profileDir), clock: around.clock, appVersion }),
    users: store.users,
    passwords: createPasswordHasher(),
    smtp: store.smtp,
    mailer: createMailer({ ...around, smtp: store.smtp }),
    words: mailWords,
    formats: exportFormats,
    checker: fileChecker,
    close: () => {
      ledger.close()
      store.close()
      leave()
    },
  })
}

async function secretStore({ profileDir, vaultKeyFile }: ComposeOptions, store: Store): Promise<SecretStore> {
  const around = { profileDir: resolve(profileDir), onSecret: redactor.add }
  if (vaultKeyFile !== undefined) return openVaultStore({ ...around, keyFile: vaultKeyFile })
  const { installationId } = store.workstation.show()
  return openSecretStore({ ...around, installationId, env: process.env })
}

/** The words of mails, for a room that does not know which keys there are. */
function mailWords(language: Language): Words {
  const texts = createTexts(language)
  return (key, params) => (isTextKey(key) ? texts(key, params) : key)
}

/** The demo books take the way of every folder: written, then imported. */
async function importDemo(ledger: EmbeddedLedger, ...watched: Parameters<Ports['importDemo']>) {
  const folder = await mkdtemp(join(tmpdir(), 'belegbote-demo-books-'))
  try {
    for (const { name, text } of demoExchange()) await writeFile(join(folder, name), text)
    return await ledger.importExchange([folder], ...watched)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A database that does not open comes with the newest backup that could take its place. */
function toAppError({ kind, path, detail }: StoreError, profileDir: string): AppError {
  const isLost = kind === 'database-unreadable' || kind === 'database-missing'
  const backup = keptIn(profileDir)[0]?.path ?? 'none'
  return { class: 'failed', code: kind, params: isLost ? { path, backup } : { path }, details: { detail } }
}
