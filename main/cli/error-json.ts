import type { AppError } from '../engine/app'
import { spokenDetails } from './faults'
import type { Words } from './words'

/** `error` of the command line contract. */
export function errorJson(error: AppError, words: Words) {
  return {
    code: error.code,
    message: words.byCode('error', error.code, error.params),
    details: spokenDetails(error, words),
  }
}
