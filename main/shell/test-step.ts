import type { TestStepDto } from '../../preload/contract/dto'
import { whoMustAct } from '../core/alert/who'
import type { TestStep } from '../engine/app'

/** A step of the connection test with who can mend its failure: nobody waits for a next attempt here. */
export function toTestStep({ name, ok, error }: TestStep): TestStepDto {
  return { name, ok, error: error && { ...error, party: whoMustAct({ code: error.kind, needsPerson: true }) } }
}
