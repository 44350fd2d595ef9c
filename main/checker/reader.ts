import type { FormatSettings } from '../core/formats/settings'
import type { AccountNo, Mandant } from '../core/ledger/ledger'
import type { CheckFile, ReadPosting } from '../core/run/file-check'

/**
 * Reads the files of one format as the advisor's program would. A folder of this room, one line in `index.ts`. It knows
 * the importer's rules from tables of its own and nothing of what wrote the files. Files are read piece by piece: memory
 * does not grow with the rows.
 */
export interface FormatReader {
  /** Id of the format, as profiles name it. */
  readonly id: string
  /** Whether a file of which nothing is known looks like one of this format. The registry asks the strictest first. */
  recognises(look: FileLook): boolean
  /** Begins with the files of one request; what has to be known across files is kept in what it answers. */
  open(context: ReadContext): Reading
}

/** The first look at a file of which nothing is known. */
export interface FileLook {
  readonly name: string
  /** Its first bytes, 8 KiB at most. */
  readonly head: Uint8Array
}

export interface ReadContext {
  /** As the files were written with, complete; null: a foreign file, the usual ones hold. */
  readonly settings: FormatSettings | null
  /** Accounts that the books mark as automatic, beside what the reader knows of standard charts. */
  automaticAccounts(mandant: string | null): ReadonlySet<AccountNo>
  /** Master data of the Mandant whose file it is; null: a foreign file. */
  mandant(id: string | null): Mandant | null
}

/** The files come one after the other: those of a run in the order in which they get their names. */
export interface Reading {
  /**
   * Reads one file to its end. What is wrong becomes a finding; it throws for a bug, or when the disk fails.
   * @returns its data rows, without headings; of debtors and creditors as many as the writer counted
   */
  file(file: CheckFile, tell: Teller): Promise<number>
  /** What only the whole shows: an invoice whose customer is in no file, pictures that nothing names. */
  finish?(): void
}

/** What is told of one file while it is read; it may be kept and used until the reading is finished. */
export interface Teller {
  /** The advisor's program would refuse it, or book it wrong. @param code text `check.<code>` */
  reject(code: string, place?: Place): void
  /** A person should know. */
  warn(code: string, place?: Place): void
  posting(posting: ReadPosting): void
}

export interface Place {
  /** From 1. */
  readonly line?: number
  /** Document number, or account for master data. */
  readonly document?: string
  /** Official name of the field. */
  readonly field?: string
  readonly value?: string
}
