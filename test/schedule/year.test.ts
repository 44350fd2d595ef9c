import { describe, expect, it } from 'vitest'
import { type Cast, Year, type YearCounts, type YearPlan } from './year'

/** SCHEDULE_YEARS=20 lives through twenty years of each shop, SCHEDULE_SEED chooses others. */
const years = Number(process.env['SCHEDULE_YEARS'] ?? 1)
const seed = Number(process.env['SCHEDULE_SEED'] ?? 1)

const berlin = 'Europe/Berlin'
const newYork = 'America/New_York'
const daily = (time: string) => ({ interval: 'daily', time }) as const

/** Closed at night as delivered. */
const byDay: readonly Cast[] = [
  { id: 'abends', schedule: daily('18:30'), zone: berlin, missedRuns: 'catch-up', later: [daily('21:15')] },
  {
    id: 'morgens',
    schedule: daily('06:00'),
    zone: berlin,
    missedRuns: 'skip',
    later: [daily('07:45'), daily('06:00')],
  },
  {
    ...{ id: 'woche', zone: newYork, missedRuns: 'catch-up' },
    schedule: { interval: 'weekly', weekdays: ['mon', 'wed', 'sat'], time: '22:00' },
  },
  {
    id: 'monat',
    schedule: { interval: 'monthly', days: [1, 15, 31], time: '22:00' },
    zone: berlin,
    missedRuns: 'catch-up',
  },
  // On around both changes of the clocks.
  {
    ...{ id: 'stunde', schedule: { interval: 'hourly' }, zone: berlin, missedRuns: 'catch-up' },
    phases: [80, 95, 292, 305],
  },
]

/** Open at night, so that the skipped and the doubled hour have slots. */
const byNight: readonly Cast[] = [
  { id: 'halbtags', schedule: { interval: 'minutes', minutes: 720 }, zone: berlin, missedRuns: 'catch-up' },
  {
    ...{ id: 'monatsende', zone: newYork, missedRuns: 'skip', startDate: '2026-03-30' },
    schedule: { interval: 'monthly', days: [29, 30, 31], time: '11:00' },
  },
  {
    ...{ id: 'nachts', schedule: { interval: 'hourly' }, zone: berlin, missedRuns: 'skip', startDate: '2026-03-20' },
    phases: [76, 92, 294, 302],
  },
  {
    ...{ id: 'minuten', schedule: { interval: 'minutes', minutes: 55 }, zone: newYork, missedRuns: 'catch-up' },
    phases: [65, 71, 302, 308],
  },
]

async function liveOn(plan: Omit<YearPlan, 'year' | 'seed'>): Promise<YearCounts> {
  const total: Record<string, number> = {}
  for (let count = 0; count < years; count += 1) {
    const cast = plan.cast.map((one) => ({
      ...one,
      ...(one.startDate ? { startDate: one.startDate.replace('2026', String(2026 + count)) } : {}),
    }))
    const counts = await new Year({ ...plan, cast, year: 2026 + count, seed: seed + count }).live()
    for (const [what, number] of Object.entries(counts)) total[what] = (total[what] ?? 0) + number
  }
  return total
}

const say = (name: string, counts: YearCounts) =>
  process.stdout.write(
    `${name}: ${years} year(s), seed ${seed}: ${JSON.stringify(counts).replace(/["{}]/g, '').replaceAll(',', ', ')}\n`,
  )

describe('a year of a computer that crashes, sleeps and has a wrong clock', () => {
  it('claims every slot once or makes up for it by the rule, closed at night', async () => {
    const counts = await liveOn({ window: { from: '22:00', to: '06:00' }, cast: byDay })
    say('by day', counts)
    for (const what of ['onTime', 'caughtUp', 'merged', 'skipped', 'kills', 'jumps', 'pauses'])
      expect(counts[what], what).toBeGreaterThan(0)
  }, 3_600_000)

  it('claims every slot once or makes up for it by the rule, open at night', async () => {
    const counts = await liveOn({ window: { from: '12:15', to: '14:05' }, cast: byNight })
    say('by night', counts)
    for (const what of ['onTime', 'caughtUp', 'merged', 'skipped', 'blocked', 'killsInRuns', 'looksOfTwo'])
      expect(counts[what], what).toBeGreaterThan(0)
  }, 3_600_000)
})
