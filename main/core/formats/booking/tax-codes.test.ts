import { describe, expect, it } from 'vitest'
import { FaultList } from '../faults'
import type { TaxKeyRule } from '../format'
import { codeOf } from './code-of'
import type { LineTax } from './line-tax'
import { TaxCodes } from './tax-codes'

const row = (changes: Partial<TaxKeyRule>): TaxKeyRule => ({
  ...{ format: 'f', direction: 'input', taxRate: 1900, sourceKey: null, key: 'own', validFrom: null, validTo: null },
  ...changes,
})
const of = (changes: Partial<LineTax> = {}): LineTax => ({
  ...{ direction: 'input', rate: 1900, sourceKey: null, automatic: false, isSpecial: false },
  ...changes,
})
const usual = [{ direction: 'input', taxRate: 1900, sourceKey: null, key: 'usual' } as const]
const code = (rows: readonly TaxKeyRule[], tax: LineTax, date = '2026-01-01') =>
  new TaxCodes('f', rows, usual).of(tax, date)

describe('codes of an advisor', () => {
  it.each<[string, readonly TaxKeyRule[], LineTax, string | null]>([
    ['the usual one', [], of(), 'usual'],
    ['the own one before the usual one', [row({})], of(), 'own'],
    ['none of another format', [row({ format: null }), row({ format: 'g' })], of(), 'usual'],
    ['none of another direction', [], of({ direction: 'output' }), null],
    ['none of another rate', [], of({ rate: 700 }), null],
    ['none where the rate is not known', [], of({ rate: null }), null],
    [
      'that of the key of the books before that of the rate',
      [row({ sourceKey: '9', key: 'nine' })],
      of({ sourceKey: '9' }),
      'nine',
    ],
    ['that of the rate for an ordinary key', [], of({ sourceKey: '9' }), 'usual'],
    ['none by rate for a special case', [row({})], of({ sourceKey: '94', isSpecial: true }), null],
    [
      'the one that was given for reverse charge',
      [row({ sourceKey: '94', key: 'rc' })],
      of({ sourceKey: '94', isSpecial: true }),
      'rc',
    ],
  ])('%s', (_title, rows, tax, expected) => {
    expect(code(rows, tax)).toBe(expected)
  })

  it('count on their days only', () => {
    const rows = [row({ key: 'old', validTo: '2025-12-31' }), row({ key: 'new', validFrom: '2026-01-01' })]
    expect([code(rows, of(), '2025-12-31'), code(rows, of())]).toEqual(['old', 'new'])
  })

  it('are rejected when nobody said them, with rate and key', () => {
    const faults = new FaultList('M', 'D')
    const codes = new TaxCodes('f', [], usual)
    expect(codeOf(null, codes, '2026-01-01', faults)).toBeNull()
    expect(faults.faults).toEqual([])
    expect(codeOf(of({ direction: 'output', rate: 810, sourceKey: '94' }), codes, '2026-01-01', faults)).toBeNull()
    expect(faults.faults).toMatchObject([
      { level: 'reject', code: 'format-tax-code-missing', field: 'Umsatzsteuer', value: '8,1 %, BU 94' },
    ])
  })
})
