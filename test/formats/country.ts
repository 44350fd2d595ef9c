import { defaultMandantSettings, type FormatMandant } from '../../main/core/formats/format'

/** What a house in one country books with: accounts of its chart, rates of its tax law. */
export interface Country {
  readonly mandant: FormatMandant
  /** Full, half rate and further ones, in hundredths of a percent; the first is the usual one. */
  readonly rates: readonly [number, number, ...number[]]
  /** A company with every detail, a person, one of whom only the number is known. */
  readonly debtors: readonly [string, string, string]
  readonly creditors: readonly [string, string, string]
  /** Revenue accounts, one per rate. */
  readonly revenues: readonly [string, string, ...string[]]
  /** Revenue free of tax. */
  readonly taxFree: string
  /** Revenue account that is not automatic, in every chart. */
  readonly plainRevenue: string
  /** Expense accounts, one per rate. */
  readonly expenses: readonly [string, string, ...string[]]
  /** Bears no tax: insurance, wages. */
  readonly untaxedExpense: string
  readonly cash: string
  readonly bank: string
  readonly transit: string
  /** Deposits received, with tax at the usual rate. */
  readonly deposits: string
}

function aMandant(id: string, name: string, changes: Partial<FormatMandant['mandant']>): FormatMandant {
  return {
    mandant: {
      ...{ mandant: id, name, consultantNo: '29098', clientNo: '55003', chartOfAccounts: 'SKR03', accountLength: 4 },
      ...{ fiscalYearStart: '01-01', currency: 'EUR', country: 'DE', vatId: null, bookkeepingActive: true },
      ...changes,
    },
    settings: defaultMandantSettings,
    automaticAccounts: new Set(),
  }
}

/** 8400, 8300, 1718 are automatic, 8200 is not. */
export const germany: Country = {
  mandant: aMandant('DE1', 'Optik Müller GmbH', { vatId: 'DE133546770' }),
  rates: [1900, 700],
  debtors: ['10001', '10002', '10003'],
  creditors: ['70001', '70002', '70003'],
  revenues: ['8400', '8300'],
  taxFree: '8100',
  plainRevenue: '8200',
  expenses: ['4930', '4940'],
  untaxedExpense: '4360',
  cash: '1000',
  bank: '1200',
  transit: '1360',
  deposits: '1718',
}

/** Debtors begin with 2, creditors with 3, as the classes of the Austrian chart do. */
export const austria: Country = {
  mandant: aMandant('AT1', 'Hörwelt Wien GmbH', {
    ...{ chartOfAccounts: 'OEKR', country: 'AT', vatId: 'ATU52409200', clientNo: '17' },
  }),
  rates: [2000, 1000, 1300],
  debtors: ['20001', '20002', '20003'],
  creditors: ['30001', '30002', '30003'],
  revenues: ['4000', '4010', '4013'],
  taxFree: '4050',
  plainRevenue: '4060',
  expenses: ['5000', '5010', '5013'],
  untaxedExpense: '7700',
  cash: '2700',
  bank: '2800',
  transit: '2890',
  deposits: '3210',
}

/** Debtors begin with 1, creditors with 2, as the classes of the Swiss chart do. */
export const switzerland: Country = {
  mandant: aMandant('CH1', 'Optique du Lac SA', {
    ...{ chartOfAccounts: 'KMU', country: 'CH', currency: 'CHF', vatId: 'CHE-116.281.710 MWST', clientNo: '9' },
  }),
  rates: [810, 260, 380],
  debtors: ['11001', '11002', '11003'],
  creditors: ['20001', '20002', '20003'],
  revenues: ['3000', '3010', '3020'],
  taxFree: '3080',
  plainRevenue: '3200',
  expenses: ['4000', '4010', '4020'],
  untaxedExpense: '6300',
  cash: '1000',
  bank: '1020',
  transit: '1090',
  deposits: '2030',
}

export const countries = { DE: germany, AT: austria, CH: switzerland } as const
