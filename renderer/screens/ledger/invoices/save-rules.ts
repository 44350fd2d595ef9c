import type { Answer, BookingRuleDto, CallOutput } from '../../../../preload/contract/dto'
import { call } from '../../../api'

interface RuleChange {
  /** Null: a new one. */
  readonly removed: BookingRuleDto | null
  /** Stands last, so that what is wrong with it can be found; null: only removed. */
  readonly put: BookingRuleDto | null
}

/** The list may have been read anew since: a rule is known by what it holds for. */
const isSame = (a: BookingRuleDto, b: BookingRuleDto) => a.creditor === b.creditor && a.taxRate === b.taxRate

/** Writes all rules of the Mandant with this one other. */
export async function saveRules(
  rules: readonly BookingRuleDto[],
  { removed, put }: RuleChange,
): Promise<Answer<CallOutput<'invoices.saveRules'>>> {
  const mandant = (put ?? removed)?.mandant ?? ''
  const others = rules.filter((one) => one.mandant === mandant && !(removed && isSame(one, removed)))
  const all = put ? [...others, put] : others
  return call('invoices.saveRules', { mandant, rules: all.map(({ mandant: _own, ...rule }) => rule) })
}

/** The fault of a field of the rule that was put last. */
export const isOfLast = (path: string, field: string) => path.startsWith('rules[') && path.endsWith(`].${field}`)
