import { expect, it } from 'vitest'
import { createTexts } from '../../resources/locales/texts'
import { momentWords, nextMidnight } from './moment'

const zone = 'Europe/Berlin'
const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds

it.each([
  ['2026-11-24T23:59:00+01:00', 'heute 23:59', 'today 23:59'],
  ['2026-11-25T00:00:00+01:00', 'morgen 00:00', 'tomorrow 00:00'],
  ['2026-11-23T07:05:00+01:00', 'gestern 07:05', 'yesterday 07:05'],
  ['2026-11-29T18:30:00+01:00', 'So 29.11., 18:30', 'Sun 29/11, 18:30'],
  ['2025-12-31T18:30:00+01:00', '31.12.2025, 18:30', '31/12/2025, 18:30'],
])('speaks of %s', (moment, german, english) => {
  const now = at('2026-11-24T15:00:00+01:00')
  expect(momentWords(createTexts('de'), now, zone)(at(moment))).toBe(german)
  expect(momentWords(createTexts('en'), now, zone)(at(moment))).toBe(english)
})

it('counts days by the calendar, also where a day has 23 or 25 hours', () => {
  const texts = createTexts('de')
  const spring = at('2026-03-28T23:30:00+01:00')
  expect(momentWords(texts, spring, zone)(at('2026-03-29T23:30:00+02:00'))).toBe('morgen 23:30')
  const autumn = at('2026-10-25T00:30:00+02:00')
  expect(momentWords(texts, autumn, zone)(at('2026-10-25T23:30:00+01:00'))).toBe('heute 23:30')
  expect(nextMidnight(autumn, zone) - autumn).toBe(24.5 * 3_600_000)
})
