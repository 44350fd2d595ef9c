import { FaultList } from '../faults'
import type { FormatFault, FormatMandant } from '../format'
import type { FormatSettings } from '../settings'
import { formatId } from './mandant'
import { optionsOf } from './options'

const taxCodeMax = 3

/** Codes have three characters at most; beside a debtors' ledger the general ledger knows only the collective account. */
export function checkMandant({ mandant, settings }: FormatMandant, values: FormatSettings): readonly FormatFault[] {
  const list = new FaultList(mandant.mandant, null)
  const options = optionsOf(values)
  if (options.hasFourFiles && options.debtorAccount === null) {
    list.reject('format-abacus-debtor-account', 'CollectiveAccount', '')
  }
  for (const { format, key } of settings.taxKeys) {
    if (format === formatId && (key.trim() === '' || key.length > taxCodeMax)) {
      list.reject('format-abacus-code-setting', 'TaxCode', key)
    }
  }
  return list.faults
}
