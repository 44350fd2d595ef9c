import type { FileSink, SinkFile } from '../formats/format'
import type { Result } from '../result'

/** The local disk refused; `detail` is for the technical reader. */
export interface SpoolError {
  readonly kind: 'spool-failed'
  readonly detail: string
}

/** A file as it was written, in the order in which the files were opened. */
export interface WrittenFile extends SinkFile {
  readonly rows: number
  readonly sizeBytes: number
  /** Hex. */
  readonly sha256: string
}

/** Takes the files of one run. After trouble every further write does nothing, and `finish` tells. */
export interface SpoolWriter extends FileSink {
  /** Files opened so far; the newest of a kind and Mandant is the one that is being written. */
  readonly opened: readonly SinkFile[]
  /** Where a file lies; null: nowhere, it is only counted. */
  pathOf(name: string): string | null
  /** Everything on the disk: the files, then the folder. */
  finish(): Promise<Result<readonly WrittenFile[], SpoolError>>
  /** Closes and removes what was begun. */
  abandon(): void
}

export interface ProbeFile {
  readonly path: string
  readonly sizeBytes: number
  /** Hex. */
  readonly sha256: string
  remove(): void
}

/** Where prepared bytes lie until, and after, they are delivered (port). */
export interface Spool {
  /** Empties the folder of the run first: an attempt that did not come to its end left it. */
  begin(runId: string): Result<SpoolWriter, SpoolError>
  /** Writes into a folder of the person's choice, which may hold other files. Existing names are refused. */
  beginIn(folder: string): Result<SpoolWriter, SpoolError>
  /** A folder for files that only their reader sees: `abandon` removes it, also after `finish`. */
  beginTrial(runId: string): Result<SpoolWriter, SpoolError>
  /** Counts and hashes only. */
  beginNowhere(): SpoolWriter
  path(runId: string, name: string): string
  /** Size and hex SHA-256 of what lies there now; null when there is nothing. */
  check(
    runId: string,
    name: string,
  ): Promise<Result<{ readonly sizeBytes: number; readonly sha256: string } | null, SpoolError>>
  /** A small file for the connection test. */
  makeProbe(): Result<ProbeFile, SpoolError>
}
