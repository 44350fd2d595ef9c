import type { FileSink, SinkFile } from '../format'
import type { FormatSettings } from '../settings'
import type { ColumnKind, Value } from './column'

/** A table while it is written. */
export interface TableFile {
  row(values: readonly Value[]): void
  close(rows: number): void
}

export interface TableHead {
  /** Of the sheet, where there is one. */
  readonly title: string
  readonly columns: readonly { readonly heading: string; readonly kind: ColumnKind }[]
}

/** What a table becomes: lines of text, or a sheet. */
export interface TableMaker {
  /** With its dot. */
  readonly extension: string
  /** Rows of data in one file; null: any number. */
  readonly maxRows: number | null
  /** The file knows only the characters of Windows-1252. */
  readonly narrow: (settings: FormatSettings) => boolean
  open(sink: FileSink, file: SinkFile, head: TableHead, settings: FormatSettings): TableFile
}
