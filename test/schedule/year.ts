import { expect } from 'vitest'
import type { Profile } from '../../main/core/profile/profile'
import type { Interval, MaintenanceWindow } from '../../main/core/schedule/interval'
import { documentNumbers, House, must, profile } from '../fakes/engine'
import { document, mandant } from '../fakes/memory-ledger'
import { MemoryServer, type TargetFault } from '../fakes/memory-target'
import { clockOfIntl, minuteMs, type WallClock } from './independent'
import { type Facts, Oracle, type Verdict } from './oracle'
import { randomOf } from './random'
import { GrowingLedger, isInTheWay, Process, Records, type RunRow } from './world'

const secondMs = 1000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** A profile of the year; `phases` are days of the year on which it is switched on and off in turn. */
export interface Cast {
  readonly id: string
  readonly schedule: Interval
  readonly zone: string
  readonly missedRuns: Profile['missedRuns']
  readonly startDate?: string
  readonly phases?: readonly number[]
  /** Other schedules that a person gives it during the year. */
  readonly later?: readonly Interval[]
}

export interface YearPlan {
  readonly year: number
  readonly seed: number
  readonly window: MaintenanceWindow | null
  readonly cast: readonly Cast[]
}

export interface YearCounts {
  readonly [what: string]: number
}

/** One year of one computer in one shop, by a clock in whole seconds. */
export class Year {
  readonly #plan: YearPlan
  readonly #next: () => number
  readonly #house: House
  readonly #ledger = new GrowingLedger()
  readonly #server = new MemoryServer()
  readonly #oracle: Oracle
  readonly #profiles = new Map<string, Profile>()
  readonly #events: { readonly atMs: number; readonly happen: () => Promise<void> | void }[] = []
  readonly #wrong: string[] = []
  readonly #endMs: number
  #records: Records | null = null
  #realMs: number
  /** How far the computer's clock is wrong. */
  #skewMs = 0
  /** Asleep or switched off. */
  #isAway = false
  #first: Process | null = null
  #second: Process | null = null
  #isByHand = false
  #seenNo = 0
  #documents = 0
  readonly #counts = {
    ...{ looks: 0, kills: 0, killsInRuns: 0, jumps: 0, sleeps: 0, offs: 0, outages: 0, pauses: 0, edits: 0 },
    ...{ handRuns: 0, looksOfTwo: 0 },
  }

  constructor(plan: YearPlan) {
    this.#plan = plan
    this.#next = randomOf(plan.seed)
    this.#realMs = Date.UTC(plan.year, 0, 1, 7)
    this.#endMs = Date.UTC(plan.year + 1, 0, 1, 11)
    this.#house = new House(null, this.#ledger, this.#server)
    this.#house.nowMs = this.#realMs
    this.#ledger.mandantList.length = 0
    const span = [this.#realMs - 2 * dayMs, this.#endMs + 2 * dayMs] as const
    const clocks = new Map<string, WallClock>()
    this.#oracle = new Oracle(plan.window, span, (zone) => {
      const clock = clocks.get(zone) ?? clockOfIntl(zone, span[0] - 5 * dayMs, span[1] + dayMs)
      clocks.set(zone, clock)
      return clock
    })
    this.#server.fault = (call, _no, path) => this.#answer(call, path)
  }

  /** Lives through the year; throws at the first thing that is not as it has to be. */
  async live(): Promise<YearCounts> {
    try {
      await this.#begin()
      while (this.#realMs < this.#endMs) await this.#goOn()
      await this.#end()
    } finally {
      this.#records?.close()
      this.#first?.bury()
      this.#second?.bury()
    }
    this.#house.remove()
    const { counts } = this.#oracle
    const delivered = this.#runsDelivered
    return { ...counts, ...this.#counts, documents: this.#documents, delivered }
  }

  #runsDelivered = 0

  // ------------------------------------------------------------------------------------------------------ what happens
  get #nowMs(): number {
    return this.#realMs + this.#skewMs
  }

  #between(low: number, high: number): number {
    return low + Math.floor(this.#next() * (high - low + 1))
  }

  #chance(part: number): boolean {
    return this.#next() < part
  }

  #at(atMs: number, happen: () => Promise<void> | void): void {
    const index = this.#events.findIndex((event) => event.atMs > atMs)
    const event = { atMs: Math.max(atMs, this.#realMs), happen }
    if (index < 0) this.#events.push(event)
    else this.#events.splice(index, 0, event)
  }

  /** So many times in the year, at any second of it. */
  #often(times: number, happen: () => Promise<void> | void): void {
    const start = this.#realMs
    for (let count = 0; count < times; count += 1) {
      this.#at(start + this.#between(1, Math.floor((this.#endMs - start) / secondMs)) * secondMs, happen)
    }
  }

  async #begin(): Promise<void> {
    this.#openFirst()
    const app = this.#first!.app
    if (this.#plan.window?.from !== '22:00') {
      must(await app.chain.set({ ...app.chain.show(), maintenanceWindow: this.#plan.window }))
    }
    for (const [index, cast] of this.#plan.cast.entries()) {
      this.#ledger.mandantList.push(mandant(`M${index}`, { consultantNo: String(1001 + index) }))
      await this.#apply(this.#profileOf(cast, `M${index}`))
    }
    this.#records = new Records(this.#house.folder)
    this.#planEvents()
  }

  #profileOf({ id, schedule, zone, missedRuns, startDate, phases }: Cast, mandantId: string): Profile {
    const base = profile()
    return {
      ...base,
      id,
      name: id,
      schedule,
      timeZone: zone,
      missedRuns,
      startDate: startDate ?? null,
      enabled: phases === undefined,
      target: { ...base.target, host: `${id}.example.de`, directory: id },
      selection: { ...base.selection, mandants: [mandantId] },
    }
  }

  #planEvents(): void {
    this.#often(500, () => this.#write())
    this.#often(60, () => this.#away(this.#between(2, 180) * minuteMs, 'sleep'))
    this.#often(110, () => this.#away(this.#between(8 * 60, 15 * 60) * minuteMs, this.#chance(0.5) ? 'sleep' : 'off'))
    this.#often(10, () => this.#away(this.#between(1, 9) * dayMs, this.#chance(0.3) ? 'sleep' : 'off'))
    this.#often(60, () => this.#jump())
    this.#often(40, () => this.#outage())
    this.#often(25, () => this.#pause())
    this.#often(12, () => this.#exportByHand(this.#anyone()))
    this.#often(12, () => this.#openSecond())
    const yearMs = Date.UTC(this.#plan.year, 0, 1)
    for (const { id, phases, later } of this.#plan.cast) {
      for (const [index, day] of (phases ?? []).entries()) {
        this.#at(yearMs + day * dayMs + this.#between(8, 16) * hourMs, () =>
          this.#change(id, { enabled: index % 2 === 0 }),
        )
      }
      for (const schedule of later ?? []) this.#often(1, () => this.#change(id, { schedule }))
    }
  }

  #anyone(): string {
    return this.#plan.cast[this.#between(0, this.#plan.cast.length - 1)]!.id
  }

  #write(): void {
    const index = this.#between(0, this.#plan.cast.length - 1)
    this.#documents += 1
    const sourceId = String(this.#documents).padStart(6, '0')
    const documentDate = new Date(this.#realMs).toISOString().slice(0, 10)
    this.#ledger.add(document(sourceId, { mandant: `M${index}`, documentDate }))
  }

  async #away(forMs: number, how: 'sleep' | 'off'): Promise<void> {
    if (this.#isAway) return
    this.#isAway = true
    this.#counts[how === 'sleep' ? 'sleeps' : 'offs'] += 1
    if (how === 'off') {
      const isCut = this.#chance(0.5)
      for (const process of [this.#first, this.#second]) {
        if (isCut) process?.bury()
        else await process?.close()
      }
      this.#first = this.#second = null
    }
    this.#at(this.#realMs + forMs, () => {
      this.#isAway = false
      this.#first ??= this.#openFirst()
      // The shell tells of waking up; if it does not, the next minute comes anyway.
      if (how === 'off' || this.#chance(0.7)) return this.#look()
    })
  }

  #openFirst(): Process {
    this.#first = new Process(this.#house)
    this.#aim()
    return this.#first
  }

  #aim(): void {
    this.#first?.aim(this.#between(1, 1300), this.#chance(0.5) ? 'before' : 'after')
  }

  #openSecond(): void {
    if (this.#isAway || this.#second) return
    const second = new Process(this.#house)
    this.#second = second
    this.#at(this.#realMs + this.#between(1, 8) * dayMs, async () => {
      if (this.#second !== second) return
      this.#second = null
      await second.close()
    })
  }

  #jump(): void {
    if (this.#skewMs !== 0) return
    this.#counts.jumps += 1
    const seconds = this.#chance(0.5) ? 7200 : this.#between(1, 7200)
    this.#skewMs = (this.#chance(0.5) ? seconds : -seconds) * secondMs
    this.#at(this.#realMs + this.#between(1, 20 * 60) * minuteMs, () => {
      this.#skewMs = 0
      this.#counts.jumps += 1
    })
  }

  // ------------------------------------------------------------------------------------------------------- the far side
  #broken: { readonly who: string | null; readonly fault: TargetFault } | null = null

  #outage(): void {
    if (this.#broken) return
    this.#counts.outages += 1
    const kinds = ['unreachable', 'timeout', 'interrupted', 'auth-refused', 'auth-refused'] as const
    const hows = ['refused', 'half', 'lost'] as const
    const fault = { kind: kinds[this.#between(0, 4)]!, how: hows[this.#between(0, 2)]! }
    this.#broken = { who: this.#chance(0.5) ? this.#anyone() : null, fault }
    const isRefused = fault.kind === 'auth-refused' // until a person sets the password
    const mendedMs = this.#realMs + this.#between(20, isRefused ? 3000 : 600) * minuteMs
    this.#at(mendedMs, () => {
      this.#broken = null
    })
    // A person mends what was parked, some time later.
    const help = async (): Promise<void> => {
      const parked = this.#records!.unfinished().filter(({ state }) => state === 'parked')
      if (this.#isAway || !this.#first) return this.#at(this.#realMs + hourMs, help)
      for (const id of new Set(parked.map(({ profileId }) => profileId))) await this.#exportByHand(id)
    }
    this.#at(mendedMs + this.#between(1, isRefused ? 5 : 50) * hourMs, help)
  }

  #answer(call: string, path: string): TargetFault | null {
    const id = call === 'connect' ? path.split('.')[0]! : path.split('/')[0]!
    if (!this.#isByHand) this.#watch(id, `${call} ${path}`)
    if (!this.#broken || (this.#broken.who !== null && this.#broken.who !== id)) return null
    // A sign-in is refused once, at the beginning.
    return this.#broken.fault.kind === 'auth-refused' && call !== 'connect' ? null : this.#broken.fault
  }

  /** Nobody talks to a server for a profile that is to be silent. */
  #watch(id: string, call: string): void {
    const say = (why: string) => this.#wrong.push(`${this.#when()} ${id}: ${call} ${why}`)
    const nowMs = this.#nowMs
    if (this.#oracle.isPaused(nowMs)) say('while paused')
    const run = this.#records!.unfinished().find((one) => one.profileId === id && one.state !== 'parked')
    if (!run || run.origin === 'manual') return
    if (!this.#oracle.isEnabled(id)) say('although switched off')
    if (!this.#oracle.isOpen(id, nowMs) && nowMs - run.dueMs > 5 * minuteMs) say('in closed hours')
  }

  // ---------------------------------------------------------------------------------------------------- people's orders
  /** A person's order is never cut in the middle here; `test/crash` does that. */
  async #order(work: (process: Process) => Promise<void>): Promise<void> {
    if (!this.#first) return
    this.#house.nowMs = this.#nowMs
    this.#first.aim(null)
    this.#isByHand = true
    await work(this.#first)
    this.#isByHand = false
    this.#aim()
  }

  async #apply(changed: Profile): Promise<void> {
    await this.#order(async ({ app }) => {
      must(await app.profiles.apply([changed]))
      this.#profiles.set(changed.id, changed)
      this.#oracle.schedule(changed, this.#nowMs)
    })
  }

  async #change(id: string, change: Partial<Profile>): Promise<void> {
    // People change settings while the computer is on.
    if (this.#isAway || !this.#first) return this.#at(this.#realMs + hourMs, () => this.#change(id, change))
    this.#counts.edits += 1
    await this.#apply({ ...this.#profiles.get(id)!, ...change })
  }

  async #exportByHand(id: string): Promise<void> {
    const { startDate } = this.#profiles.get(id)!
    if (this.#isAway || (startDate && new Date(this.#nowMs - 12 * hourMs).toISOString().slice(0, 10) < startDate))
      return
    await this.#order(async ({ app }) => {
      must(await app.runs.export(id))
      this.#counts.handRuns += 1
    })
    this.#seenNo = Math.max(this.#seenNo, this.#records!.newerThan(this.#seenNo).at(-1)?.no ?? 0)
  }

  async #pause(): Promise<void> {
    if (this.#isAway || !this.#first) return
    this.#counts.pauses += 1
    await this.#order(async ({ app }) => {
      const untilMs = this.#nowMs + this.#between(5, 1500) * minuteMs
      must(await app.schedule.pause(untilMs))
      this.#oracle.pausedUntilMs = untilMs
    })
    if (this.#chance(0.6)) return
    this.#at(this.#realMs + this.#between(5, 300) * minuteMs, () => this.#resume())
  }

  async #resume(): Promise<void> {
    if (this.#isAway || !this.#first) return
    // Resuming looks at the clock by itself.
    this.#oracle.pausedUntilMs = null
    await this.#look(async (process) => {
      process.aim(null)
      must(await process.app.schedule.resume())
      await process.look()
    })
    this.#aim()
  }

  // ------------------------------------------------------------------------------------------------ looks at the clock
  #when(): string {
    const real = new Date(this.#realMs).toISOString()
    return this.#skewMs === 0 ? real : `${real} (clock ${this.#skewMs / secondMs} s wrong)`
  }

  /** To the next event, or to the next minute in which there is something to do. */
  async #goOn(): Promise<void> {
    const event = this.#events[0]
    const look = this.#isAway || !(this.#first ?? this.#second) ? Number.POSITIVE_INFINITY : this.#nextLook()
    if (event && event.atMs <= look) {
      this.#events.shift()
      this.#realMs = event.atMs
      await event.happen()
    } else {
      this.#realMs = Math.min(look, this.#endMs)
      await this.#look()
    }
  }

  #nextLook(): number {
    const nowMs = this.#nowMs
    const moments = this.#plan.cast.map(({ id }) => this.#oracle.nextMoment(id, nowMs))
    const retries = this.#records!.unfinished().map((run) => run.retryAtMs)
    const idle = nowMs + this.#between(1, 2000) * minuteMs
    const ahead = [...moments, ...retries, this.#oracle.pausedUntilMs, idle].filter(
      (at): at is number => at !== null && at > nowMs,
    )
    const first = Math.min(...ahead)
    if (this.#chance(0.05) && first - secondMs > nowMs) return first - secondMs - this.#skewMs // too early by a second
    if (this.#chance(0.1)) return nowMs + minuteMs - this.#skewMs // once more, for nothing
    const minute = Math.ceil(first / minuteMs) * minuteMs
    // A busy computer is late; never by exactly what still counts as on time.
    const lateSeconds = this.#chance(0.9) ? this.#between(0, 40) : this.#between(0, 598)
    return minute + (lateSeconds === 300 ? 301 : lateSeconds) * secondMs - this.#skewMs
  }

  async #look(work = (process: Process) => process.look()): Promise<void> {
    const processes = [this.#first, this.#second].filter((process) => process !== null)
    if (processes.length === 0) return
    this.#house.nowMs = this.#nowMs
    this.#counts.looks += 1
    if (processes.length === 2) this.#counts.looksOfTwo += 1
    if (this.#oracle.pausedUntilMs !== null && !this.#oracle.isPaused(this.#nowMs)) this.#oracle.pausedUntilMs = null
    const verdicts = this.#oracle.look(this.#nowMs, this.#factsNow())
    await Promise.all(processes.map((process) => (process === this.#first ? work(process) : process.look())))
    const isCut = await this.#buryDead()
    this.#compare(verdicts, isCut)
  }

  #factsNow(): (profileId: string) => Facts {
    const unfinished = this.#records!.unfinished()
    return (profileId) => {
      const own = unfinished.filter((run) => run.profileId === profileId)
      return {
        hasOpenRun: own.some(({ state }) => state !== 'parked'),
        hasParkedRunInTheWay: own.some(isInTheWay),
      }
    }
  }

  async #buryDead(): Promise<boolean> {
    if (!this.#first?.isDead) return false
    this.#first.bury()
    this.#first = null
    this.#counts.kills += 1
    if (this.#records!.unfinished().some(({ state, retryAtMs }) => state !== 'parked' && retryAtMs === null)) {
      this.#counts.killsInRuns += 1
    }
    const downMs = this.#chance(0.5)
      ? 0
      : this.#chance(0.6)
        ? this.#between(1, 30) * minuteMs
        : this.#between(1, 30) * hourMs
    this.#at(this.#realMs + downMs, () => {
      if (this.#isAway || this.#first) return
      this.#openFirst()
      return this.#look()
    })
    return true
  }

  /** What the schedule did at this look is what it had to do; less only where it was killed in the middle. */
  #compare(verdicts: readonly Verdict[], isCut: boolean): void {
    const made = this.#records!.newerThan(this.#seenNo)
    this.#seenNo = made.at(-1)?.no ?? this.#seenNo
    const claims = verdicts.filter(({ what }) => what === 'claim')
    const left = new Set(made.map((run) => this.#nameOf(run)))
    expect(left.size, `${this.#when()}: a run twice`).toBe(made.length)
    for (const run of made) this.#check(run)
    for (const verdict of verdicts) {
      const isDone = verdict.what === 'claim' ? left.delete(nameOf(verdict)) : !isCut
      const isWritten = this.#records!.settledMs(verdict.profileId) >= verdict.slot
      if (isDone || isWritten) this.#oracle.settle(verdict)
      // The run and the mark are one: killed in between, there is neither.
      if (verdict.what === 'claim' && isDone !== isWritten) this.#wrong.push(`${this.#when()} half: ${nameOf(verdict)}`)
      if (!isDone && !isCut) this.#wrong.push(`${this.#when()} not claimed: ${nameOf(verdict)}`)
    }
    for (const name of left) this.#wrong.push(`${this.#when()} claimed without a reason: ${name}`)
    if (isCut && claims.length === 0) expect(left.size).toBe(0)
    if (this.#oracle.pausedUntilMs === null && !isCut) expect(this.#records!.isPauseKept()).toBe(false)
    expect(this.#wrong.slice(0, 5)).toEqual([])
  }

  #nameOf({ profileId, dueMs }: RunRow): string {
    return `${profileId} ${new Date(dueMs).toISOString()}`
  }

  /** What holds for any run, whatever was expected. */
  #check(run: RunRow): void {
    const { profileId, dueMs, startedMs, origin } = run
    const say = (why: string) => this.#wrong.push(`${this.#when()} ${this.#nameOf(run)}: ${why}`)
    if (origin !== 'schedule') say('nobody ordered it')
    const { startDate, enabled } = this.#profiles.get(profileId)!
    if (this.#oracle.hasRun(profileId, dueMs)) say('this slot has run before')
    if (!this.#oracle.isSlot(profileId, dueMs)) say('is no slot')
    if (startedMs !== this.#nowMs || startedMs < dueMs) say('before its time')
    if (!enabled) say('is switched off')
    if (this.#oracle.isPaused(this.#nowMs)) say('while paused')
    if (!this.#oracle.isOpen(profileId, startedMs) && startedMs - dueMs > 5 * minuteMs) say('in closed hours')
    const day = new Date(startedMs + this.#oracle.offsetMs(profileId, startedMs)).toISOString().slice(0, 10)
    if (startDate !== null && day < startDate) say('before the start date')
  }

  // ---------------------------------------------------------------------------------------------------------- the books
  /** At rest, with everything mended: each document arrived once, and all books say so. */
  async #end(): Promise<void> {
    this.#skewMs = 0
    this.#broken = null
    this.#isAway = false
    this.#oracle.pausedUntilMs = null
    await this.#second?.close()
    this.#second = null
    this.#first ??= this.#openFirst()
    await this.#order(async ({ app }) => {
      await app.schedule.resume()
      for (const one of this.#profiles.values()) {
        const enabled = { ...one, enabled: true }
        must(await app.profiles.apply([enabled]))
        const { run } = must(await app.runs.export(one.id))
        expect(['delivered', 'empty'], `${one.id} ${run.error?.kind}`).toContain(run.state)
      }
    })
    this.#reconcile()
    await this.#first?.close()
    this.#first = null
  }

  #reconcile(): void {
    const { files } = this.#server
    expect([...files.keys()].sort(), 'no temporary file is left').toEqual(this.#server.visible())
    for (const [id, { selection }] of this.#profiles) {
      const own = this.#server.visible().filter((path) => path.startsWith(`${id}/`))
      const arrived = own.flatMap((path) => documentNumbers(files.get(path)!)).sort()
      const wanted = this.#ledger.byMandant.get(selection.mandants[0]!) ?? []
      expect(arrived, id).toEqual(wanted.map(({ documentNo }) => documentNo).sort())
    }
    const records = this.#records!
    expect(records.count('SELECT count(*) FROM run_document WHERE released_ms IS NULL')).toBe(this.#documents)
    expect(records.count('SELECT count(*) FROM receipt')).toBe(this.#server.visible().length)
    expect(records.count(`SELECT count(*) FROM run WHERE state NOT IN ('delivered', 'empty')`)).toBe(0)
    const scheduled = `FROM run WHERE origin = 'schedule'`
    const { onTime, caughtUp } = this.#oracle.counts
    expect(records.count(`SELECT count(*) ${scheduled}`), 'every run was accounted for').toBe(onTime + caughtUp)
    expect(records.count(`SELECT count(DISTINCT profile_id || ' ' || due_ms) ${scheduled}`)).toBe(onTime + caughtUp)
    this.#runsDelivered = records.count(`SELECT count(*) FROM run WHERE state = 'delivered'`)
  }
}

const nameOf = ({ profileId, slot }: Verdict) => `${profileId} ${new Date(slot).toISOString()}`
