import type { AccountNo, IsoDate } from '../../core/ledger/ledger'
import { type Cents, cents } from '../../core/money/cents'
import type { ReadPosting } from '../../core/run/file-check'
import { amountOf, compactDay } from '../files/values'
import type { RecordName } from './facts'

/** A row by the names of its fields. */
export interface Row {
  readonly record: RecordName
  text(field: string): string
  tell(level: 'reject' | 'warn', code: string, field: string): void
}

type Rate = 'voller' | 'ermäßigter'
const codes: Readonly<Record<Rate, string>> = { voller: '0', ermäßigter: '1' }
/** Rates in percent; those of the second half of 2020 were lower. */
const percents = { usual: { voller: 19, ermäßigter: 7 }, late2020: { voller: 16, ermäßigter: 5 } } as const
/** A row may add up several positions, each with its own rounding. */
const taxToleranceCents = 5

interface Amount {
  readonly account: AccountNo
  readonly grossCents: Cents
  readonly code: string | null
  readonly field: string
}

/** Turnover without tax: its column, the column of its account, and the Erlösart where the column alone says it. */
interface FreeColumn {
  readonly amount: string
  readonly account: string | null
  readonly code: string | null
}

const taxedColumns = [
  'Nettobetrag voller Umsatzsteuersatz',
  'Steuer zum vollen Umsatzsteuersatz',
  'Nettobetrag ermäßigter Umsatzsteuersatz',
  'Steuer zum ermäßigten Umsatzsteuersatz',
] as const
const freeOf: Readonly<Record<'CMXUMS' | 'CMXLRN', readonly FreeColumn[]>> = {
  CMXUMS: [
    { amount: 'Umsätze innergemeinschaftliche Lieferung', account: null, code: '11' },
    { amount: 'Umsätze Export', account: null, code: '10' },
    { amount: 'Steuerfreie Erlöse: Betrag', account: 'Steuerfreie Erlöse: Konto Nr.', code: null },
  ],
  CMXLRN: [{ amount: 'Sonstige Umsätze: Betrag', account: 'Sonstige Umsätze: Konto Nr.', code: null }],
}

/**
 * Reads a row of CMXUMS or CMXLRN of which every field has the right form.
 * @param documentNo as the books know it
 */
export function readInvoice(row: Row, documentNo: string): readonly ReadPosting[] {
  const isRevenue = row.record === 'CMXUMS'
  const documentDate = compactDay(row.text('Rechnungsdatum'))
  if (documentDate === null) return []
  const amounts = [
    ...(['voller', 'ermäßigter'] as const).flatMap((rate) => taxedOf(row, rate, documentDate)),
    ...freeOf[isRevenue ? 'CMXUMS' : 'CMXLRN'].flatMap((column) => freeAmount(row, column)),
  ]
  const columns = freeOf[isRevenue ? 'CMXUMS' : 'CMXLRN'].map(({ amount }) => amount)
  if ([...columns, ...taxedColumns].every((column) => row.text(column) === '')) {
    row.tell('reject', 'required', taxedColumns[0])
  }
  const counter = counterOf(row, isRevenue)
  const isCredit = isRevenue ? row.text('Rechnungsart') === '1' : row.text('Gutschrift') === '1'
  const isTurned = isCredit !== (row.text('Storno') === '1')
  return amounts.flatMap(({ account, grossCents, code, field }) => {
    if (grossCents === 0) row.tell('reject', 'amount', field)
    const isEarned = isRevenue === (isTurned === grossCents < 0)
    const [debit, credit] = isEarned ? [counter, account] : [account, counter]
    if (grossCents === 0) return []
    return {
      ...{ mandant: null, documentNo, documentDate, debit, credit },
      grossCents: cents(Math.abs(grossCents)),
      currency: row.text('Währung') || null,
      taxCode: code,
      text: row.text('Buchungstext') || null,
    }
  })
}

function counterOf(row: Row, isRevenue: boolean): AccountNo {
  const person = isRevenue ? 'Kundennummer' : 'Lieferantennummer'
  const counter = row.text(person) || row.text('Gegenkonto')
  if (counter === '' && isRevenue) row.tell('reject', 'required', person)
  if (counter === '' && !isRevenue) row.tell('warn', 'account-left-out', 'Gegenkonto')
  return counter
}

function taxedOf(row: Row, rate: Rate, date: IsoDate): readonly Amount[] {
  const field = `Nettobetrag ${rate} Umsatzsteuersatz`
  const taxField = `Steuer zum ${rate === 'voller' ? 'vollen' : 'ermäßigten'} Umsatzsteuersatz`
  if (row.text(field) === '' && row.text(taxField) === '') return []
  const [net, tax] = [field, taxField].map((name) => {
    if (row.text(name) === '') row.tell('reject', 'required', name)
    return amountOf(row.text(name), { decimal: ',' })
  })
  if (net === null || net === undefined || tax === null || tax === undefined) return []
  const isLate2020 = date >= '2020-07-01' && date <= '2020-12-31'
  const expected = (net * percents[isLate2020 ? 'late2020' : 'usual'][rate]) / 100
  if (Math.abs(expected - tax) > taxToleranceCents) row.tell('reject', 'tax-sum', taxField)
  const account = row.text(`Kontonummer ${rate} Umsatzsteuersatz`)
  if (account === '') row.tell('warn', 'account-left-out', field)
  return [{ account, grossCents: cents(net + tax), code: codes[rate], field }]
}

function freeAmount(row: Row, { amount: field, account, code }: FreeColumn): readonly Amount[] {
  if (row.text(field) === '') {
    if (account !== null && row.text(account) !== '') row.tell('reject', 'required', field)
    return []
  }
  const amount = amountOf(row.text(field), { decimal: ',' })
  if (amount === null) return []
  const named = account === null ? '' : row.text(account)
  // An account is needed here: Collmex presets none for it.
  if (account !== null && named === '') row.tell('reject', 'required', account)
  if (account === null) row.tell('warn', 'account-left-out', field)
  const revenueKind = row.record === 'CMXUMS' ? row.text('Erlösart') : ''
  return [{ account: named, grossCents: amount, code: code ?? (revenueKind || null), field }]
}
