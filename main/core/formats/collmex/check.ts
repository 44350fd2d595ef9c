import { FaultList } from '../faults'
import type { FormatFault, FormatMandant } from '../format'
import { codesOf } from './record-fields'

/** Customer numbers and accounts have eight digits at most, and personal accounts one more than ledger accounts. */
const accountLengthMax = 7

/** Collmex knows Germany's two rates: full and reduced. */
export function checkMandant(formatId: string, { mandant, settings }: FormatMandant): readonly FormatFault[] {
  const list = new FaultList(mandant.mandant, null)
  if (mandant.country !== 'DE') list.reject('format-collmex-country', 'Land', mandant.country)
  if ((mandant.accountLength ?? 0) > accountLengthMax) {
    list.reject('format-collmex-account-length', 'Sachkontenlänge', `${mandant.accountLength}`)
  }
  for (const { format, direction, key } of settings.taxKeys) {
    const allowed: readonly string[] = codesOf[direction]
    if (format === formatId && !allowed.includes(key))
      list.reject('format-collmex-code-setting', 'Steuerschlüssel', key)
  }
  return list.faults
}
