import type { Result } from '../core/result'
import type { AppError, AppStatus } from '../engine/app'
import { nextMidnight } from './moment'

/** What is known about the installation. */
export interface StatusNews {
  /** Null: not known. */
  readonly status: AppStatus | null
  /** Why it is not known. */
  readonly problem: Pick<AppError, 'code' | 'params'> | null
}

export interface Surroundings {
  now(): number
  /** Calls once after so many milliseconds; the answer takes that back. */
  later(ms: number, work: () => void): () => void
  /** IANA zone of this computer. */
  readonly zone: string
}

/** Facts come in bursts; nobody looks at a tray more often. */
const restMs = 1000

/**
 * Keeps the status: asks when something happened, and when a moment passes that changes its words. In between nothing
 * wakes up.
 */
export class StatusWatch {
  news: StatusNews = { status: null, problem: null }
  #askedMs = Number.NEGATIVE_INFINITY
  #asking: Promise<void> | null = null
  #again = false
  #takeBackRest: (() => void) | null = null
  #takeBackMoment: (() => void) | null = null

  constructor(
    private readonly ask: () => Promise<Result<AppStatus, AppError>>,
    private readonly onNews: (news: StatusNews) => void,
    private readonly around: Surroundings,
  ) {}

  /** Something may be another way now. Asks at once, or as soon as the last question is a moment ago. */
  refresh(): void {
    if (this.#asking) this.#again = true
    else if (!this.#takeBackRest) {
      const passedMs = this.around.now() - this.#askedMs
      // A clock that was set back says nothing about how long ago that was.
      if (passedMs >= restMs || passedMs < 0) void this.#ask()
      else this.#takeBackRest = this.around.later(restMs - passedMs, () => void this.#ask())
    }
  }

  /** The status as it is now. */
  async fresh(): Promise<StatusNews> {
    await this.#asking
    await this.#ask()
    return this.news
  }

  /** The worker is gone, and nobody can tell the status. */
  stopped(): void {
    this.#tell({ status: null, problem: { code: 'host-stopped', params: {} } })
  }

  /** The worker runs (again). */
  started(): void {
    if (this.news.problem) this.#tell({ status: null, problem: null })
    this.refresh()
  }

  #ask(): Promise<void> {
    this.#takeBackRest?.()
    this.#takeBackRest = null
    this.#askedMs = this.around.now()
    this.#again = false
    this.#asking = this.ask().then((answer) => {
      this.#asking = null
      if (answer.ok) this.#tell({ status: answer.value, problem: null })
      // That fact comes by itself, and later than this answer a new worker may be there.
      else if (answer.error.code !== 'host-stopped') this.#tell({ status: null, problem: answer.error })
      if (this.#again) this.refresh()
    })
    return this.#asking
  }

  #tell(news: StatusNews): void {
    this.news = news
    this.#takeBackMoment?.()
    const nowMs = this.around.now()
    const midnight = nextMidnight(nowMs, this.around.zone)
    const untilMs = news.status?.pausedUntilMs ?? midnight
    const moment = untilMs > nowMs ? Math.min(untilMs, midnight) : midnight
    this.#takeBackMoment = news.status ? this.around.later(moment - nowMs, () => this.refresh()) : null
    this.onNews(news)
  }
}
