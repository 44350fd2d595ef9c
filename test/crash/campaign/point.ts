import type Database from 'better-sqlite3'
import type { Running } from './house'

/** When to kill: at a moment of the process's life, or so long after a step was written down. */
export type Plan =
  | { readonly kind: 'time'; readonly afterMs: number }
  | { readonly kind: 'step'; readonly event: string; readonly occurrence: number; readonly afterMs: number }

/** Every step that is written down, and how often a delivery of four files takes it. */
const steps: readonly (readonly [event: string, times: number])[] = [
  ['run.planned', 1],
  ['run.prepared', 1],
  ['run.sending', 1],
  ['file.uploaded', 4],
  ['run.publishing', 1],
  ['file.published', 4],
  ['run.delivered', 1],
]

/** Kills that know nothing of steps: most of a process's life is its start. */
const timeShare = 0.25

/** Long enough to reach into the work that follows the commit, short enough to meet all of it. */
const longestAfterMs = 20

export function choosePlan(random: () => number, lifeMs: number): Plan {
  if (random() < timeShare) return { kind: 'time', afterMs: random() * lifeMs }
  const [event, times] = steps[Math.floor(random() * steps.length)] ?? ['run.planned', 1]
  const occurrence = 1 + Math.floor(random() * times)
  return { kind: 'step', event, occurrence, afterMs: random() * random() * longestAfterMs }
}

const pollMs = 1

/** Kills the process by its plan, unless it ends before. Looks on from outside; the process knows nothing of it. */
export async function killBy(plan: Plan, running: Running, db: Database.Database, profileId: string): Promise<void> {
  let isOver = false
  void running.ended.then(() => {
    isOver = true
  })
  if (plan.kind === 'step') {
    const count = db
      .prepare<[string, string], number>('SELECT count(*) FROM journal WHERE profile_id = ? AND event = ?')
      .pluck()
    while (!isOver && (count.get(profileId, plan.event) ?? 0) < plan.occurrence) await pause(pollMs)
  }
  const deadline = performance.now() + plan.afterMs
  // Timers are too coarse for the last stretch.
  while (!isOver && performance.now() < deadline) await pause(deadline - performance.now() > 3 ? 1 : 0)
  if (!isOver) running.child.kill('SIGKILL')
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (ms === 0) setImmediate(resolve)
    else setTimeout(resolve, ms)
  })
}

/** The last thing written down: where the kill met the run. */
export function lastEvent(db: Database.Database, profileId: string): string {
  const row = db
    .prepare<[string], { event: string }>(
      `SELECT event FROM journal WHERE profile_id = ? AND run_id IS NOT NULL ORDER BY id DESC LIMIT 1`,
    )
    .get(profileId)
  return row?.event ?? 'before any step'
}
