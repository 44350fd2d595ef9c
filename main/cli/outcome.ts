import type { AppError } from '../engine/app'

/** Exit status by the contract: 0 done, 1 failed, 2 wrong use or invalid input, 3 refused by a rule. */
export type ExitStatus = 0 | 1 | 2 | 3

/** What a command answers. */
export interface Outcome {
  readonly exit: ExitStatus
  /** The one value for `--json`. */
  readonly json: unknown
  /** Lines of the result, for people. */
  readonly lines: readonly string[]
  /** Lines that go to stderr also with `--json`: warnings, and what to do. */
  readonly notes?: readonly string[]
}

export function done(json: unknown, lines: readonly string[], notes: readonly string[] = []): Outcome {
  return { exit: 0, json, lines, notes }
}

const exitOfClass = { failed: 1, invalid: 2, refused: 3 } as const satisfies Record<AppError['class'], ExitStatus>

export function exitOf(error: AppError): ExitStatus {
  return exitOfClass[error.class]
}

/** Wrong input found on this side of the app. */
export function invalid(code: string, params: AppError['params'] = {}, details?: unknown): AppError {
  return { class: 'invalid', code, params, ...(details === undefined ? {} : { details }) }
}
