import type {
  AccountingDocument,
  AccountNo,
  IncomingInvoice,
  IsoDate,
  Mandant,
  PersonalAccount,
} from '../ledger/ledger'
import type { Cents } from '../money/cents'
import type { FormatPreset, FormatSetting, FormatSettings } from './settings'

/**
 * A row of a Mandant's tax-key table: how a case of tax is called in the advisor's program. In DATEV that is the
 * BU-Schlüssel.
 */
export interface TaxKeyRule {
  /** Id of the format whose codes these are; null: of DATEV, whichever format carries them. */
  readonly format: string | null
  readonly direction: 'output' | 'input'
  /** Hundredths of a percent. */
  readonly taxRate: number
  /** Only for postings for which the books give this BU-Schlüssel (`94`: reverse charge …); null: by the rate alone. */
  readonly sourceKey: string | null
  readonly key: string
  /** Document dates from/to this day (inclusive); null: open. */
  readonly validFrom: IsoDate | null
  readonly validTo: IsoDate | null
}

/** What a person sets per Mandant for the hand-over. */
export interface MandantSettings {
  /** DATEV Festschreibung, 0 by default: the advisor locks. */
  readonly locked: 0 | 1
  /** Kleinunternehmer, or only exempt services: no input tax is deducted, the gross amount is expense. */
  readonly withoutInputTax: boolean
  /** Rows that go before the format's own defaults. */
  readonly taxKeys: readonly TaxKeyRule[]
}

export const defaultMandantSettings: MandantSettings = { locked: 0, withoutInputTax: false, taxKeys: [] }

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

/** In the order in which files get their final names: what others refer to goes first. */
export const fileKinds = ['attachments', 'personal-accounts', 'postings', 'incoming-invoices'] as const
export type FileKind = (typeof fileKinds)[number]

/** Where a writer puts its bytes (port). The engine keeps size, hash and rows. */
export interface FileSink {
  open(file: SinkFile): OpenFile
  /** A ZIP without folders. */
  openArchive(file: SinkFile): OpenArchive
  /** A workbook (XLSX) with one sheet. */
  openWorkbook(file: SinkFile, sheet: string): OpenSheet
  /** Size of a file of the ledger's attachments in bytes; null when it is not there. */
  attachmentSize(attachment: string): number | null
  /** Hands an attachment over as a file of its own, byte for byte. It must be there. */
  attach(file: SinkFile, attachment: string): void
}
export interface SinkFile {
  readonly kind: FileKind
  readonly mandant: string
  /** Final name, unique within the run. */
  readonly name: string
  /** Among the files of its kind a lower one gets its final name first; 0 when left out. */
  readonly rank?: number
}
export interface OpenFile {
  /** The bytes belong to the writer again when the call returns; who keeps them copies them. */
  write(bytes: Uint8Array): void
  /** @param rows data rows, without headings */
  close(rows: number): void
}
/** Entries are written one after the other. */
export interface OpenArchive {
  /** Compressed bytes so far. */
  readonly sizeBytes: number
  entry(name: string): { write(bytes: Uint8Array): void; close(): void }
  /** An attachment as an entry, byte for byte. It must be there. */
  attach(name: string, attachment: string): void
  close(rows: number): void
}
/** A text stays a text, whatever it looks like; an amount shows two decimals; null is an empty cell. */
export type Cell =
  | string
  | { readonly amountCents: number }
  | { readonly whole: number }
  | { readonly date: IsoDate }
  | null
export interface OpenSheet {
  /** @param heading true for a line of headings */
  row(cells: readonly Cell[], heading?: boolean): void
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
  /** Of this format, complete. */
  readonly settings: FormatSettings
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
  /** The file that holds the document added last; left out: the newest one of its kind and Mandant. */
  readonly lastFile?: SinkFile | null
  /** Closes every file; faults that only the whole shows (two numbers that fall together) come here. */
  finish(): readonly FormatFault[]
  /** To compare with what the ledger holds; complete after `finish()`. */
  sums(): readonly WrittenSum[]
}

/** What the name of a file depends on, beside what lies in it. */
export type NamingContext = Pick<FormatContext, 'createdAt' | 'runId' | 'branch' | 'fileNamePattern' | 'settings'>

/**
 * The number under which a document that was written stands in the files.
 * @param creditor of an incoming invoice
 */
export type NumberRule = (documentNo: string, creditor: AccountNo | null) => string

/** One export format: a table of field rows and a writer (a folder under `formats/`). */
export interface ExportFormat {
  /** In the profile. Texts: `format.<id>` is its name, `format.<id>.about` says in a sentence who imports it. */
  readonly id: string
  readonly carries: {
    /** Debtors and creditors, in a file of their own. */
    readonly personalAccounts: boolean
    readonly incomingInvoices: boolean
    /** Pictures of documents (PDF, XML …). */
    readonly attachments: boolean
    /** ISO 4217; null: every one. */
    readonly currencies: readonly string[] | null
  }
  /** Its program calls cases of tax by codes of its own, which rows of the Mandant's table name; left out: those of DATEV. */
  readonly ownTaxCodes?: true
  readonly settings: readonly FormatSetting[]
  readonly presets: readonly FormatPreset[]
  /** What is missing in a Mandant's master data before anything is written. */
  check(mandant: FormatMandant, settings: FormatSettings): readonly FormatFault[]
  open(context: FormatContext, sink: FileSink): FormatWriter
  /** Null: with these settings the files hold no number, or one that does not follow from that of the books. */
  numberRule(settings: FormatSettings): NumberRule | null
  /**
   * The name that such a file would get if it were the only one of its run; for a preview. Null: there is no such file.
   * @param month `YYYYMM` of the documents
   */
  nameOf(file: Pick<SinkFile, 'kind' | 'mandant'>, month: string, context: NamingContext): string | null
}
