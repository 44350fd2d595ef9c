import { controlCharacter } from '../../../core/ledger/master-data'
import type { SqlValue, WriteDb } from '../db/sql'
import { type CsvItem, type CsvRecord, lineBytesMax, readCsv } from './csv'
import type { Faults, Refusal } from './faults'
import { toRefusal } from './faults'
import type { ExchangeFile } from './files'
import { type Column, type Kind, stagedOf } from './kinds'
import { isRefusal } from './values'

/** What became of one file. */
export interface Staged {
  /** Rows, also faulty ones. */
  readonly read: number
  /** False: the file as a whole could not be read, so nobody can say what it lacks. */
  readonly isWhole: boolean
}

/** Where a file's faults and warnings go, and how far it is. */
export interface StageReport {
  readonly faults: Faults
  readonly warnings: Faults
  onBytes(bytes: number): void
}

/**
 * An empty scratch table for a kind: the columns of the ledger, the line of each row, whether the row had a fault. Rows
 * with a readable key are kept although they are faulty, so that what refers to them is not blamed for it.
 */
export function createStaging(db: WriteDb, kind: Kind): void {
  const columns = kind.columns.map(({ into }) => into)
  const keys = kind.columns.filter(({ key }) => key).map(({ into }) => into)
  db.exec(`DROP TABLE IF EXISTS ${stagedOf(kind.table)};
    CREATE TABLE ${stagedOf(kind.table)} (${columns.join(', ')}, line INTEGER NOT NULL, faulty INTEGER NOT NULL,
    PRIMARY KEY (${keys.join(', ')})) WITHOUT ROWID`)
}

/** Reads one file into its scratch table, checking every value by itself. Waits between pieces, so others get their turn. */
export async function stageFile(db: WriteDb, kind: Kind, file: ExchangeFile, report: StageReport): Promise<Staged> {
  const { faults } = report
  let rows: RowReader | null = null
  let read = 0
  try {
    for await (const items of readCsv(counted(file.read(), report))) {
      let start = 0
      if (!rows) {
        const [first] = items
        if (!first) continue
        rows = openRows(db, kind, file.path, first, report)
        if (!rows) return { read: 0, isWhole: false }
        start = 1
      }
      const reader = rows
      db.scratch(() => {
        for (const item of items.slice(start)) reader.take(item)
      })
      read += items.length - start
    }
  } catch (error) {
    faults.add({ file: file.path }, toRefusal(error))
    return { read, isWhole: false }
  }
  if (!rows) faults.add({ file: file.path, line: 1 }, { code: 'import-file-empty' })
  return { read, isWhole: rows?.isWhole() ?? false }
}

async function* counted(bytes: AsyncIterable<Uint8Array>, report: StageReport): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    yield piece
    report.onBytes(piece.length)
  }
}

interface RowReader {
  take(item: CsvItem): void
  isWhole(): boolean
}

/** A column and where it stands in this file; -1 when it is not there. */
interface Place {
  readonly column: Column
  readonly index: number
}

/** Null when the header line has a fault: then the rows under it mean nothing. */
function openRows(db: WriteDb, kind: Kind, file: string, header: CsvItem, report: StageReport): RowReader | null {
  const { faults } = report
  if ('problem' in header) {
    const { line, value, code } = header.problem
    faults.add({ file, line, value }, { code, params: { limit: lineBytesMax } })
    return null
  }
  const before = faults.total
  const names = header.record.fields.map((name) => name.normalize('NFC'))
  const { line } = header.record
  if (header.record.damaged) faults.add({ file, line }, { code: 'import-not-utf8' })
  const places = kind.columns.map((column) => ({ column, index: names.indexOf(column.name) }))
  for (const { column, index } of places) {
    const at = { file, line, column: column.name }
    if (index < 0 && column.mandatory) faults.add(at, { code: 'import-column-missing' })
    if (index >= 0 && names.indexOf(column.name, index + 1) >= 0) faults.add(at, { code: 'import-column-twice' })
  }
  for (const name of names) {
    if (!kind.columns.some((column) => column.name === name)) {
      report.warnings.add({ file, line, column: name }, { code: 'import-column-unknown' })
    }
  }
  return faults.total === before ? createRowReader({ db, kind, file, faults, names, places }) : null
}

interface RowContext {
  readonly db: WriteDb
  readonly kind: Kind
  readonly file: string
  readonly faults: Faults
  readonly names: readonly string[]
  readonly places: readonly Place[]
}

function createRowReader(context: RowContext): RowReader {
  const { db, kind, file, faults, names, places } = context
  const columns = kind.columns.map(({ into }) => into)
  const insert = `INSERT INTO ${stagedOf(kind.table)} (${columns.join(', ')}, line, faulty)
    VALUES (${columns.map(() => '?').join(', ')}, ?, ?) ON CONFLICT DO NOTHING`
  let isWhole = true
  return {
    take: (item) => {
      if ('problem' in item) {
        const { line, field, value, code } = item.problem
        isWhole &&= code !== 'import-line-too-long'
        const column = field === null ? null : (names[field] ?? null)
        faults.add({ file, line, column, value }, { code, params: { limit: lineBytesMax } })
        return
      }
      const before = faults.total
      const values = readRecord(context, places, item.record)
      if (!values) return
      const isFaulty = faults.total > before ? 1 : 0
      if (db.run(insert, ...values, item.record.line, isFaulty) === 0) addTwice(context, values, item.record.line)
    },
    isWhole: () => isWhole,
  }
}

/** Null when the key cannot be read; then the row stands for nothing. */
function readRecord(context: RowContext, places: readonly Place[], record: CsvRecord): SqlValue[] | null {
  const { file, faults, names } = context
  const { line, fields } = record
  if (fields.length !== names.length) {
    const params = { expected: names.length, found: fields.length }
    faults.add({ file, line }, { code: 'import-field-count', params })
    return null
  }
  if (record.damaged && !addDamaged(context, record)) faults.add({ file, line }, { code: 'import-not-utf8' })
  let isKeyed = true
  const values = places.map(({ column, index }) => {
    const value = index < 0 ? '' : (fields[index] ?? '')
    const read = readValue(column, value)
    if (!isRefusal(read)) return read
    faults.add({ file, line, column: column.name, value }, read)
    // A row without its position still says that its document has rows.
    if (column.into === 'position') return -line
    if (column.key) isKeyed = false
    return null
  })
  return isKeyed ? values : null
}

/** Names the columns in which the bytes were not UTF-8. False when none of them is known. */
function addDamaged({ file, faults, places }: RowContext, { line, fields }: CsvRecord): boolean {
  const damaged = places.filter(({ index }) => fields[index]?.includes('\u{fffd}'))
  for (const { column, index } of damaged) {
    const value = fields[index] ?? ''
    faults.add({ file, line, column: column.name, value }, { code: 'import-not-utf8' })
  }
  return damaged.length > 0
}

const unusual = /[^\x20-\x7e]/

function readValue(column: Column, raw: string): SqlValue | Refusal {
  let value = raw
  if (unusual.test(raw)) {
    const [found] = controlCharacter.exec(raw) ?? []
    if (found !== undefined) return { code: 'import-control-character', params: { character: codePointName(found) } }
    value = raw.normalize('NFC')
  }
  if (value.trim() === '') return column.mandatory ? { code: 'import-value-missing' } : column.otherwise
  return column.read(value)
}

function codePointName(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}

function addTwice({ db, kind, file, faults }: RowContext, values: readonly SqlValue[], line: number): void {
  const keys = kind.columns.flatMap((column, index) => (column.key ? [{ column, value: values[index] ?? null }] : []))
  const where = keys.map(({ column }) => `${column.into} = ?`).join(' AND ')
  const first = db.get<{ line: number }>(
    `SELECT line FROM ${stagedOf(kind.table)} WHERE ${where}`,
    ...keys.map(({ value }) => value),
  )
  const column = keys.at(-1)?.column.name ?? null
  const value = keys.map((key) => key.value).join(' / ')
  faults.add({ file, line, column, value }, { code: 'import-key-twice', params: { first: first?.line ?? 0 } })
}
