import type { PasswordHasher, UserStore } from '../core/access/access-ports'
import type { AlertStore } from '../core/alert/alert-store'
import type { Backups } from '../core/backup/backup'
import type { InboxStore, InvoiceFiles } from '../core/einvoice/inbox'
import type { EInvoiceReader } from '../core/einvoice/reader-port'
import type { ExportFormat } from '../core/formats/format'
import type { EmbeddedLedger } from '../core/ledger/embedded'
import type { ImportFailure, ImportProgress, ImportSummary } from '../core/ledger/import'
import type { MasterDataStore } from '../core/ledger/master-data'
import type { LedgerSource } from '../core/ledger/source'
import type { WatchFolder, WatchFolderStore } from '../core/ledger/watch-folder'
import type { Mailer, SmtpStore } from '../core/mail/mail'
import type { Words } from '../core/mail/words'
import type { Clock, Log, Random, SecretStore, Ticker } from '../core/ports'
import type { Result } from '../core/result'
import type { FileChecker } from '../core/run/file-check'
import type { RunStore } from '../core/run/run-store'
import type { Spool } from '../core/run/spool'
import type {
  ChainStore,
  Journal,
  LastRunMark,
  MandantSettingsStore,
  ProfileStore,
  RunLocks,
  SchedulerStore,
  WorkstationStore,
} from '../core/store-ports'
import type { Protocol, TargetConnector } from '../core/transfer/target'

/** Everything outside that the use cases need. `compose()` makes them; nothing else does. */
export interface Ports {
  /**
   * On whose order what happens now happens, unless it is the schedule's: a signed-in person's name, `command-line` or
   * `window`. Another one with every order: read where it is written down, never kept.
   */
  readonly actor: string
  readonly clock: Clock
  /** IANA zone of this computer, for what people here call tomorrow. */
  readonly timeZone: string
  readonly ticker: Ticker
  readonly random: Random
  readonly log: Log
  /** With what people changed in the master data: see `editedLedger`. */
  readonly ledger: EmbeddedLedger
  /** The master data as it was imported. */
  readonly imported: Pick<LedgerSource, 'mandants' | 'branches' | 'documentTypes' | 'paymentMethods'>
  readonly masterData: MasterDataStore
  /** Fills the ledger with the demo chain. */
  readonly importDemo: (
    onProgress?: (progress: ImportProgress) => void,
    isCancelled?: () => boolean,
  ) => Promise<Result<ImportSummary, ImportFailure>>
  readonly watchFolder: WatchFolder
  readonly watched: WatchFolderStore
  /** Reads incoming e-invoices: XML and PDF. */
  readonly einvoices: EInvoiceReader
  readonly invoiceFiles: InvoiceFiles
  readonly inbox: InboxStore
  readonly profiles: ProfileStore
  readonly workstation: WorkstationStore
  readonly chain: ChainStore
  readonly mandants: MandantSettingsStore
  readonly journal: Journal
  readonly runs: RunStore
  readonly scheduler: SchedulerStore
  readonly locks: RunLocks
  readonly lastRun: LastRunMark
  readonly spool: Spool
  readonly connectors: Readonly<Record<Protocol, TargetConnector>>
  readonly secrets: SecretStore
  readonly backups: Backups
  readonly users: UserStore
  readonly passwords: PasswordHasher
  readonly alerts: AlertStore
  readonly smtp: SmtpStore
  readonly mailer: Mailer
  /** For texts that leave the program as mail. */
  readonly words: (language: 'de' | 'en') => Words
  readonly formats: readonly ExportFormat[]
  /** Reads files back as the advisor's program would. */
  readonly checker: FileChecker
  /** Closes databases and log; the last thing that happens. */
  readonly close: () => void
}
