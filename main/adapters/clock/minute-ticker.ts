import { type Job, scheduleJob } from 'node-schedule'
import type { Ticker } from '../../core/ports'

const minuteMs = 60_000
/** A minute that begins sooner is left out: the date must still lie ahead when the library looks at it. */
const tooSoonMs = 1_000

/**
 * Ticks at the beginning of every minute. One job per minute, not a repeating one: after a clock that was set forward, or
 * a night asleep, a repeating job makes up for every single minute. And the library waits for a date however far the
 * clock is set back, so a timer that no clock moves looks after it.
 */
export const minuteTicker: Ticker = {
  start: (onTick) => {
    let job: Job | null = null
    const wake = () => {
      job = scheduleJob(nextMinute(Date.now()), wake)
      onTick()
    }
    job = scheduleJob(nextMinute(Date.now()), wake)
    const guard = setInterval(() => {
      const next = job?.nextInvocation()
      if (next && next.getTime() - Date.now() <= minuteMs + tooSoonMs) return
      job?.cancel()
      wake()
    }, minuteMs)
    return () => {
      clearInterval(guard)
      job?.cancel()
    }
  },
}

function nextMinute(nowMs: number): Date {
  return new Date((Math.floor((nowMs + tooSoonMs) / minuteMs) + 1) * minuteMs)
}
