import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Originals } from './originals'

/** The same, as plainly as it can be said. */
class Plain {
  readonly #originals = new Map<string, string>()
  otherThan(original: string, written: string): string | null {
    const first = this.#originals.get(written)
    if (first === undefined) this.#originals.set(written, original)
    return first === undefined || first === original ? null : first
  }
}

it('answers as a map of texts would, for short and long ones and whatever they hold', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 2 }),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.integer({ min: 250, max: 258 }).map((length) => 'x'.repeat(length)),
  )
  const pairs = fc.array(
    fc.oneof(
      fc.tuple(text, text),
      text.map((one) => [one, one] as [string, string]),
    ),
    {
      maxLength: 80,
    },
  )
  fc.assert(
    fc.property(pairs, (given) => {
      const [ours, plain] = [new Originals(), new Plain()]
      for (const [original, written] of given) {
        expect(ours.otherThan(original, written)).toBe(plain.otherThan(original, written))
      }
    }),
    { numRuns: 100 },
  )
})

it('finds one number among many that was shortened to another', () => {
  const numbers = new Originals()
  const many = Array.from({ length: 5000 }, (_, index) => `RE-2026-${index}`)
  expect(many.filter((number) => numbers.otherThan(number, number.slice(3)) !== null)).toEqual([])
  expect(many.filter((number) => numbers.otherThan(number, number.slice(3)) !== null)).toEqual([])
  expect(numbers.otherThan('GU-2026-4999', '2026-4999')).toBe('RE-2026-4999')
  expect(numbers.otherThan('2026-7', '2026-7')).toBe('RE-2026-7')
  const long = 'ü'.repeat(70_000)
  expect([numbers.otherThan(long, 'ü'), numbers.otherThan('ü', long)]).toEqual([null, null])
  expect([numbers.otherThan('u', 'ü'), numbers.otherThan('u', long)]).toEqual([long, 'ü'])
})
