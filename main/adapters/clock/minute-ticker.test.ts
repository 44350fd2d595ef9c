import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { minuteTicker } from './minute-ticker'

const minuteMs = 60_000
const begin = Date.UTC(2026, 4, 4, 12, 0, 20)
let ticks: string[] = []
let stop: () => void = () => undefined

beforeEach(() => {
  // The timers and the clock of this process are what the adapter stands for; no other place may touch them.
  vi.useFakeTimers({ now: begin })
  ticks = []
  stop = minuteTicker.start(() => void ticks.push(new Date().toISOString().slice(11, 19)))
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

it('ticks at the beginning of every minute, until it is stopped', () => {
  vi.advanceTimersByTime(3 * minuteMs)
  expect(ticks).toEqual(['12:01:00', '12:02:00', '12:03:00'])
  stop()
  vi.advanceTimersByTime(5 * minuteMs)
  expect(ticks).toHaveLength(3)
  expect(vi.getTimerCount()).toBe(0)
})

it.each([
  ['two hours', 2 * 60],
  ['a year', 365 * 24 * 60],
])('goes on within two minutes when the clock is set back by %s', (_name, minutes) => {
  vi.advanceTimersByTime(minuteMs)
  vi.setSystemTime(Date.now() - minutes * minuteMs)
  vi.advanceTimersByTime(2 * minuteMs)
  expect(ticks.length).toBeGreaterThanOrEqual(2)
  const before = ticks.length
  vi.advanceTimersByTime(10 * minuteMs)
  expect(ticks.length - before).toBe(10)
})

it('makes up for no minute when the clock was set forward, or the computer slept', () => {
  vi.advanceTimersByTime(minuteMs)
  vi.setSystemTime(Date.now() + 365 * 24 * 60 * minuteMs)
  vi.advanceTimersByTime(5 * minuteMs)
  expect(ticks.length).toBeGreaterThanOrEqual(5)
  expect(ticks.length).toBeLessThanOrEqual(7)
})
