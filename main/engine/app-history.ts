import type { IsoDate } from '../core/ledger/ledger'
import type { Result } from '../core/result'
import type { RunDocument } from '../core/run/run'
import type { RunPage, RunSearch, RunsFound } from '../core/run/run-store'
import type { DayRange } from '../core/schedule/days-due'
import type { AppError } from './app'

// The history's part of the `App`. Days are those of this computer's zone.

/** What a person looks for; see `RunSearch`. */
export interface HistoryFilter extends Omit<RunSearch, 'fromMs' | 'untilMs'> {
  /** Runs that began on this day or later. */
  readonly from?: IsoDate
  /** Runs that began on this day or before. */
  readonly to?: IsoDate
}

/** A page that a screen asks for: at most 500 rows. */
export interface PageOrder {
  readonly offset: number
  readonly limit: number
}

export interface DocumentPage {
  readonly total: number
  /** In the order of the files. */
  readonly rows: readonly RunDocument[]
}

/** What happened on one day: runs count on the day on which they began. */
export interface DayRuns {
  readonly day: IsoDate
  readonly delivered: number
  /** Handed over by the delivered ones. */
  readonly documents: number
  readonly empty: number
  /** Parked, given up, or waiting after a failed attempt. */
  readonly failed: number
  /** Profiles of which a slot had come. */
  readonly due: number
  /** Those of them without any run that succeeded or is still under way: the gaps of a calendar. */
  readonly missed: number
  /** Profiles of which a slot is still to come. */
  readonly planned: number
}

export interface HistoryUseCases {
  /** Newest first, a page at a time (at most 500 runs): `before` is the number of the last run of the page before, or null. */
  search(filter: HistoryFilter, page: RunPage): Promise<Result<RunsFound, AppError>>
  documents(runId: string, page: PageOrder): Promise<Result<DocumentPage, AppError>>
  /** Every day of the range (at most 400), also those on which nothing happened. @param profileId null: every profile */
  perDay(range: DayRange, profileId: string | null): Promise<Result<readonly DayRuns[], AppError>>
}
