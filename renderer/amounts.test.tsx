import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amountText, centsOf } from './amounts'

describe('an amount that is typed', () => {
  it.each([
    ['119', 11_900],
    ['119,5', 11_950],
    ['119,50', 11_950],
    ['119.50', 11_950],
    ['1.234,56', 123_456],
    ['1.234', 123_400],
    ['1 234,56 €', 123_456],
    ['1.234.567,89', 123_456_789],
    ['-5,00', -500],
    ['0', 0],
    ['-0', 0],
    ['1,234', null],
    ['1,234.56', null],
    ['12.34,56', null],
    ['119,505', null],
    ['', null],
    ['abc', null],
    ['1e3', null],
  ])('in German: %s', (text, cents) => {
    expect(centsOf(text, 'de')).toBe(cents)
  })

  it.each([
    ['1,234.56', 123_456],
    ['1,234', 123_400],
    ['119,50', 11_950],
    ['1.234', null],
  ])('in English: %s', (text, cents) => {
    expect(centsOf(text, 'en')).toBe(cents)
  })

  it('is read back as it is written', () => {
    const amount = fc.integer({ min: -99_999_999_999, max: 99_999_999_999 })
    fc.assert(
      fc.property(amount, fc.constantFrom('de' as const, 'en' as const), (cents, language) => {
        expect(centsOf(amountText(cents, language), language)).toBe(cents)
      }),
    )
  })
})
