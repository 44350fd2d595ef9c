import type { IsoDate } from '../../ledger/ledger'
import type { FaultList } from '../faults'
import type { LineTax } from './line-tax'
import type { TaxCodes } from './tax-codes'
import { percent } from './tax-rules'

/** The advisor's code for the tax of a line; null where there is no tax, or where nobody said the code: then it is rejected. */
export function codeOf(tax: LineTax | null, codes: TaxCodes, date: IsoDate, faults: FaultList): string | null {
  if (!tax) return null
  const code = codes.of(tax, date)
  if (code === null) faults.reject('format-tax-code-missing', fieldOf(tax), sayTax(tax))
  return code
}

const fieldOf = ({ direction }: LineTax) => (direction === 'output' ? 'Umsatzsteuer' : 'Vorsteuer')

function sayTax({ rate, sourceKey }: LineTax): string {
  const parts = [rate === null ? '' : percent(rate), sourceKey === null ? '' : `BU ${sourceKey}`]
  return parts.filter((part) => part !== '').join(', ')
}
