import { fail, ok, type Result } from '../core/result'
import type { Run } from '../core/run/run'
import { openingOn } from '../core/schedule/open-hours'
import type { AppError, ScheduleUseCases } from './app'
import { invalid } from './app-error'
import type { Desk } from './desk'
import { carryOpen } from './run-now'
import { Lanes, laneOf } from './scheduler-lanes'
import { claimDue, profilesToCarry, scheduleActor } from './tick'

const hourMs = 3_600_000
const pauseMaxDays = 31

/**
 * Runs what is due. It keeps nothing of its own between two ticks but which profiles are under way: what is due stands in
 * the database, so that a kill at any moment costs nothing and a second process claims nothing twice.
 */
export class Scheduler implements ScheduleUseCases {
  readonly #desk: Desk
  readonly #lanes = new Lanes()
  readonly #underWay = new Map<string, Promise<readonly Run[]>>()
  #looking: Promise<unknown> = Promise.resolve()
  #stopTicker: (() => void) | null = null
  /** Told after each look at the clock. Does not throw. */
  onTicked: () => void = () => undefined

  constructor(desk: Desk) {
    this.#desk = desk
  }

  async start(): Promise<void> {
    this.#stopTicker ??= this.#desk.ports.ticker.start(() => void this.#tickOrLog())
    await this.tick()
  }

  async stop(): Promise<void> {
    this.#stopTicker?.()
    this.#stopTicker = null
    await this.#desk.stop()
    await this.settled()
  }

  /** One look after another, each at the clock as it is then. */
  tick(): Promise<void> {
    const look = this.#looking.then(() => this.#look()).finally(() => this.onTicked())
    this.#looking = look.catch(() => undefined) // told to whoever asked for it
    return look
  }

  async settled(): Promise<void> {
    await this.#looking
    while (this.#underWay.size > 0) await Promise.all(this.#underWay.values())
  }

  /** Carries on every open run that is due, and waits for all of them. */
  async resumeOpen(): Promise<readonly Run[]> {
    const carried = await Promise.all(this.#carryAll())
    return carried.flat().sort((a, b) => a.no - b.no)
  }

  async pause(untilMs: number): Promise<Result<void, AppError>> {
    const { scheduler, clock, actor } = this.#desk.ports
    const aheadMs = untilMs - clock.now()
    if (!Number.isSafeInteger(untilMs) || aheadMs <= 0) return fail(invalid('pause-not-ahead'))
    if (aheadMs > pauseMaxDays * 24 * hourMs) return fail(invalid('pause-too-long', { days: pauseMaxDays }))
    scheduler.pause(untilMs, actor)
    this.#desk.statusChanged()
    return ok()
  }

  pauseFor(span: 'hour' | 'tomorrow'): Promise<Result<void, AppError>> {
    const { clock, chain, timeZone } = this.#desk.ports
    const nowMs = clock.now()
    if (span === 'hour') return this.pause(nowMs + hourMs)
    const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone).toPlainDate()
    return this.pause(openingOn(today.add({ days: 1 }), timeZone, chain.show().maintenanceWindow))
  }

  async resume(): Promise<Result<void, AppError>> {
    const { scheduler, actor } = this.#desk.ports
    if (scheduler.resume(actor)) this.#desk.statusChanged()
    if (this.#stopTicker) await this.tick() // what was missed meanwhile need not wait for the next minute
    return ok()
  }

  async #tickOrLog(): Promise<void> {
    try {
      await this.tick()
    } catch (bug) {
      this.#logBug(bug, null)
    }
  }

  async #look(): Promise<void> {
    const { scheduler, workstation } = this.#desk.ports
    if (this.#desk.isStopping || this.#desk.halt() || !workstation.show().adopted) return
    if (scheduler.pausedUntil() !== null) return
    if (scheduler.resume(scheduleActor)) this.#desk.statusChanged() // the pause is over
    await claimDue(this.#desk)
    if (!this.#desk.isStopping) this.#carryAll()
  }

  /** Starts what may go on and is not under way yet. Profiles wait for each other only when they share a target. */
  #carryAll(): readonly Promise<readonly Run[]>[] {
    return profilesToCarry(this.#desk.ports).map(({ id, target }) => {
      const known = this.#underWay.get(id)
      if (known) return known
      const working = this.#lanes.enter(laneOf(target), () => this.#carryOne(id))
      this.#underWay.set(id, working)
      return working
    })
  }

  async #carryOne(profileId: string): Promise<readonly Run[]> {
    try {
      return await carryOpen(this.#desk, profileId, scheduleActor)
    } catch (bug) {
      this.#logBug(bug, profileId)
      return []
    } finally {
      this.#underWay.delete(profileId)
    }
  }

  #logBug(bug: unknown, profileId: string | null): void {
    this.#desk.onBug(bug)
    const { message, stack } = bug instanceof Error ? bug : new Error(String(bug))
    this.#desk.ports.log.error('schedule.bug', { profileId, detail: message, stack: stack ?? null })
  }
}
