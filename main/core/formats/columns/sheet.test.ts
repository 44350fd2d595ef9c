import { expect, it } from 'vitest'
import type { SinkFile } from '../format'
import type { Value } from './column'
import { Sheet } from './sheet'
import type { TableMaker } from './table-file'

it('begins the next file before a document would be torn apart', () => {
  const files: { readonly name: string; readonly rows: (readonly Value[])[]; closedWith: number | null }[] = []
  const maker: TableMaker = {
    extension: '.t',
    maxRows: 3,
    narrow: () => false,
    open: (_sink, { name }) => {
      const file = { name, rows: [] as (readonly Value[])[], closedWith: null as number | null }
      files.push(file)
      return {
        row: (values) => void file.rows.push([...values]),
        close: (rows) => {
          file.closedWith = rows
        },
      }
    },
  }
  const column = { heading: 'H', kind: 'whole', of: () => null } as const
  const columns = [
    { ...column, counts: { what: 'rows', step: 10 } as const },
    { ...column, counts: { what: 'documents', step: 1 } as const },
  ]
  const sink = {
    open: () => ({ write: () => undefined, close: () => undefined }),
    openArchive: () => {
      throw new Error('no archive')
    },
    openWorkbook: () => {
      throw new Error('no workbook')
    },
    attachmentSize: () => null,
    attach: () => undefined,
  }
  const sheet = new Sheet({ maker, sink, settings: {}, kind: 'postings', title: 'T', columns })
  let count = 0
  const file = (): SinkFile => ({ kind: 'postings', mandant: 'M', name: `f${++count}` })
  const rows = (many: number): Value[][] => Array.from({ length: many }, () => [null, null])
  expect([sheet.isTooLarge(3), sheet.isTooLarge(4)]).toEqual([false, true])
  sheet.write('a', file, rows(2))
  sheet.write('a', file, rows(2))
  sheet.write('a', file, rows(1))
  sheet.write('b', file, rows(1))
  sheet.close()
  expect(files).toEqual([
    {
      name: 'f1',
      rows: [
        [10, 1],
        [20, 1],
      ],
      closedWith: 2,
    },
    {
      name: 'f2',
      rows: [
        [10, 1],
        [20, 1],
        [30, 2],
      ],
      closedWith: 3,
    },
    { name: 'f3', rows: [[10, 1]], closedWith: 1 },
  ])
})
