import type { UpdateSourceDto, UpdatesDto } from '../../../preload/contract/dto'
import type { Log } from '../../core/ports'
import { fail, ok, type Result } from '../../core/result'
import type { AppError } from '../../engine/app'
import { checkSource, openFeed, troubleOf } from './source'

/** What installs new versions of this program. */
export interface UpdateEngine {
  readonly way: UpdatesDto['way']
  /** The newer version at this address; null: there is none. */
  check(url: string): Promise<string | null>
  /** Downloads what was found and checks it. */
  download(onPercent: (percent: number) => void): Promise<void>
  /** Whether the end of the program installs what was downloaded. */
  installAtEnd(on: boolean): void
  /** Ends the program, installs and starts it again; `onFailed` when nothing of that happens. */
  install(onFailed: (error: unknown) => void): void
}

export interface UpdateParts {
  /** Loaded when it is needed for the first time; null: this program cannot be replaced. */
  readonly loadEngine: () => Promise<UpdateEngine | null>
  readonly way: UpdatesDto['way']
  readonly source: () => UpdateSourceDto
  readonly keepSource: (source: UpdateSourceDto) => void
  readonly log: Log
  readonly onChange: () => void
  readonly nowMs: () => number
  /** Calls once after so many milliseconds; the answer takes that back. */
  readonly later: (ms: number, work: () => void) => () => void
  /** Whether a restart comes back as it is now: with the same arguments. */
  readonly mayRestart: boolean
  readonly hasWindow: () => boolean
  /** Lets open work commit, so that the program can end at once. */
  readonly stopWork: () => Promise<unknown>
  readonly startWork: () => void
}

/** What is under way. */
export interface Activity {
  /** Null: not known. */
  readonly isRunning: boolean | null
  /** When the next run is due; null: none is. */
  readonly nextRunMs: number | null
}

const minuteMs = 60_000
/** After the start the first minutes belong to runs that were missed. */
const firstLookMs = 5 * minuteMs
const lookAgainMs = 24 * 60 * minuteMs
/** No restart so shortly before a run. */
const quietMs = 10 * minuteMs

type Known = Pick<UpdatesDto, 'state' | 'version' | 'percent' | 'problem' | 'checkedAtMs'>
const nothing = {
  state: 'idle',
  version: null,
  percent: null,
  problem: null,
  checkedAtMs: null,
} as const satisfies Known

/** Looks for new versions, downloads them, and has them installed when no run is under way. */
export class Updates {
  #known: Known = nothing
  #engine: UpdateEngine | null = null
  #activity: Activity = { isRunning: null, nextRunMs: null }
  #takeBack: () => void = () => undefined
  #looking: Promise<void> | null = null
  #isEnding = false

  constructor(private readonly parts: UpdateParts) {
    this.#plan(firstLookMs)
  }

  show(): UpdatesDto {
    const source = this.parts.source()
    const known = source.kind === 'off' ? { ...nothing, state: 'off' as const } : this.#known
    return { source, way: this.parts.way, ...known }
  }

  /** A new source starts over; what was downloaded from the old one is not installed any more. */
  save(source: UpdateSourceDto): Result<UpdatesDto, AppError> {
    const checked = checkSource(source)
    if (!checked.ok) return checked
    this.parts.keepSource(source)
    this.#engine?.installAtEnd(false)
    this.#know(nothing)
    this.#plan(firstLookMs)
    return ok(this.show())
  }

  /** Looks at once, unless it is looking already. */
  check(): UpdatesDto {
    void this.look()
    return this.show()
  }

  /** Looks and downloads; resolves when that has ended, well or not. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null
    })
    return this.#looking
  }

  /** A run began or ended, or the schedule changed. */
  heard(activity: Activity): void {
    this.#activity = activity
    this.weigh()
  }

  /** Something changed that an installation waits for: the window was closed. */
  weigh(): void {
    if (this.#isEnding) return
    this.#engine?.installAtEnd(this.#isReady && this.#activity.isRunning === false)
    if (this.#isQuiet) this.#install()
  }

  /** The computer goes off: it would cut an installation short. */
  shutdown(): void {
    this.#isEnding = true
    this.#engine?.installAtEnd(false)
    this.#takeBack()
  }

  /** On a person's order. */
  install(): Result<void, AppError> {
    if (!this.#isReady || this.#isEnding) return fail({ class: 'failed', code: 'update-not-ready', params: {} })
    if (this.#activity.isRunning !== false) return fail({ class: 'refused', code: 'update-during-run', params: {} })
    this.#install()
    return ok()
  }

  get #isReady(): boolean {
    return this.#known.state === 'ready' && this.parts.source().kind !== 'off'
  }

  /** Nobody looks, nothing runs, nothing is due soon. */
  get #isQuiet(): boolean {
    const { isRunning, nextRunMs } = this.#activity
    if (!this.#isReady || !this.parts.mayRestart || this.parts.hasWindow() || isRunning !== false) return false
    return nextRunMs === null || nextRunMs - this.parts.nowMs() > quietMs
  }

  async #look(): Promise<void> {
    const source = this.parts.source()
    if (source.kind === 'off' || this.#known.state === 'ready') return
    this.#know({ ...nothing, state: 'checking', checkedAtMs: this.#known.checkedAtMs })
    try {
      const feed = await openFeed(source)
      try {
        await this.#ask(feed.url, () => sameSource(this.parts.source(), source))
      } finally {
        feed.close()
      }
    } catch (error) {
      this.#failed(error)
    }
    this.#plan(lookAgainMs)
  }

  async #ask(url: string, isStillWanted: () => boolean): Promise<void> {
    const engine = await this.#loaded()
    const version = await engine.check(url)
    const checkedAtMs = this.parts.nowMs()
    if (!isStillWanted()) return
    if (version === null) return this.#know({ ...nothing, state: 'current', checkedAtMs })
    if (engine.way === 'administrator') return this.#know({ ...nothing, state: 'available', version, checkedAtMs })
    this.#know({ state: 'downloading', version, percent: 0, problem: null, checkedAtMs })
    await engine.download((percent) => this.#downloaded(Math.floor(percent)))
    if (!isStillWanted()) return
    this.parts.log.info('update.ready', { version })
    this.#know({ state: 'ready', version, percent: null, problem: null, checkedAtMs })
    this.weigh()
  }

  async #loaded(): Promise<UpdateEngine> {
    this.#engine ??= await this.parts.loadEngine()
    if (!this.#engine) throw new Error('this program is not installed')
    return this.#engine
  }

  #downloaded(percent: number): void {
    if (this.#known.state === 'downloading' && percent !== this.#known.percent) this.#know({ ...this.#known, percent })
  }

  #install(): void {
    const { log, stopWork, startWork } = this.parts
    log.info('update.install', { version: this.#known.version })
    this.#isEnding = true
    this.#takeBack()
    void stopWork().then(() =>
      this.#engine?.install((error) => {
        this.#isEnding = false
        this.#failed(error)
        startWork()
      }),
    )
  }

  #failed(error: unknown): void {
    const problem = troubleOf(error)
    this.parts.log.error('update.failed', { problem, detail: error instanceof Error ? error.message : String(error) })
    this.#know({ ...nothing, state: 'failed', problem, checkedAtMs: this.parts.nowMs() })
  }

  #know(known: Known): void {
    this.#known = known
    this.parts.onChange()
  }

  #plan(ms: number): void {
    this.#takeBack()
    this.#takeBack = this.parts.source().kind === 'off' ? () => undefined : this.parts.later(ms, () => void this.look())
  }
}

function sameSource(one: UpdateSourceDto, other: UpdateSourceDto): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
