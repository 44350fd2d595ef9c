import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { at, Watch } from '../../../test/fakes/watch-schedule'
import { fail, ok } from '../../core/result'
import type { CliIo } from '../io'
import { runCommandLine } from '../main'

let watch: Watch
beforeEach(() => {
  watch = new Watch()
})
afterEach(() => watch.end())

/** `schedule run` over the watch's app; `meanwhile` is what happens until somebody asks it to end. */
async function scheduleRun(args: readonly string[], meanwhile: (told: () => string) => Promise<void>) {
  const [out, err]: [string[], string[]] = [[], []]
  const stop = Promise.withResolvers<void>()
  const io: CliIo = {
    args: ['schedule', 'run', ...args],
    version: '1.2.3',
    defaultProfileDir: '/home/x/Belegbote',
    hostName: 'KASSE-1',
    crashed: new Promise<never>(() => undefined),
    timeZone: 'Europe/Berlin',
    stderrIsTty: false,
    stdout: (text) => void out.push(text),
    stderr: (text) => void err.push(text),
    readSecret: async () => new Uint8Array(),
    stopped: () => stop.promise,
    recover: () => {
      throw new Error('no recovery')
    },
    loadChecker: () => Promise.reject(new Error('no checker')),
    compose: async () => ok(watch.app),
    demo: {
      compose: async () => fail({ class: 'refused', code: 'demo', params: {} }),
      startServer: () => Promise.reject(new Error('no server')),
      startMailServer: () => Promise.reject(new Error('no server')),
    },
    onBug: (error) => {
      throw error
    },
  }
  const ended = runCommandLine(io)
  const told = () => err.join('')
  await meanwhile(told)
  stop.resolve()
  const exit = await ended
  watch.reopenAfterClose()
  return { exit, stdout: out.join(''), stderr: told() }
}

async function tickAt(time: string): Promise<void> {
  watch.house.nowMs = at(time)
  watch.house.ticker.tick()
  await watch.app.schedule.settled()
}

describe('schedule run', () => {
  it('tells when a run begins and how it stands, until it is asked to end', async () => {
    await watch.apply()
    watch.newDocument()
    const answer = await scheduleRun([], async (told) => {
      await expect.poll(() => watch.house.ticker.isRunning).toBe(true)
      await tickAt('2026-04-01T18:29')
      expect(told()).not.toContain('kanzlei')
      watch.fail('unreachable')
      await tickAt('2026-04-01T18:30')
      await expect.poll(told).toMatch(/nicht erreichbar|nicht erreicht|keine Verbindung/i)
      watch.fail(null)
      await tickAt('2026-04-01T18:31')
      await expect.poll(told).toContain('übergeben')
    })
    expect(answer.exit).toBe(0)
    expect(answer.stderr.match(/kanzlei/g)).toHaveLength(1)
    expect(answer.stdout).toBe('Der Zeitplaner ist beendet. Er hat 1 Lauf bearbeitet.\n')
  })

  it('answers the runs of its time as one value', async () => {
    await watch.apply({ schedule: { interval: 'hourly' } })
    await watch.tickAt('2026-04-01T14:00') // before its time
    watch.newDocument()
    const answer = await scheduleRun(['--json'], async () => {
      await expect.poll(() => watch.house.ticker.isRunning).toBe(true)
      await tickAt('2026-04-01T15:00')
      await tickAt('2026-04-01T16:00')
    })
    expect(answer.exit).toBe(0)
    const { runs } = JSON.parse(answer.stdout)
    expect(runs.map((run: { state: string; dueAt: string }) => [run.state, run.dueAt])).toEqual([
      ['delivered', '2026-04-01T15:00:00.000+02:00'],
      ['empty', '2026-04-01T16:00:00.000+02:00'],
    ])
  })

  it('is refused on a computer that the folder does not belong to', async () => {
    await watch.apply()
    await watch.reopen({ workstationName: 'KASSE-9' })
    const answer = await scheduleRun(['--json'], async () => undefined)
    expect(answer.exit).toBe(3)
    expect(JSON.parse(answer.stdout)).toMatchObject({ error: { code: 'workstation-other-name' } })
  })
})
