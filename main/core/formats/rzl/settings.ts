import { journalSettings } from '../booking/journal'
import type { FormatSetting } from '../settings'

export const rzlSettings: readonly FormatSetting[] = [
  { key: 'heading', kind: 'switch', default: false },
  ...journalSettings(
    {
      ...{ journalSale: 'AR', journalCreditNote: 'AR', journalCancellation: 'AR', journalDeposit: 'AR' },
      ...{ journalBank: 'BK', journalCash: 'KA', journalPurchase: 'ER', journalOther: 'SO' },
    },
    /^[A-Za-z0-9]{0,3}$/,
  ),
  { key: 'rzlDepositCode', kind: 'choice', options: ['none', '10', '12', '29'], default: '29', help: true },
  { key: 'rzlDebtorKind', kind: 'text', maxLength: 1, pattern: /^\d$/, default: '5' },
  { key: 'rzlCreditorKind', kind: 'text', maxLength: 1, pattern: /^\d?$/, default: '', help: true },
  { key: 'attachments', kind: 'switch', default: false },
  {
    ...{ key: 'documentPath', kind: 'text', maxLength: 100, pattern: /^[^;"]*$/, default: '', help: true },
    ...{ when: { key: 'attachments', is: true } },
  },
]
