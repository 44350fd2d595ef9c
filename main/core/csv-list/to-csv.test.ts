import { expect, it } from 'vitest'
import { cents } from '../money/cents'
import { type Cell, toCsv } from './to-csv'

const list = (...cells: readonly Cell[]) => toCsv([{ title: 'Wert', of: (cell: Cell) => cell }], cells)

it('has a line of titles and a line per row', () => {
  const columns = [
    { title: 'Lauf', of: (row: readonly [number, string]) => row[0] },
    { title: 'Name', of: (row: readonly [number, string]) => row[1] },
  ]
  expect(toCsv(columns, [])).toBe('Lauf;Name\r\n')
  expect(toCsv(columns, [[1, 'Müller']])).toBe('Lauf;Name\r\n1;Müller\r\n')
})

it.each<[string, Cell, string]>([
  ['nothing', null, ''],
  ['a number with a comma', 1.5, '1,5'],
  ['a negative number as a number', -3, '-3'],
  ['money', { cents: cents(-123_456) }, '-1234,56'],
  ['a semicolon in quotes', 'a;b', '"a;b"'],
  ['a quote twice', 'Modell "7"', '"Modell ""7"""'],
  ['a line break in quotes', 'a\nb', '"a\nb"'],
  ['a space at the edge in quotes', ' a', '" a"'],
  ['a formula as text', '=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
  ['a plus as text', '+49 30', "'+49 30"],
  ['a minus as text', '-1+1', "'-1+1"],
  ['an at sign as text', '@SUM(A1)', "'@SUM(A1)"],
  ['a tab as text', '\t=1', '"\'\t=1"'.replaceAll('"', '')],
  ['leading zeros as they are', '00123', '00123'],
])('writes %s', (_name, cell, field) => {
  expect(list(cell)).toBe(`Wert\r\n${field}\r\n`)
})
