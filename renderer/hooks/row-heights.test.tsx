import { expect, it } from 'vitest'
import { RowHeights } from './row-heights'

it('takes the first measured row for those that nobody has drawn yet', () => {
  const heights = new RowHeights(64)
  expect(heights.sum(0, 10)).toBe(640)
  heights.measured(0, 50)
  heights.measured(1, 80)
  expect(heights.sum(0, 1)).toBe(50)
  expect(heights.sum(1, 3)).toBe(130)
  expect(heights.sum(4, 4)).toBe(0)
})

it('finds the row at a place', () => {
  const heights = new RowHeights(10)
  heights.measured(0, 10)
  heights.measured(1, 30)
  expect([-5, 0, 9, 10, 39, 40, 49].map((px) => heights.rowAt(px, 5))).toEqual([0, 0, 0, 1, 1, 2, 2])
  expect(heights.rowAt(10_000, 5)).toBe(4)
  expect(heights.rowAt(0, 0)).toBe(0)
})

it('keeps nothing of a row that is not laid out', () => {
  const heights = new RowHeights(64)
  heights.measured(0, 0)
  expect(heights.sum(0, 2)).toBe(128)
})
