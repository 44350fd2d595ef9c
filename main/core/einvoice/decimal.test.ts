import { describe, expect, it } from 'vitest'
import { compactDay, isoDay } from './dates'
import { type Decimal, parseDecimal, percentOf, round, spoken, sum, toCentsExact, toCentsRounded } from './decimal'

const decimal = (text: string): Decimal => {
  const value = parseDecimal(text)
  if (value === null) throw new Error(text)
  return value
}

describe('a decimal', () => {
  it.each([
    ['0', '0,00'],
    ['-12.5', '-12,50'],
    ['+1', '1,00'],
    ['.5', '0,50'],
    ['3.', '3,00'],
    ['007', '7,00'],
    ['100.00000000000000000', '100,00'],
    ['0.123456789012', '0,123456789012'],
    ['-0', '0,00'],
  ])('%s is read as %s', (text, expected) => expect(spoken(decimal(text))).toBe(expected))

  it.each([
    '',
    '.',
    '-',
    '1E3',
    '1,5',
    '1 000',
    '0x10',
    'NaN',
    '1.2.3',
    '0.1234567890123',
    '1000000000000001',
    '9'.repeat(500),
  ])('%s is none', (text) => expect(parseDecimal(text)).toBeNull())

  it.each([
    ['2.005', 2, '2,01'],
    ['-2.005', 2, '-2,01'],
    ['2.004999999999', 2, '2,00'],
    ['2.5', 0, '3,00'],
    ['-2.5', 0, '-3,00'],
  ])('%s to %i decimals is %s', (text, decimals, expected) => {
    expect(spoken(round(decimal(text), decimals))).toBe(expected)
  })

  it.each([
    ['100', 1900, 2, '19,00'],
    ['10.50', 700, 2, '0,74'],
    ['0.50', 700, 2, '0,04'],
    ['-0.50', 700, 2, '-0,04'],
    ['1.10', 550, 2, '0,06'],
    ['999999999999.99', 1900, 2, '190000000000,00'],
    ['1005', 1000, 0, '101,00'],
  ])('of %s, %i hundredths of a percent are %s', (text, rate, decimals, expected) => {
    expect(spoken(percentOf(decimal(text), rate, decimals))).toBe(expected)
  })

  it('becomes cents exactly or not at all', () => {
    expect([
      toCentsExact(decimal('12.3400')),
      toCentsExact(decimal('12.345')),
      toCentsRounded(decimal('12.345')),
    ]).toEqual([1234, null, 1235])
  })
})

describe('a day', () => {
  it.each([
    ['2026-01-31', '2026-01-31'],
    ['2026-01-31+01:00', '2026-01-31'],
    ['2026-01-31Z', '2026-01-31'],
    ['2026-01-31T12:00:00', '2026-01-31'],
    ['2026-02-29', null],
    ['2024-02-29', '2024-02-29'],
    ['0000-00-00', null],
    ['31.01.2026', null],
    ['2026-01-31x', null],
  ])('%s in UBL is %s', (text, expected) => expect(isoDay(text)).toBe(expected))

  it.each([
    ['20260131', '2026-01-31'],
    ['202601311230', '2026-01-31'],
    ['2026-01-31', '2026-01-31'],
    ['20260231', null],
    ['00000000', null],
    ['2026', null],
  ])('%s in CII is %s', (text, expected) => expect(compactDay(text)).toBe(expected))
})

describe('a sum', () => {
  it('takes more values than a call takes arguments', () => {
    expect(spoken(sum(Array.from({ length: 300_000 }, () => decimal('0.01'))))).toBe('3000,00')
  })
})
