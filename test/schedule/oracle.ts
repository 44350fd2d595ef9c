import type { Profile } from '../../main/core/profile/profile'
import type { MaintenanceWindow } from '../../main/core/schedule/interval'
import { isOpen, minuteMs, slotsBetween, type WallClock } from './independent'

/**
 * What the schedule has to do, slot by slot, from the words of the contract. It knows the slots of the independent
 * calculation and keeps one by one which of them are settled; it asks nothing of the program but whether a run of the
 * profile is open or parked.
 */

/** So late is still on time: the clock is looked at once a minute, and a busy computer may take a few. */
const onTimeMs = 5 * minuteMs

/** `claim`: becomes a run. `skip`: left out by the profile's rule. `block`: a parked run stands in the way. */
export interface Verdict {
  readonly profileId: string
  readonly what: 'claim' | 'skip' | 'block'
  readonly slot: number
  readonly isLate: boolean
  /** Older slots that are settled along with it. */
  readonly merged: number
}

/** What is seen of a profile's runs before the look at the clock. */
export interface Facts {
  readonly hasOpenRun: boolean
  readonly hasParkedRunInTheWay: boolean
}

class Book {
  readonly profile: Profile
  readonly clock: WallClock
  readonly slots: readonly number[]
  /** Slots up to here were never this schedule's. */
  readonly fromMs: number
  settledMs = Number.NEGATIVE_INFINITY
  readonly ran = new Set<number>()

  constructor(profile: Profile, clock: WallClock, slots: readonly number[], fromMs: number, before: Book | undefined) {
    this.profile = profile
    this.clock = clock
    this.slots = slots
    this.fromMs = fromMs
    if (!before) return
    this.settledMs = before.settledMs
    this.ran = before.ran
  }

  /** Ascending. */
  waiting(nowMs: number): readonly number[] {
    const from = indexAfter(this.slots, Math.max(this.fromMs, this.settledMs))
    return this.slots.slice(from, indexAfter(this.slots, nowMs))
  }

  next(nowMs: number): number | null {
    return this.profile.enabled ? (this.slots[indexAfter(this.slots, nowMs)] ?? null) : null
  }
}

/** Index of the first number greater than `value`. */
function indexAfter(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! > value) high = middle
    else low = middle + 1
  }
  return low
}

export class Oracle {
  readonly #window: MaintenanceWindow | null
  readonly #span: readonly [fromMs: number, untilMs: number]
  readonly #clockOf: (zone: string) => WallClock
  readonly #books = new Map<string, Book>()
  pausedUntilMs: number | null = null
  readonly counts = { slots: 0, onTime: 0, caughtUp: 0, merged: 0, skipped: 0, blocked: 0, dropped: 0 }

  constructor(
    window: MaintenanceWindow | null,
    span: readonly [fromMs: number, untilMs: number],
    clockOf: (zone: string) => WallClock,
  ) {
    this.#window = window
    this.#span = span
    this.#clockOf = clockOf
  }

  /** A profile is new, or its schedule, zone, start date or switch changed: slots up to now are not caught up. */
  schedule(profile: Profile, nowMs: number): void {
    const before = this.#books.get(profile.id)
    if (before?.profile.enabled) this.counts.dropped += before.waiting(nowMs).length
    const clock = this.#clockOf(profile.timeZone)
    const plan = { interval: profile.schedule, window: this.#window, startDate: profile.startDate }
    const slots = slotsBetween(plan, clock, ...this.#span)
    this.#books.set(profile.id, new Book(profile, clock, slots, nowMs, before))
  }

  /** What this look at the clock has to settle. */
  look(nowMs: number, factsOf: (profileId: string) => Facts): readonly Verdict[] {
    if (this.isPaused(nowMs)) return []
    return [...this.#books.values()].flatMap((book) => this.#judge(book, nowMs, factsOf(book.profile.id)) ?? [])
  }

  #judge(book: Book, nowMs: number, facts: Facts): Verdict | null {
    const { profile } = book
    const waiting = book.waiting(nowMs)
    const slot = waiting.at(-1)
    if (!profile.enabled || slot === undefined || facts.hasOpenRun) return null
    const isLate = nowMs - slot > onTimeMs
    const verdict = { profileId: profile.id, slot, isLate, merged: waiting.length - 1 }
    if (isLate && profile.missedRuns === 'skip') return { ...verdict, what: 'skip' }
    if (isLate && !this.isOpen(profile.id, nowMs)) return null
    return { ...verdict, what: facts.hasParkedRunInTheWay ? 'block' : 'claim' }
  }

  /** It was done: the slot and all before it are over for good. */
  settle({ profileId, what, slot, isLate, merged }: Verdict): void {
    const book = this.#book(profileId)
    book.settledMs = slot
    if (what === 'claim') book.ran.add(slot)
    this.counts.slots += merged + 1
    if (what === 'claim') this.counts[isLate ? 'caughtUp' : 'onTime'] += 1
    if (what === 'claim') this.counts.merged += merged
    else this.counts[what === 'skip' ? 'skipped' : 'blocked'] += merged + 1
  }

  hasRun(profileId: string, slot: number): boolean {
    return this.#book(profileId).ran.has(slot)
  }

  isSlot(profileId: string, slot: number): boolean {
    const { slots } = this.#book(profileId)
    return slots[indexAfter(slots, slot) - 1] === slot
  }

  isPaused(nowMs: number): boolean {
    return this.pausedUntilMs !== null && nowMs < this.pausedUntilMs
  }

  isEnabled(profileId: string): boolean {
    return this.#book(profileId).profile.enabled
  }

  /** Whether the hours are open on the profile's wall. */
  isOpen(profileId: string, nowMs: number): boolean {
    return isOpen(Math.floor((nowMs + this.offsetMs(profileId, nowMs)) / minuteMs) % 1440, this.#window)
  }

  /** What the profile's wall shows beyond UTC. */
  offsetMs(profileId: string, nowMs: number): number {
    const minute = Math.floor(nowMs / minuteMs)
    return this.#book(profileId).clock.findLast(({ from }) => from <= minute)!.offset * minuteMs
  }

  /** The next moment at which this profile has something to do by the clock alone. */
  nextMoment(profileId: string, nowMs: number): number | null {
    const book = this.#book(profileId)
    const next = book.next(nowMs)
    if (!book.profile.enabled || this.isOpen(profileId, nowMs) || book.waiting(nowMs).length === 0) return next
    let opening = Math.ceil((nowMs + 1) / minuteMs) * minuteMs
    while (!this.isOpen(profileId, opening)) opening += minuteMs
    return next === null ? opening : Math.min(next, opening)
  }

  #book(profileId: string): Book {
    return this.#books.get(profileId)!
  }
}
