import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SeenNumbers, SeenTexts } from './seen-texts'

it.each([
  ['texts', () => new SeenTexts(), fc.string({ unit: 'grapheme', maxLength: 70 })],
  ['numbers', () => new SeenNumbers(), fc.integer({ min: 0, max: 12 }).map((number) => `${number}`)],
  ['digits', () => new SeenNumbers(), fc.constantFrom('1', '2', '3', '01', '0', '90071992547409931')],
] as const)('knows which %s came before', (_, make, text) => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 60 }), (texts) => {
      const [ours, plain] = [make(), new Set<string>()]
      for (const one of [...texts, ...texts.slice(0, 5)]) {
        expect(ours.take(one)).toBe(plain.has(one))
        plain.add(one)
      }
    }),
  )
})

it('knows them among many, and asks no more when there are too many', () => {
  const many = Array.from({ length: 3000 }, (_, index) => `RE-2026-${index}`)
  const seen = new SeenTexts(2000)
  expect(many.filter((one) => seen.take(one))).toEqual([])
  expect(many.filter((one) => seen.take(one))).toEqual(many.slice(0, 2000))
})
