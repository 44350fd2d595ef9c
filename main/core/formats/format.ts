import type {
  AccountingDocument,
  AccountNo,
  IncomingInvoice,
  IsoDate,
  Mandant,
  PersonalAccount,
} from '../ledger/ledger'
import type { Cents } from '../money/cents'

/** A row of a Mandant's tax-key table: which BU-Schlüssel stands for a rate. */
export interface TaxKeyRule {
  readonly direction: 'output' | 'input'
  /** Hundredths of a percent. */
  readonly taxRate: number
  readonly key: string
  /** Document dates from/to this day (inclusive); null: open. */
  readonly validFrom: IsoDate | null
  readonly validTo: IsoDate | null
}

/** What a person sets per Mandant for the hand-over. */
export interface MandantSettings {
  /** DATEV Festschreibung, 0 by default: the advisor locks. */
  readonly locked: 0 | 1
  /** Rows that go before the format's own defaults. */
  readonly taxKeys: readonly TaxKeyRule[]
}

export const defaultMandantSettings: MandantSettings = { locked: 0, taxKeys: [] }

/** Why a document cannot be written as it is. `reject` parks the run, `warning` is shown and the row goes along. */
export interface FormatFault {
  readonly level: 'reject' | 'warning'
  /** Key of a text: what is wrong and what to do. */
  readonly code: string
  readonly mandant: string
  /** Document number, or account for master data; null when the whole Mandant is meant. */
  readonly subject: string | null
  readonly field: string
  readonly value: string
}

export type FileKind = 'personal-accounts' | 'postings' | 'incoming-invoices'

/** Where a writer puts its bytes (port). One file is open at a time per kind and Mandant; the engine keeps size, hash and rows. */
export interface FileSink {
  open(file: SinkFile): OpenFile
}
export interface SinkFile {
  readonly kind: FileKind
  readonly mandant: string
  /** Final name, unique within the run. */
  readonly name: string
}
export interface OpenFile {
  /** The bytes belong to the writer again when the call returns; who keeps them copies them. */
  write(bytes: Uint8Array): void
  /** @param rows data rows, without headings */
  close(rows: number): void
}

/** What a writer must know of the run. */
export interface FormatContext {
  readonly mandants: readonly FormatMandant[]
  /** Wall-clock moment of the run in the profile's zone, `YYYY-MM-DDTHH:MM:SS.mmm`. */
  readonly createdAt: string
  readonly runId: string
  readonly branch: string | null
  readonly fileNamePattern: string | null
}
export interface FormatMandant {
  readonly mandant: Mandant
  readonly settings: MandantSettings
  /** Accounts the ledger marks as automatic. */
  readonly automaticAccounts: ReadonlySet<AccountNo>
}

/** What lies in the files of one Mandant, postings and incoming invoices together, as it was written. */
export interface WrittenSum {
  readonly mandant: string
  readonly rows: number
  /** Amounts of the rows with `S`, and of those with `H`. */
  readonly debitCents: Cents
  readonly creditCents: Cents
}

/**
 * Takes documents in the ledger's order (Mandant, date, source id) and writes files. A document that is rejected leaves
 * no row. A document with the occasion `reversal` brings the postings as they were sent; the writer turns their sides.
 */
export interface FormatWriter {
  add(accountingDocument: AccountingDocument): readonly FormatFault[]
  addIncoming(invoice: IncomingInvoice): readonly FormatFault[]
  addPersonalAccount(account: PersonalAccount): readonly FormatFault[]
  /** Closes every file; faults that only the whole shows (two numbers that fall together) come here. */
  finish(): readonly FormatFault[]
  /** To compare with what the ledger holds; complete after `finish()`. */
  sums(): readonly WrittenSum[]
}

/** What the name of a file depends on, beside what lies in it. */
export type NamingContext = Pick<FormatContext, 'createdAt' | 'runId' | 'branch' | 'fileNamePattern'>

/** One export format: a table of field rows and a writer (a folder under `formats/`). */
export interface ExportFormat {
  readonly id: string
  readonly carries: {
    readonly personalAccounts: boolean
    readonly incomingInvoices: boolean
    readonly attachments: boolean
  }
  /** What is missing in a Mandant's master data before anything is written. */
  check(mandant: FormatMandant): readonly FormatFault[]
  open(context: FormatContext, sink: FileSink): FormatWriter
  /**
   * The name that such a file would get if it were the only one of its run; for a preview.
   * @param month `YYYYMM` of the documents
   */
  nameOf(file: Pick<SinkFile, 'kind' | 'mandant'>, month: string, context: NamingContext): string
}
