import { randomInt } from 'node:crypto'
import type { Clock, Random } from '../../core/ports'

export const systemClock: Clock = { now: () => Date.now() }

const digits = '0123456789abcdefghijklmnopqrstuvwxyz'
const fractionSteps = 2 ** 47

/** From the system's generator: run and installation ids made at the same moment on two machines must differ. */
export const systemRandom: Random = {
  text: (length) => Array.from({ length }, () => digits.charAt(randomInt(digits.length))).join(''),
  fraction: () => randomInt(fractionSteps) / fractionSteps,
}
