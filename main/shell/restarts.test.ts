import { expect, it } from 'vitest'
import { Restarts } from './restarts'

it('helps a worker up once an hour', () => {
  const restarts = new Restarts()
  const minute = 60_000
  expect([0, 1, 59, 60, 61, 200].map((at) => restarts.take(at * minute))).toEqual([
    true,
    false,
    false,
    true,
    false,
    true,
  ])
})
