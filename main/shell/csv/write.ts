import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { csvLines } from '../../core/csv-list/to-csv'
import { fail, ok, type Result } from '../../core/result'
import type { AppError } from '../../engine/app'
import { failed } from '../../engine/app-error'
import type { CsvList, Page } from './list'

/** Excel takes a file for UTF-8 only when it begins with it. */
const byteOrderMark = '\uFEFF'

/**
 * Writes a list beside its place and moves it there when it is whole: what a person had under that name stays until then.
 * @param path absolute, chosen by the person
 * @returns the number of rows
 */
export async function writeCsv<Row>(path: string, list: CsvList<Row>): Promise<Result<number, AppError>> {
  const unfinished = `${path}.part`
  try {
    const file = await open(unfinished, 'w')
    const rows = await fill(file, list).finally(() => file.close())
    if (rows.ok) await rename(unfinished, path)
    else await rm(unfinished, { force: true })
    return rows
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined) // the disk is gone: there is nothing left to clear
    return fail(failed('list-not-saved', {}, { detail: String(error) }))
  }
}

async function fill<Row>(file: FileHandle, { columns, pages }: CsvList<Row>): Promise<Result<number, AppError>> {
  const [titles = ''] = csvLines(columns, [])
  await file.write(byteOrderMark + titles)
  let rows = 0
  for await (const page of pages as AsyncIterable<Page<Row>>) {
    if (!page.ok) return page
    const [, ...lines] = csvLines(columns, page.value)
    await file.write(lines.join(''))
    rows += page.value.length
  }
  await file.sync()
  return ok(rows)
}
