import { describe, expect, it } from 'vitest'
import { outdated } from './rotation'

const zone = 'Europe/Berlin'
const at = (iso: string) => ({ createdMs: Temporal.Instant.from(iso).epochMilliseconds })
const dayMs = 86_400_000
const daily = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ createdMs: at('2026-11-25T07:00:00Z').createdMs - index * dayMs }))

describe('the rotation of daily backups', () => {
  it('keeps seven days, and four weeks beside them', () => {
    const all = daily(60)
    const left = all.filter((one) => !outdated(all, zone).includes(one))
    const days = left.map(({ createdMs }) => new Date(createdMs).toISOString().slice(5, 10))
    // 25 November 2026 is a Wednesday: the newest of the weeks before are Sundays.
    expect(days).toEqual(['11-25', '11-24', '11-23', '11-22', '11-21', '11-20', '11-19', '11-15', '11-08'])
  })

  it('keeps the newest of a day, by the wall clock', () => {
    const all = [at('2026-11-25T22:59:00Z'), at('2026-11-24T23:30:00Z'), at('2026-11-24T22:30:00Z')]
    expect(outdated(all, zone)).toEqual([all[1]])
  })

  it('counts days with a backup, so that a long silence costs nothing', () => {
    expect(outdated([at('2026-11-25T07:00:00Z'), at('2020-01-01T07:00:00Z')], zone)).toEqual([])
  })

  it('goes through the turn of the year', () => {
    const all = [at('2027-01-03T07:00:00Z'), ...daily(0), at('2026-12-28T07:00:00Z'), at('2026-12-27T07:00:00Z')]
    expect(outdated(all, zone)).toEqual([])
  })
})
