import type { FileKind, FileSink, SinkFile } from '../format'
import type { FormatSettings } from '../settings'
import type { TableColumn, Value } from './column'
import type { TableFile, TableMaker } from './table-file'

export interface SheetPlan {
  readonly maker: TableMaker
  readonly sink: FileSink
  readonly settings: FormatSettings
  readonly kind: FileKind
  readonly title: string
  readonly columns: readonly TableColumn<never>[]
}

/** The tables of one kind, one after the other: a new file per key, and when the next rows would be too many. */
export class Sheet {
  readonly #plan: SheetPlan
  #current: { readonly key: string; readonly file: TableFile; rows: number; documents: number } | null = null

  constructor(plan: SheetPlan) {
    this.#plan = plan
  }

  isTooLarge(rows: number): boolean {
    const { maxRows } = this.#plan.maker
    return maxRows !== null && rows > maxRows
  }

  /** @param rows of one document: they stay together in one file; what counts them is filled in */
  write(key: string, file: () => SinkFile, rows: readonly Value[][]): void {
    const current = this.#fileFor(key, file, rows.length)
    current.documents += 1
    for (const values of rows) {
      current.rows += 1
      this.#plan.columns.forEach(({ counts }, index) => {
        if (counts) values[index] = current[counts.what] * counts.step
      })
      current.file.row(values)
    }
  }

  close(): void {
    this.#current?.file.close(this.#current.rows)
    this.#current = null
  }

  #fileFor(key: string, file: () => SinkFile, moreRows: number) {
    const current = this.#current
    if (current && current.key === key && !this.isTooLarge(current.rows + moreRows)) return current
    this.close()
    const { maker, sink, settings, title, columns } = this.#plan
    this.#current = { key, file: maker.open(sink, file(), { title, columns }, settings), rows: 0, documents: 0 }
    return this.#current
  }
}
