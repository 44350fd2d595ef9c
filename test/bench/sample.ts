import { defaultMandantSettings, type FormatMandant } from '../../main/core/formats/format'
import type { AccountingDocument, Mandant } from '../../main/core/ledger/ledger'
import { cents } from '../../main/core/money/cents'

export const benchMandant: Mandant = {
  mandant: 'M1',
  name: 'Muster Optik GmbH',
  consultantNo: '29098',
  clientNo: '55003',
  chartOfAccounts: 'SKR03',
  accountLength: 4,
  fiscalYearStart: '01-01',
  currency: 'EUR',
  country: 'DE',
  vatId: null,
  bookkeepingActive: true,
}

export const benchFormatMandant: FormatMandant = {
  mandant: benchMandant,
  settings: defaultMandantSettings,
  automaticAccounts: new Set(['8400', '8300']),
}

const two = (n: number) => n.toString().padStart(2, '0')

/** A year of invoices with two postings each, in the ledger's order. */
export function sampleDocuments(postings: number): readonly AccountingDocument[] {
  const count = postings / 2
  return Array.from({ length: count }, (_, index) => {
    const dayOfYear = Math.floor((index / count) * 336)
    const date = `2026-${two(Math.floor(dayOfYear / 28) + 1)}-${two((dayOfYear % 28) + 1)}`
    const debtor = String(10000 + (index % 40))
    const posting = (position: number, contraAccount: string, taxRate: number) => ({
      position,
      amountCents: cents(1000 + ((index * 7919 + position * 13) % 250000)),
      side: 'S' as const,
      account: debtor,
      contraAccount,
      taxRate,
      taxKey: null,
      costCentre: 'MITTE',
      costObject: null,
      text: `Brille Nr. ${index} für Kundin Müller`,
    })
    return {
      mandant: 'M1',
      sourceId: `B${index}`,
      version: 1,
      occasion: 'document',
      documentNo: `RE-2026-${index}`,
      documentType: 'RE',
      kind: 'rechnung',
      documentDate: date,
      branch: 'MITTE',
      serviceDate: date,
      dueDate: date,
      paymentMethod: null,
      currency: 'EUR',
      personalAccount: debtor,
      text: null,
      cancels: null,
      attachment: null,
      postings: [posting(1, '8400', 1900), posting(2, '8300', 700)],
    }
  })
}
