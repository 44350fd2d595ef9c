import { describe, expect, it } from 'vitest'
import { runStates } from './run'
import { assertTransition, mayFollow } from './transitions'

describe('transitions of a run', () => {
  it('are these and no others', () => {
    const allowed = runStates.flatMap((from) =>
      runStates.filter((to) => mayFollow(from, to)).map((to) => `${from} > ${to}`),
    )
    expect(allowed).toEqual([
      'planned > prepared',
      'planned > empty',
      'planned > cancelled',
      'planned > parked',
      'prepared > sending',
      'prepared > cancelled',
      'prepared > parked',
      'sending > publishing',
      'sending > cancelled',
      'sending > parked',
      'publishing > sending',
      'publishing > delivered',
      'publishing > parked',
      'delivered > prepared',
      'parked > planned',
      'parked > prepared',
      'parked > publishing',
      'parked > delivered',
      'parked > cancelled',
    ])
  })

  it('throw when a change is not in the table', () => {
    expect(() => assertTransition('planned', 'delivered')).toThrow('a run does not go from planned to delivered')
    expect(() => assertTransition('publishing', 'cancelled')).toThrow()
    expect(() => assertTransition('planned', 'prepared')).not.toThrow()
  })
})
