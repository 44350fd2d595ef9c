import type { FileKind } from '../formats/format'
import type { FormatSettings } from '../formats/settings'
import type { AccountNo, IsoDate, Mandant } from '../ledger/ledger'
import type { Cents } from '../money/cents'

/** A file to read back: one of a run, or any that a person has. */
export interface CheckFile {
  readonly path: string
  readonly name: string
  /** Null: not known, to be found out from what is in it. */
  readonly kind: FileKind | null
  readonly mandant: string | null
}

export interface CheckRequest {
  /** Id of the format; null: found out from the files. */
  readonly format: string | null
  /** As they were written with; null: not known, the usual ones. */
  readonly settings: FormatSettings | null
  readonly files: readonly CheckFile[]
  /** By Mandant: accounts that the books mark as automatic. */
  readonly automaticAccounts?: ReadonlyMap<string, ReadonlySet<AccountNo>>
  /** By their id: what the master data says, to hold against what the files say of whose they are. */
  readonly mandants?: ReadonlyMap<string, Mandant>
  /** The files hold no numbers, or such of which nobody can say what they were in the books: `moves` leaves them out. */
  readonly ignoresNumbers?: boolean
}

/** What the advisor's program would refuse (`reject`) or what a person should know (`warning`). */
export interface CheckFinding {
  readonly level: 'reject' | 'warning'
  /** Text: `check.<code>`, with `{file} {line} {document} {field} {value}`: what is wrong, which rule, what to do. */
  readonly code: string
  readonly file: string
  /** From 1; of a ZIP or workbook: of the entry; null where there are no lines. */
  readonly line: number | null
  readonly document: string | null
  readonly field: string
  readonly value: string
}

/** A posting as it stands in a file: who is debited and credited with how much, tax included. */
export interface ReadPosting {
  readonly mandant: string | null
  readonly documentNo: string
  readonly documentDate: IsoDate
  readonly debit: AccountNo
  readonly credit: AccountNo
  /** Positive, tax included. */
  readonly grossCents: Cents
  /** ISO 4217; null where the file does not say. */
  readonly currency: string | null
  /** The advisor's tax code, or null. */
  readonly taxCode: string | null
  readonly text: string | null
}

/**
 * What each document moves on each account, in two numbers that do not depend on the order: the sum of amount × hash over all
 * debits less that over all credits, modulo 2³². The hashes are FNV-1a of 32 bits, made odd, over the UTF-16 units of
 * `day LF number LF account` (the number without blanks around it, the account without zeros in front), one begun with
 * 0x811c9dc5 and one with 0x050c5d1f. So two numbers that change places do not go unnoticed, and lines that a format joins or
 * splits make no difference. Who compares computes them by code of his own.
 */
export type Moves = readonly [number, number]

/** What one file holds per Mandant and currency. */
export interface CheckedSum {
  readonly mandant: string | null
  readonly currency: string | null
  readonly postings: number
  /** Sum of all gross amounts. */
  readonly turnoverCents: Cents
  /** Per account: gross debits minus gross credits. */
  readonly balances: ReadonlyMap<AccountNo, Cents>
  readonly moves: Moves
}

export interface CheckReport {
  readonly files: readonly { readonly name: string; readonly format: string | null; readonly rows: number }[]
  /** The first ones of each kind, rejects first; never more than `findingsMax`. */
  readonly findings: readonly CheckFinding[]
  readonly findingsTotal: number
  readonly rejects: number
  readonly sums: readonly CheckedSum[]
}
export const findingsMax = 1000

/**
 * The importer twin (port): reads finished files as the advisor's program would. It shares no code with what wrote them.
 * Files that cannot be read at all are findings too; it throws only for a bug.
 */
export interface FileChecker {
  /** Whether it can read files of this format. */
  reads(format: string): boolean
  /** @param onPosting told of every posting, for one who compares them with the books */
  check(request: CheckRequest, onPosting?: (posting: ReadPosting) => void): Promise<CheckReport>
}
