import { describe, expect, it } from 'vitest'
import { systemClock, systemRandom } from './clock'

describe('the system clock', () => {
  it('tells milliseconds since the epoch', () => {
    const before = Date.now()
    const now = systemClock.now()
    expect(now).toBeGreaterThanOrEqual(before)
    expect(now).toBeLessThanOrEqual(Date.now())
  })
})

describe('randomness', () => {
  it('gives lower-case base-36 text of the wanted length, using every digit', () => {
    expect(systemRandom.text(4)).toMatch(/^[0-9a-z]{4}$/)
    expect(systemRandom.text(0)).toBe('')
    expect(new Set(systemRandom.text(5_000)).size).toBe(36)
  })

  it('gives fractions from 0 up to but not 1', () => {
    const fractions = Array.from({ length: 1_000 }, () => systemRandom.fraction())
    expect(Math.min(...fractions)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...fractions)).toBeLessThan(1)
    expect(Math.max(...fractions) - Math.min(...fractions)).toBeGreaterThan(0.5)
  })
})
