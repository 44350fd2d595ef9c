import { journalSettings } from '../booking/journal'
import type { FormatPreset, FormatSetting } from '../settings'
import { offeredColumns, oldColumns, usualColumns } from './booking-fields'
import { offeredPersonColumns, usualPersonColumns } from './person-fields'

const account = (key: string, usual: string): FormatSetting => ({
  ...{ key, kind: 'text', maxLength: 9, pattern: /^\d*$/, default: usual },
})

/** Which of these a client uses is known only to the advisor; the defaults are what most sources agree upon. */
export const bmdSettings: readonly FormatSetting[] = [
  { key: 'bmdColumns', kind: 'columns', offered: offeredColumns, default: usualColumns, help: true },
  { key: 'bmdPersonColumns', kind: 'columns', offered: offeredPersonColumns, default: usualPersonColumns, help: true },
  { key: 'dateForm', kind: 'choice', options: ['DD.MM.YYYY', 'YYYYMMDD'], default: 'DD.MM.YYYY' },
  { key: 'encoding', kind: 'choice', options: ['windows-1252', 'utf-8', 'utf-8-bom'], default: 'windows-1252' },
  { key: 'bmdDocumentNo', kind: 'choice', options: ['digits', 'full'], default: 'digits', help: true },
  { key: 'bmdTaxCodes', kind: 'choice', options: ['short', 'padded', 'own'], default: 'short', help: true },
  { key: 'bmdNoTaxCode', kind: 'text', maxLength: 3, pattern: /^[0-9A-Za-z]*$/, default: '00', help: true },
  ...journalSettings(
    {
      ...{ journalSale: 'AR', journalCreditNote: 'GU', journalCancellation: 'ST', journalDeposit: 'AZ' },
      ...{ journalBank: 'BK', journalCash: 'KA', journalPurchase: 'ER', journalOther: 'SO' },
    },
    /^[A-Za-z0-9]{1,2}$/,
  ),
  account('bmdCollectiveDebtors', '2000'),
  account('bmdCollectiveCreditors', '3300'),
  { key: 'attachments', kind: 'switch', default: false },
  {
    ...{ key: 'documentPath', kind: 'text', maxLength: 200, pattern: /^[^;"]*$/, default: '', help: true },
    ...{ when: { key: 'attachments', is: true } },
  },
]

export const bmdPresets: readonly FormatPreset[] = [
  { id: 'bmd-55-names', values: { bmdColumns: oldColumns, dateForm: 'YYYYMMDD' } },
]
