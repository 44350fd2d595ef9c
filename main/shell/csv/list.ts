import type { z } from 'zod'
import type { ListOrder as ListOrderSchema } from '../../../preload/contract/lists'
import type { Texts } from '../../../resources/locales/texts'
import type { ListColumn } from '../../core/csv-list/to-csv'
import { ok, type Result } from '../../core/result'
import type { App, AppError } from '../../engine/app'

export type ListOrder = z.output<typeof ListOrderSchema>
export type ListName = ListOrder['list']
export type OrderOf<K extends ListName> = Extract<ListOrder, { list: K }>

export type Page<Row> = Result<readonly Row[], AppError>

/** A list as it is saved: its columns, and its rows a page at a time, so that no list is ever whole in memory. */
export interface CsvList<Row> {
  readonly columns: readonly ListColumn<Row>[]
  readonly pages: AsyncIterable<Page<Row>>
}

/** Takes a list of rows of any kind, which only whoever made it knows. */
export type Writer = <Row>(list: CsvList<Row>) => Promise<Result<number, AppError>>

/**
 * One list: asks the app for it and hands it to the writer.
 * @returns the number of rows written
 */
export type SaveList<K extends ListName> = (
  app: App,
  order: OrderOf<K>,
  t: Texts,
  write: Writer,
) => Promise<Result<number, AppError>>

/** A list that is there already, as its only page. */
export async function* onePage<Row>(rows: readonly Row[]): AsyncGenerator<Page<Row>> {
  yield ok(rows)
}
