import { presetColumns } from '../columns/presets'
import type { FormatPreset } from '../settings'

const german = { delimiter: 'semicolon', decimal: 'comma', dateForm: 'DD.MM.YYYY', heading: true, quoting: 'needed' }

export const csvPresets: readonly FormatPreset[] = [
  {
    id: 'sage100',
    values: { ...german, bookingColumns: presetColumns.sage100, encoding: 'windows-1252', amountStyle: 'mark' },
  },
  {
    id: 'simba',
    values: { ...german, bookingColumns: presetColumns.simba, encoding: 'windows-1252', amountStyle: 'mark' },
  },
  {
    id: 'business-central',
    values: {
      ...{ ...german, bookingColumns: presetColumns.businessCentral, encoding: 'utf-8-bom', amountStyle: 'signed' },
      ...{ leading: 'tax', documentNoMax: '20', textMax: '100', fixed1: 'ALLGEMEIN', fixed2: 'STANDARD' },
    },
  },
  {
    id: 'infoniqa50',
    values: {
      ...{ bookingColumns: presetColumns.infoniqa50, delimiter: 'semicolon', decimal: 'point', dateForm: 'D.M.YYYY' },
      ...{ encoding: 'windows-1252', heading: true, quoting: 'texts', amountStyle: 'mark', rowStyle: 'accounts' },
      ...{ taxAccountOutput: '2200', taxAccountInput: '1170', collectiveDebtors: '1100', collectiveCreditors: '2000' },
    },
  },
]
