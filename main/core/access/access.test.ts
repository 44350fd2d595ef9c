import { describe, expect, it } from 'vitest'
import { type Capability, groupMay, groupsThatMay } from './capabilities'
import { attempt, type Guard, lockedUntilMs, openGuard, pauseMsAfter } from './lock-out'
import { checkPassword } from './password-rules'
import { isIdle, isScreenLock } from './screen-lock'
import { secretTargetOf } from './secret-target'
import { checkUserName, groups, toUserName, userNameKey } from './user'

describe('rights', () => {
  it.each<[Capability, string]>([
    ['look', 'administrators users'],
    ['run', 'administrators users'],
    ['release', 'administrators'],
    ['configure', 'administrators'],
    ['manage-users', 'administrators'],
    ['reveal', 'administrators'],
  ])('to %s are for %s', (capability, allowed) => {
    expect(groups.filter((group) => groupMay(group, capability)).join(' ')).toBe(allowed)
    expect(Object.keys(groupsThatMay)).toHaveLength(6)
  })
})

describe('a password', () => {
  it.each([
    ['zehn Zeich', null],
    ['neunZeich', 'password-too-short'],
    ['aaaaaaaaaa', null], // no rule about kinds of signs
    ['1234567890', null],
    ['😀😀😀😀😀😀😀😀😀', 'password-too-short'], // characters count, not bytes
    ['😀😀😀😀😀😀😀😀😀😀', null],
    ['e\u0301'.repeat(9), 'password-too-short'], // nine letters, however they are written
    ['x'.repeat(200), null],
    ['x'.repeat(201), 'password-too-long'],
    ['Beate Muster', 'password-is-name'],
    ['BEATE MUSTER', 'password-is-name'],
    ['beate musterbeate muster', 'password-is-name'],
    ['Beate Muster 7', null],
    ['', 'password-too-short'],
  ])('%j: %s', (password, fault) => {
    expect(checkPassword(password, 'Beate Muster')).toBe(fault)
  })

  it('may be anything long enough when the name says nothing', () => {
    expect(checkPassword('          ', '')).toBeNull()
  })
})

describe('a name', () => {
  it.each([
    ['Beate Muster', null],
    ['Ö', null],
    ['', 'user-name-malformed'],
    ['x'.repeat(60), null],
    ['x'.repeat(61), 'user-name-malformed'],
    ['Be\u0000ate', 'user-name-malformed'],
    ['Be\nate', 'user-name-malformed'],
    ['Be\u202eate', 'user-name-malformed'], // turns the direction of reading
    ['Be\u200bate', 'user-name-malformed'], // not seen at all
    ['schedule', 'user-name-reserved'],
    ['Command-Line', 'user-name-reserved'],
  ])('%j: %s', (name, fault) => {
    expect(checkUserName(name)).toBe(fault)
  })

  it('is the same in upper and lower case, with blanks around it and in other code points', () => {
    expect(toUserName('  Jo\u0308rg ')).toBe('Jörg')
    expect(new Set(['Jörg', 'JÖRG', ' jo\u0308rg ', 'jörg'].map(userNameKey)).size).toBe(1)
    expect(userNameKey('Jorg')).not.toBe(userNameKey('Jörg'))
  })
})

describe('the pause after wrong passwords', () => {
  const minute = 60_000

  /** Wrong passwords one after the other, each as soon as it may be tried; answers the pauses in minutes. */
  function pauses(count: number): number[] {
    let guard: Guard = openGuard
    let nowMs = 1_000_000
    return Array.from({ length: count }, () => {
      const tried = attempt(guard, nowMs)
      expect(tried.allowed).toBe(true)
      const untilMs = tried.untilMs ?? nowMs
      const pause = (untilMs - nowMs) / minute
      if (tried.untilMs !== null) expect(attempt(tried.guard, untilMs - 1).allowed).toBe(false)
      guard = tried.guard
      nowMs = untilMs
      return pause
    })
  }

  it('grows from one minute to an hour', () => {
    expect(pauses(10)).toEqual([0, 0, 0, 0, 1, 5, 15, 60, 60, 60])
    expect(pauseMsAfter(0)).toBe(0)
  })

  it('counts nothing while it lasts, so that nobody can be kept out by trying', () => {
    const guard = { failures: 5, lockedFromMs: 1_000 }
    expect(attempt(guard, 30_000)).toEqual({ allowed: false, guard, untilMs: 61_000 })
    expect(attempt(guard, 61_000)).toMatchObject({ allowed: true, guard: { failures: 6, lockedFromMs: 61_000 } })
  })

  it('counts tries of the same moment one by one', () => {
    let guard: Guard = openGuard
    const allowed = Array.from({ length: 100 }, () => {
      const tried = attempt(guard, 5_000)
      guard = tried.guard
      return tried.allowed
    })
    expect(allowed.filter(Boolean)).toHaveLength(5)
  })

  it.each([1, 60 * minute, 400 * 24 * 60 * minute])('begins anew when the clock goes back by %d ms', (back) => {
    const start = 1e12
    const locked = { failures: 8, lockedFromMs: start }
    const tried = attempt(locked, start - back)
    expect(tried).toMatchObject({ allowed: false, untilMs: start - back + 60 * minute })
    expect(attempt(tried.guard, start - back + 60 * minute - 1).allowed).toBe(false)
    expect(attempt(tried.guard, start - back + 60 * minute).allowed).toBe(true)
  })

  it('says when it ends', () => {
    expect(lockedUntilMs(openGuard, 5)).toBeNull()
    expect(lockedUntilMs({ failures: 5, lockedFromMs: 0 }, 59_999)).toBe(60_000)
    expect(lockedUntilMs({ failures: 5, lockedFromMs: 0 }, 60_000)).toBeNull()
  })
})

describe('the screen lock', () => {
  it('comes after the minutes that were set, or never', () => {
    expect(isIdle({ lockAfterMinutes: 5 }, 0, 299_999)).toBe(false)
    expect(isIdle({ lockAfterMinutes: 5 }, 0, 300_000)).toBe(true)
    expect(isIdle({ lockAfterMinutes: 5 }, 300_000, 0)).toBe(false)
    expect(isIdle({ lockAfterMinutes: null }, 0, 1e15)).toBe(false)
  })

  it.each([
    [null, true],
    [1, true],
    [480, true],
    [0, false],
    [481, false],
    [1.5, false],
    [Number.NaN, false],
  ])('of %s minutes: %s', (lockAfterMinutes, valid) => {
    expect(isScreenLock({ lockAfterMinutes })).toBe(valid)
  })
})

it('knows no secrets but those of password fields', () => {
  expect(secretTargetOf('profile:kanzlei')).toEqual({ of: 'profile', profileId: 'kanzlei' })
  expect(secretTargetOf('smtp')).toEqual({ of: 'mail', name: 'smtp' })
  for (const name of ['profile:', 'profile:../x', 'probe', 'installation', '', 'profile:a\nb', 'PROFILE:a', 'smtpx']) {
    expect(secretTargetOf(name), name).toBeNull()
  }
})
