import { cents, toDecimalComma } from '../../money/cents'
import type { Booking } from '../booking/booking'
import { codeOf } from '../booking/code-of'
import type { TaxCodes } from '../booking/tax-codes'
import type { FaultList } from '../faults'
import { TextFields } from '../text/text-fields'
import type { Part } from './parts'
import { compactDate, recordLine } from './record'
import {
  costCentreMax,
  type ExpenseField,
  expenseFields,
  type RevenueField,
  revenueFields,
  textMax,
} from './record-fields'

export interface InvoiceHead {
  readonly company: string
  /** As it goes into the file. */
  readonly documentNo: string
  readonly codes: TaxCodes
}

/** Windows-1252; a `;` may stand in a text, which is quoted then. */
const texts = new TextFields('windows-1252', null)

type Rates = 'voller' | 'ermäßigter'
type Amounts = Readonly<Partial<Record<RevenueField & ExpenseField, string>>>

/** Rows of what was earned, all of one number: Collmex makes one booking of rows that follow each other with the same one. */
export function revenueRows(
  booking: Booking,
  parts: readonly Part[],
  head: InvoiceHead,
  faults: FaultList,
): readonly string[] {
  const turn = turnOf(parts, booking)
  const isCredit = turn !== turnOfReversal(booking)
  return parts.map((part) => {
    const amount = amountsOf(part, turn, booking, head.codes, faults)
    const values: Partial<Record<RevenueField, string>> = {
      ...common(booking, part, head, faults),
      ...amount.columns,
      Satzart: 'CMXUMS',
      ...(part.hasPerson ? { Kundennummer: part.counter } : { Gegenkonto: part.counter }),
      Rechnungsart: isCredit ? '1' : booking.kind === 'anzahlung' ? '2' : '0',
      ...(amount.other === null
        ? {}
        : { 'Steuerfreie Erlöse: Konto Nr.': part.account, 'Steuerfreie Erlöse: Betrag': amount.other }),
      Erlösart: amount.other === null ? '' : (amount.code ?? ''),
      Systemname: 'Belegbote',
    }
    return recordLine(revenueFields, values)
  })
}

export function expenseRows(
  booking: Booking,
  parts: readonly Part[],
  head: InvoiceHead,
  faults: FaultList,
): readonly string[] {
  const turn = turnOf(parts, booking)
  const isCredit = turn !== turnOfReversal(booking)
  return parts.map((part) => {
    const amount = amountsOf(part, turn, booking, head.codes, faults)
    const values: Partial<Record<ExpenseField, string>> = {
      ...common(booking, part, head, faults),
      ...amount.columns,
      Satzart: 'CMXLRN',
      ...(part.hasPerson ? { Lieferantennummer: part.counter } : { Gegenkonto: part.counter }),
      Gutschrift: isCredit ? '1' : '',
      ...(amount.other === null
        ? {}
        : { 'Sonstige Umsätze: Konto Nr.': part.account, 'Sonstige Umsätze: Betrag': amount.other }),
    }
    return recordLine(expenseFields, values)
  })
}

/** A reversal repeats what was sent and says Storno; its lines come turned and are turned back. */
const turnOfReversal = ({ isReversal }: Booking) => (isReversal ? -1 : 1)

/** Factor that makes the total of the rows positive. */
function turnOf(parts: readonly Part[], booking: Booking): 1 | -1 {
  const total = parts.reduce((sum, { signedCents }) => sum + signedCents, 0)
  return total === 0 ? turnOfReversal(booking) : total < 0 ? -1 : 1
}

function common(booking: Booking, { line }: Part, head: InvoiceHead, faults: FaultList) {
  const { costCentre } = line
  if (costCentre !== null && costCentre.length > costCentreMax) {
    faults.reject('format-field-too-long', 'Kostenstelle', costCentre)
  }
  return {
    'Firma Nr': head.company,
    Rechnungsdatum: compactDate(booking.documentDate),
    Rechnungsnummer: head.documentNo,
    Währung: booking.currency,
    Buchungstext: texts.text(line.text ?? booking.text ?? head.documentNo, textMax, 'Buchungstext', faults),
    Storno: booking.isReversal ? '1' : '',
    Kostenstelle: texts.text(costCentre, costCentreMax, 'Kostenstelle', faults),
  }
}

interface PartAmounts {
  readonly columns: Amounts
  /** Of the column for what bears neither rate, with the account beside it. */
  readonly other: string | null
  readonly code: string | null
}

/** Net and tax in the columns of their rate, with the account of that rate; without one in the column beside. */
function amountsOf(part: Part, turn: 1 | -1, booking: Booking, codes: TaxCodes, faults: FaultList): PartAmounts {
  const { line, account, signedCents } = part
  const { tax, taxCents, grossCents } = line
  const code = codeOf(tax, codes, booking.documentDate, faults)
  const written = (amount: number) => toDecimalComma(cents(amount))
  const sign = signedCents * turn < 0 ? -1 : 1
  const rates: Rates | null = code === '0' ? 'voller' : code === '1' ? 'ermäßigter' : null
  if (rates === null) {
    if (taxCents !== 0 && code !== null) faults.reject('format-collmex-tax-code', 'Erlösart', code)
    return { columns: {}, other: written(grossCents * sign), code }
  }
  if (taxCents === null) {
    faults.reject('format-tax-rate-unknown', 'Steuer', tax?.sourceKey ?? '')
    return { columns: {}, other: null, code }
  }
  const net = written((grossCents - taxCents) * sign)
  const taxes = written(taxCents * sign)
  const columns: Amounts =
    rates === 'voller'
      ? {
          'Nettobetrag voller Umsatzsteuersatz': net,
          'Steuer zum vollen Umsatzsteuersatz': taxes,
          'Kontonummer voller Umsatzsteuersatz': account,
        }
      : {
          'Nettobetrag ermäßigter Umsatzsteuersatz': net,
          'Steuer zum ermäßigten Umsatzsteuersatz': taxes,
          'Kontonummer ermäßigter Umsatzsteuersatz': account,
        }
  return { columns, other: null, code }
}
