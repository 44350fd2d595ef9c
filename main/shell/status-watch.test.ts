import { describe, expect, it } from 'vitest'
import { fail, ok, type Result } from '../core/result'
import type { AppError, AppStatus } from '../engine/app'
import { type StatusNews, StatusWatch } from './status-watch'

const zone = 'Europe/Berlin'
const start = Temporal.PlainDateTime.from('2026-11-24T15:00').toZonedDateTime(zone).epochMilliseconds
const minute = 60_000
const fine: AppStatus = {
  state: 'ok',
  pausedUntilMs: null,
  running: [],
  nextRun: null,
  lastRun: null,
  troubles: [],
  profiles: [],
}

/** A clock that moves by hand, and a worker that answers when it is told to. */
function stage(status: AppStatus = fine) {
  let now = start
  const timers = new Set<{ readonly atMs: number; readonly work: () => void }>()
  const open: ((answer: Result<AppStatus, AppError>) => void)[] = []
  const told: StatusNews[] = []
  let asked = 0
  const around = {
    zone,
    now: () => now,
    later: (ms: number, work: () => void) => {
      const timer = { atMs: now + ms, work }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
  }
  const ask = () => {
    asked++
    return new Promise<Result<AppStatus, AppError>>((resolve) => open.push(resolve))
  }
  const watch = new StatusWatch(ask, (news) => told.push(news), around)
  return {
    watch,
    told,
    asked: () => asked,
    timers: () => [...timers].map(({ atMs }) => atMs - start),
    answer: async (answer: Result<AppStatus, AppError> = ok(status)) => {
      open.shift()?.(answer)
      await Promise.resolve().then(() => undefined)
    },
    pass: (ms: number) => {
      now += ms
      for (const timer of [...timers]) {
        if (timer.atMs > now) continue
        timers.delete(timer)
        timer.work()
      }
    },
  }
}

describe('the status', () => {
  it('is asked once for a burst of facts, at most once a second', async () => {
    const { watch, told, asked, answer, pass } = stage()
    for (let fact = 0; fact < 50; fact++) watch.refresh()
    expect(asked()).toBe(1)
    await answer()
    expect(told).toEqual([{ status: fine, problem: null }])
    for (let fact = 0; fact < 50; fact++) watch.refresh()
    expect(asked()).toBe(1)
    pass(999)
    expect(asked()).toBe(1)
    pass(1)
    expect(asked()).toBe(2)
    await answer()
    pass(minute)
    expect(asked()).toBe(2)
  })

  it('is asked again for what happened while the answer was on its way', async () => {
    const { watch, asked, answer, pass } = stage()
    watch.refresh()
    watch.refresh()
    await answer()
    pass(1000)
    expect(asked()).toBe(2)
  })

  it('does not wait for a clock that was set back', async () => {
    const { watch, asked, answer, pass } = stage()
    watch.refresh()
    await answer()
    pass(-2 * 60 * minute)
    watch.refresh()
    expect(asked()).toBe(2)
  })

  it('wakes up at the end of a pause and at midnight, and at no other time', async () => {
    const paused = stage({ ...fine, state: 'paused', pausedUntilMs: start + 60 * minute })
    paused.watch.refresh()
    await paused.answer()
    expect(paused.timers()).toEqual([60 * minute])
    paused.pass(60 * minute)
    expect(paused.asked()).toBe(2)
    await paused.answer() // the worker has not noticed yet
    expect(paused.timers()).toEqual([9 * 60 * minute])
    const idle = stage()
    idle.watch.refresh()
    await idle.answer()
    expect(idle.timers()).toEqual([9 * 60 * minute])
    const long = stage({ ...fine, state: 'paused', pausedUntilMs: start + 400 * 24 * 60 * minute })
    long.watch.refresh()
    await long.answer()
    expect(long.timers()).toEqual([9 * 60 * minute])
  })

  it('says why it is not known', async () => {
    const { watch, told, answer, timers } = stage()
    const newer: AppError = { class: 'failed', code: 'database-newer', params: {} }
    watch.refresh()
    await answer(fail(newer))
    expect(told.at(-1)).toEqual({ status: null, problem: newer })
    watch.stopped()
    expect(told.at(-1)?.problem?.code).toBe('host-stopped')
    expect(timers()).toEqual([])
    watch.started()
    expect(told.at(-1)).toEqual({ status: null, problem: null })
  })

  it('leaves the new worker alone when the old one does not answer any more', async () => {
    const { watch, told, answer } = stage()
    watch.refresh()
    watch.stopped()
    watch.started()
    await answer(fail({ class: 'failed', code: 'host-stopped', params: {} }))
    expect(told.map((news) => news.problem?.code ?? null)).toEqual(['host-stopped', null])
  })

  it('can be had as it is now', async () => {
    const { watch, answer } = stage()
    const news = watch.fresh()
    await Promise.resolve()
    await answer()
    expect(await news).toEqual({ status: fine, problem: null })
  })
})
