import { expect, it } from 'vitest'
import { clockBackMaxMs } from './due-slot'
import { isPaused } from './pause'

const pause = { sinceMs: 10 * clockBackMaxMs, untilMs: 10 * clockBackMaxMs + 3_600_000 }

it.each([
  ['from its order on', pause.sinceMs, true],
  ['up to its end', pause.untilMs - 1, true],
  ['not after it', pause.untilMs, false],
  ['also when the clock is set back a little', pause.sinceMs - clockBackMaxMs, true],
  ['not when the clock had been wrong by days', pause.sinceMs - clockBackMaxMs - 1, false],
])('a pause holds %s', (_when, nowMs, expected) => {
  expect(isPaused(pause, nowMs)).toBe(expected)
})
