import { describe, expect, it } from 'vitest'
import { defaultMaintenanceWindow } from './interval'
import { dayOf, isIsoDate, isLocalTime, isTimeZone, parseLocal, toIsoWithOffset } from './local-time'
import { isExecutionTime, isOpenAt, nextOpen } from './open-hours'

describe('local time', () => {
  it('knows the times of a day', () => {
    expect(['00:00', '09:30', '23:59'].map(isLocalTime)).toEqual([true, true, true])
    expect(['24:00', '9:30', '12:60', '12:30:00', ''].map(isLocalTime)).toEqual([false, false, false, false, false])
  })

  it('knows the days of the calendar', () => {
    expect(['2028-02-29', '2026-12-31'].map(isIsoDate)).toEqual([true, true])
    expect(['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-04-00', '26-1-1'].map(isIsoDate)).toEqual(
      Array(6).fill(false),
    )
  })

  it('knows the zones of the world by name only', () => {
    expect(['Europe/Berlin', 'Europe/Zurich', 'UTC', 'America/Argentina/Ushuaia'].map(isTimeZone)).toEqual(
      Array(4).fill(true),
    )
    expect(['Europe/Bonn', '+01:00', '', 'Berlin', 'Europe/Berlin '].map(isTimeZone)).toEqual(Array(5).fill(false))
  })

  it('reads a wall-clock time in its zone and writes moments with their offset', () => {
    expect(toIsoWithOffset(parseLocal('2026-03-29T06:00', 'Europe/Berlin')!, 'Europe/Berlin')).toBe(
      '2026-03-29T06:00:00+02:00',
    )
    expect(toIsoWithOffset(parseLocal('2026-03-29T02:10:20', 'Europe/Vienna')!, 'Europe/Vienna')).toBe(
      '2026-03-29T03:00:00+02:00',
    )
    expect(parseLocal('2026-01-01', 'UTC')).toBe(Date.UTC(2026, 0, 1))
    expect(
      ['2026-02-30T06:00', '2026-03-29T24:00', '2026-03-29 06:00', 'now'].map((at) => parseLocal(at, 'UTC')),
    ).toEqual(Array(4).fill(null))
  })

  it('knows on which day a moment lies where', () => {
    const newYear = Date.UTC(2026, 11, 31, 23, 30)
    expect(dayOf(newYear, 'Europe/Berlin')).toBe('2027-01-01')
    expect(dayOf(newYear, 'UTC')).toBe('2026-12-31')
  })
})

describe('open hours', () => {
  it.each([
    ['05:59', false],
    ['06:00', true],
    ['22:00', true],
    ['22:01', false],
    ['00:00', false],
  ])('of the contract: %s is %s', (time, open) => {
    expect(isOpenAt(time, defaultMaintenanceWindow)).toBe(open)
    expect(isExecutionTime(time, null)).toBe(open)
  })

  it('can be narrowed by the chain, not widened', () => {
    expect(isExecutionTime('07:00', { from: '20:00', to: '08:00' })).toBe(false)
    expect(isExecutionTime('20:00', { from: '20:00', to: '08:00' })).toBe(true)
    expect(isExecutionTime('23:00', { from: '01:00', to: '02:00' })).toBe(false)
    expect(isExecutionTime('12:30', { from: '12:00', to: '13:00' })).toBe(false)
  })

  it.each([
    ['2026-05-04T21:59:59', '2026-05-04T21:59:59'],
    ['2026-05-04T22:00:30', '2026-05-04T22:00:30'],
    ['2026-05-04T22:01', '2026-05-05T06:00'],
    ['2026-05-05T05:59', '2026-05-05T06:00'],
    ['2026-10-25T02:30', '2026-10-25T06:00'],
  ])('from %s on begin at %s', (moment, open) => {
    const [from, expected] = [moment, open].map((local) => parseLocal(local, 'Europe/Berlin')!)
    expect(nextOpen(from!, 'Europe/Berlin', defaultMaintenanceWindow)).toBe(expected)
  })

  it('begin again after a window in the day, and never end without one', () => {
    const noon = Date.UTC(2026, 4, 4, 12, 30)
    expect(nextOpen(noon, 'UTC', { from: '12:00', to: '13:00' })).toBe(Date.UTC(2026, 4, 4, 13))
    expect(nextOpen(noon, 'UTC', null)).toBe(noon)
  })
})
