import { expect, it } from 'vitest'
import { ReadMoves } from '../checker/moves'
import { cents } from '../core/money/cents'
import { LedgerMoves, markOf } from './moves'

type Line = readonly [day: string, number: string, debit: string, credit: string, amountCents: number]

function ofLedger(...lines: readonly Line[]): LedgerMoves {
  const moves = new LedgerMoves()
  for (const [day, number, debit, credit, amount] of lines) {
    moves.add(markOf(day, number), debit, amount)
    moves.add(markOf(day, number), credit, -amount)
  }
  return moves
}

function ofFiles(...lines: readonly Line[]): LedgerMoves {
  const read = new ReadMoves()
  for (const [documentDate, documentNo, debit, credit, amount] of lines) {
    const posting = { mandant: 'M1', documentDate, documentNo, debit, credit, grossCents: cents(amount) }
    read.add({ ...posting, currency: 'EUR', taxCode: null, text: null }, documentNo)
  }
  const moves = new LedgerMoves()
  moves.take(read.value)
  return moves
}

const a: Line = ['2026-10-05', 'RE-1', '10001', '8400', 11_900]
const b: Line = ['2026-10-05', 'RE-2', '10002', '8400', 5_950]
const change = (line: Line, at: number, value: string | number): Line => {
  const [day, number, debit, credit, amount] = line.map((one, index) => (index === at ? value : one))
  return [String(day), String(number), String(debit), String(credit), Number(amount)]
}

it('is the same for the same, whatever the order, and however lines are cut', () => {
  expect(ofLedger(a, b).equals(ofFiles(b, a))).toBe(true)
  expect(ofLedger(a).equals(ofFiles(change(a, 4, 11_000), change(a, 4, 900)))).toBe(true)
  expect(ofLedger(change(a, 2, '0010001')).equals(ofFiles(change(a, 1, ' RE-1 ')))).toBe(true)
  const turned = ofLedger(change(change(change(a, 2, '8400'), 3, '10001'), 4, -11_900))
  expect(turned.equals(ofFiles(a))).toBe(true)
  const huge = change(a, 4, 999_999_999_999)
  expect(ofLedger(huge, b).equals(ofFiles(huge, b))).toBe(true)
})

it.each([
  ['two numbers that changed places', [change(a, 1, 'RE-2'), change(b, 1, 'RE-1')]],
  ['two days', [change(a, 0, '2026-10-06'), b]],
  ['two debtors', [change(a, 2, '10002'), change(b, 2, '10001')]],
  ['two amounts', [change(a, 4, 5_950), change(b, 4, 11_900)]],
  ['a cent', [change(a, 4, 11_901), b]],
])('is another one for %s', (_, lines) => {
  expect(ofLedger(a, b).equals(ofFiles(...lines))).toBe(false)
})
