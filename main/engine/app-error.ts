import type { AppError } from './app'

type Params = AppError['params']

/** The operation did not succeed. */
export const failed = (code: string, params: Params = {}, details?: unknown): AppError =>
  make('failed', code, params, details)

/** The order makes no sense; nothing changed. */
export const invalid = (code: string, params: Params = {}, details?: unknown): AppError =>
  make('invalid', code, params, details)

/** A rule forbids it; nothing changed. */
export const refused = (code: string, params: Params = {}): AppError => make('refused', code, params)

function make(errorClass: AppError['class'], code: string, params: Params, details?: unknown): AppError {
  return { class: errorClass, code, params, ...(details === undefined ? {} : { details }) }
}
