import { describe, expect, it } from 'vitest'
import { migrations } from '.'

describe('the steps of the database', () => {
  it('are in order, and in tens', () => {
    const numbers = migrations.map(({ no }) => no)
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    expect(numbers.filter((no) => no % 10 !== 0)).toEqual([])
    expect(new Set(numbers).size).toBe(numbers.length)
  })
})
