import { fail, ok, type Result } from '../core/result'
import type { AppError } from '../engine/app'
import { toCallError } from './to-dto'

/** A result of the worker as the page is told of it. */
export function out<T, D>(result: Result<T, AppError>, map: (value: T) => D) {
  return result.ok ? ok(map(result.value)) : fail(toCallError(result.error))
}
