import { join } from 'node:path'
import { createBackups } from '../../main/adapters/backup'
import { createEInvoiceReader } from '../../main/adapters/einvoice'
import { invoiceFiles } from '../../main/adapters/einvoice/open-file'
import { attachmentFolder, openEmbeddedLedger } from '../../main/adapters/ledger'
import { createPasswordHasher } from '../../main/adapters/passwords/scrypt'
import { createSpool } from '../../main/adapters/spool/spool'
import { createRunStore } from '../../main/adapters/store/runs'
import { openStore } from '../../main/adapters/store/store'
import { createFolderConnector } from '../../main/adapters/transfer/folder'
import { createFtpConnector } from '../../main/adapters/transfer/ftp'
import { createSftpConnector } from '../../main/adapters/transfer/sftp'
import { watchFolder } from '../../main/adapters/watch/watch-folder'
import { fileChecker } from '../../main/checker'
import { exportFormats } from '../../main/core/formats'
import type { Clock, Log, Random } from '../../main/core/ports'
import { fail, ok, type Result } from '../../main/core/result'
import type { StoreError } from '../../main/core/store-ports'
import type { App } from '../../main/engine/app'
import { createApp } from '../../main/engine/create-app'
import { editedLedger } from '../../main/engine/edited-ledger'
import { createTexts, isTextKey } from '../../resources/locales/texts'
import { MemoryMailer } from '../fakes/memory-mailer'
import { MemorySecrets } from '../fakes/memory-secrets'

export const workstationName = 'CHAOS'
export const profileId = 'kanzlei'

/** How long the other side may be silent: a stalled line is found out soon, a slow machine is no fault. */
export type Patience = 'standard' | 'short'

const shortMs = 250
const sftpDeadlines = { connectMs: shortMs * 2, signInMs: shortMs * 2, requestMs: shortMs }
const ftpDeadlines = {
  ...{ connectMs: shortMs * 2, loginMs: shortMs, replyMs: shortMs, stallMs: shortMs, graceMs: 100 },
  slowestRate: 4_194_304,
}

export interface Surroundings {
  readonly profileDir: string
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly patience: Patience
}

/** What `main/compose.ts` puts together, with a clock and chance of ours; every adapter that touches a disk or a line is real. */
export async function openApp(around: Surroundings): Promise<Result<App, StoreError>> {
  const { profileDir, clock, random, log, patience } = around
  const store = openStore(profileDir, { workstationName, clock, random })
  if (!store.ok) return store
  const ledger = openEmbeddedLedger(profileDir)
  if (!ledger.ok) {
    store.value.close()
    return fail(ledger.error)
  }
  const { db, journal, ...stores } = store.value
  const isShort = patience === 'short'
  const [sftp, ftp] = [isShort ? sftpDeadlines : {}, isShort ? ftpDeadlines : {}]
  const secrets = new MemorySecrets()
  await secrets.set(`profile:${profileId}`, 'secret')
  const app = createApp({
    ...stores,
    ...{ clock, random, log, secrets, journal },
    actor: 'command-line',
    timeZone: 'Europe/Berlin',
    ticker: { start: () => () => undefined },
    ledger: editedLedger(ledger.value, stores.masterData),
    imported: ledger.value,
    watchFolder,
    einvoices: createEInvoiceReader(),
    invoiceFiles,
    importDemo: async () => ok({ kinds: {}, warnings: [] }),
    runs: createRunStore(db, clock, journal),
    backups: createBackups({ profileDir, clock, appVersion: '0.0.0' }),
    spool: createSpool(join(profileDir, 'spool'), attachmentFolder(profileDir)),
    connectors: {
      sftp: createSftpConnector(sftp),
      ftp: createFtpConnector('ftp', ftp),
      ftps: createFtpConnector('ftps', ftp),
      'ftps-implicit': createFtpConnector('ftps-implicit', ftp),
      folder: createFolderConnector(),
    },
    passwords: createPasswordHasher({ ln: 4, r: 8, p: 1 }),
    mailer: new MemoryMailer(),
    words: (language) => {
      const texts = createTexts(language)
      return (key, params) => (isTextKey(key) ? texts(key, params) : key)
    },
    formats: exportFormats,
    checker: fileChecker,
    close: () => {
      ledger.value.close()
      store.value.close()
    },
  })
  return ok(app)
}
