import { presetColumns } from '../columns/presets'
import type { FormatPreset } from '../settings'

/** Every preset states what another one may have changed. */
const german = {
  ...{ delimiter: 'semicolon', decimal: 'comma', dateForm: 'DD.MM.YYYY', encoding: 'windows-1252', heading: true },
  ...{ quoting: 'needed', formulaGuard: true, rowStyle: 'posting', leading: 'books', amountStyle: 'mark' },
  ...{ documentNoMax: '36', textMax: '80' },
}

export const csvPresets: readonly FormatPreset[] = [
  { id: 'sage100', values: { ...german, bookingColumns: presetColumns.sage100 } },
  { id: 'simba', values: { ...german, bookingColumns: presetColumns.simba } },
  {
    id: 'business-central',
    values: {
      ...{ ...german, bookingColumns: presetColumns.businessCentral, encoding: 'utf-8-bom', amountStyle: 'signed' },
      ...{ rowStyle: 'document', documentNoMax: '20', textMax: '100', fixed1: 'ALLGEMEIN', fixed2: 'STANDARD' },
    },
  },
  {
    id: 'infoniqa50',
    values: {
      ...{ ...german, bookingColumns: presetColumns.infoniqa50, decimal: 'point', dateForm: 'D.M.YYYY' },
      ...{ quoting: 'texts', rowStyle: 'accounts', taxAccountOutput: '2200', taxAccountInput: '1170' },
      ...{ collectiveDebtors: '1100', collectiveCreditors: '2000' },
    },
  },
]
