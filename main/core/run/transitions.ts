import { assert } from '../assert'
import type { RunState } from './run'

/**
 * What may follow what. `delivered → prepared` and `parked → …` happen only on a person's order, `parked → delivered`
 * because a person says that it arrived; `publishing → sending`
 * only when a temporary file of ours is still there and damaged, so that nothing of it can have been renamed.
 */
const followers: Readonly<Record<RunState, readonly RunState[]>> = {
  planned: ['prepared', 'empty', 'cancelled', 'parked'],
  prepared: ['sending', 'cancelled', 'parked'],
  sending: ['publishing', 'cancelled', 'parked'],
  publishing: ['delivered', 'sending', 'parked'],
  parked: ['planned', 'prepared', 'publishing', 'cancelled', 'delivered'],
  delivered: ['prepared'],
  empty: [],
  cancelled: [],
}

export function mayFollow(from: RunState, to: RunState): boolean {
  return followers[from].includes(to)
}

/** Throws on a change that the table does not hold: that is a bug, never input. */
export function assertTransition(from: RunState, to: RunState): void {
  assert(mayFollow(from, to), `a run does not go from ${from} to ${to}`)
}
