import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Interval, type MaintenanceWindow, weekdays } from '../../main/core/schedule/interval'
import { type DueRules, nextDue, previousDue } from '../../main/core/schedule/next-due'
import { clockOfIntl, isOpen, minuteMs, slotsBetween, type WallClock } from './independent'

const seed = 20_241_231
const dayMs = 24 * 60 * minuteMs

const two = (value: number) => String(value).padStart(2, '0')
const times = fc.nat(1439).map((minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`)
/** Times that people choose, and those at which clocks change. */
const someTime = fc.oneof(
  times,
  fc.constantFrom('00:00', '01:30', '02:00', '02:30', '03:00', '06:00', '22:00', '23:30'),
)
const windows: fc.Arbitrary<MaintenanceWindow | null> = fc.oneof(
  fc.constant(null),
  fc.constant({ from: '22:00', to: '06:00' }),
  fc.record({ from: someTime, to: someTime }).filter(({ from, to }) => from !== to),
)
const intervals: fc.Arbitrary<Interval> = fc.oneof(
  fc.constant({ interval: 'hourly' } as const),
  fc.record({ interval: fc.constant('minutes' as const), minutes: fc.integer({ min: 1, max: 720 }) }),
  fc.record({ interval: fc.constant('daily' as const), time: someTime }),
  fc.record({
    interval: fc.constant('weekly' as const),
    weekdays: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }),
    time: someTime,
  }),
  fc.record({
    interval: fc.constant('monthly' as const),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1 }),
    time: someTime,
  }),
)

/** A zone and the years in which its clocks did odd things. */
const zones: readonly (readonly [zone: string, fromYear: number, untilYear: number])[] = [
  ['Europe/Berlin', 2024, 2040],
  ['Europe/Zurich', 2024, 2040],
  ['Australia/Lord_Howe', 2024, 2030], // half an hour
  ['America/St_Johns', 2004, 2011], // at one minute past midnight, back into the day before
  ['Asia/Gaza', 2010, 2026], // another rule almost every year
  ['Pacific/Apia', 2011, 2013], // left out 30 December 2011
  ['America/Sao_Paulo', 2014, 2019], // midnight does not exist
  ['Africa/Casablanca', 2024, 2030], // four changes a year
  ['Asia/Pyongyang', 2015, 2019],
  ['Antarctica/Troll', 2024, 2030], // two hours
  ['UTC', 2024, 2030],
]

interface Question {
  readonly zone: string
  readonly interval: Interval
  readonly rules: DueRules
  readonly at: number
  readonly clock: WallClock
}

const clocks = new Map<string, WallClock>()
function clockOf(zone: string, fromYear: number, untilYear: number): WallClock {
  const known = clocks.get(zone)
  if (known) return known
  const made = clockOfIntl(zone, Date.UTC(fromYear, 0, 1) - 60 * dayMs, Date.UTC(untilYear, 0, 1) + 60 * dayMs)
  clocks.set(zone, made)
  return made
}

/** A moment near a change of the clocks, or any other; sometimes a start date near it. */
const questions: fc.Arbitrary<Question> = fc
  .record({
    where: fc.constantFrom(...zones),
    interval: intervals,
    maintenanceWindow: windows,
    part: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    isNearChange: fc.boolean(),
    beside: fc.integer({ min: -30 * 60 * 60, max: 30 * 60 * 60 }),
    startsAfterDays: fc.option(fc.integer({ min: -3, max: 40 })),
  })
  .map(
    ({
      where: [zone, fromYear, untilYear],
      interval,
      maintenanceWindow,
      part,
      isNearChange,
      beside,
      startsAfterDays,
    }) => {
      const clock = clockOf(zone, fromYear, untilYear)
      const changes = clock.slice(1)
      const [from, until] = [Date.UTC(fromYear, 0, 1), Date.UTC(untilYear, 0, 1)]
      const change = changes[Math.floor(part * changes.length)]
      const at =
        isNearChange && change ? change.from * minuteMs + beside * 1000 : Math.floor(from + part * (until - from))
      const startDate =
        startsAfterDays === null ? null : new Date(at + startsAfterDays * dayMs).toISOString().slice(0, 10)
      return { zone, interval, rules: { maintenanceWindow, startDate }, at, clock }
    },
  )

const next = ({ interval, zone, rules }: Question, after: number) => nextDue(interval, zone, after, rules)
const previous = ({ interval, zone, rules }: Question, until: number) => previousDue(interval, zone, until, rules)
const planOf = ({ interval, rules }: Question) => {
  return { interval, window: rules.maintenanceWindow, startDate: rules.startDate }
}

function check(holds: (question: Question) => void, numRuns: number): void {
  fc.assert(fc.property(questions, holds), { seed, numRuns })
}

/** What the wall of the zone shows, in minutes since 1970. */
function wallAt({ clock }: Question, moment: number): number {
  const minute = Math.floor(moment / minuteMs)
  return minute + clock.findLast(({ from }) => from <= minute)!.offset
}

describe('the slots of any schedule, zone and window', () => {
  it('are those of the independent calculation', () => {
    check((question) => {
      const until = question.at + 2 * dayMs
      const found: number[] = []
      for (let due = next(question, question.at - 1); due !== null && due <= until && found.length < 40; ) {
        found.push(due)
        due = next(question, due)
      }
      const expected = slotsBetween(planOf(question), question.clock, question.at, until)
      expect(found).toEqual(expected.slice(0, 40))
    }, 400)
  })

  it('lie in open hours, on full minutes, not before the start date, each after the one before', () => {
    check((question) => {
      let before = question.at
      for (let count = 0; count < 5; count += 1) {
        const due = next(question, before)
        if (due === null) return
        expect(due).toBeGreaterThan(before)
        expect(due % minuteMs).toBe(0)
        const wall = wallAt(question, due)
        expect(isOpen(wall % 1440, question.rules.maintenanceWindow)).toBe(true)
        const { startDate } = question.rules
        if (startDate) expect(new Date(wall * minuteMs).toISOString().slice(0, 10) >= startDate).toBe(true)
        before = due
      }
    }, 400)
  })

  it('are found again from just before them, and from anywhere since the one before', () => {
    check((question) => {
      const first = next(question, question.at)
      if (first === null) return
      expect(next(question, first - 1)).toBe(first)
      const second = next(question, first)!
      expect(next(question, second - 1)).toBe(second)
      expect(next(question, Math.floor((first + second) / 2))).toBe(second)
    }, 400)
  })

  it('do not come earlier when they are asked for later', () => {
    const steps = fc.integer({ min: 1, max: 40 * 24 * 60 * 60_000 })
    fc.assert(
      fc.property(questions, steps, (question, step) => {
        const [sooner, later] = [next(question, question.at), next(question, question.at + step)]
        expect(sooner === null).toBe(later === null)
        if (sooner !== null) expect(later).toBeGreaterThanOrEqual(sooner)
      }),
      { seed, numRuns: 400 },
    )
  })

  it('are the same looking back', () => {
    check((question) => {
      const first = next(question, question.at)
      const before = previous(question, question.at)
      if (first === null) return void expect(before).toBeNull()
      expect(previous(question, first)).toBe(first)
      expect(previous(question, first - 1)).toBe(before)
      const second = next(question, first)!
      expect(previous(question, second - 1)).toBe(first)
      if (before === null) return
      expect(before).toBeLessThanOrEqual(question.at)
      expect(next(question, before)).toBe(first)
      expect(next(question, before - 1)).toBe(before)
    }, 400)
  })

  it('are the same looking back where the clocks go back over midnight', () => {
    const zone = 'America/St_Johns'
    const clock = clockOf(zone, 2004, 2011)
    const midnight = { interval: { interval: 'daily', time: '00:00' } as const, window: null }
    const rules = { maintenanceWindow: null, startDate: null }
    for (const { from } of clock.slice(1)) {
      for (let minute = from - 90; minute <= from + 90; minute += 10) {
        const until = minute * minuteMs
        const newest = slotsBetween(midnight, clock, until - 2 * dayMs, until).at(-1)
        expect(previousDue(midnight.interval, zone, until, rules), new Date(until).toISOString()).toBe(newest)
      }
    }
  })

  it('never come, and are not looked for without end, when the time is always closed', () => {
    const rules = { maintenanceWindow: { from: '20:00', to: '08:00' }, startDate: null }
    for (const [zone, year] of zones) {
      const at = Date.UTC(year, 5, 1)
      expect(nextDue({ interval: 'daily', time: '20:01' }, zone, at, rules)).toBeNull()
      expect(previousDue({ interval: 'monthly', days: [31], time: '07:59' }, zone, at, rules)).toBeNull()
    }
  })
})
