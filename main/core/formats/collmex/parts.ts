import type { AccountNo } from '../../ledger/ledger'
import type { Booking, BookingLine, BookingReader } from '../booking/booking'
import type { FaultList } from '../faults'

/** A line as Collmex knows it: money earned or spent on an account, owed by or to a person, or paid from a ledger account. */
export interface Part {
  readonly record: 'revenue' | 'expense'
  /** Revenue or expense account. */
  readonly account: AccountNo
  /** Customer or supplier, else the Gegenkonto. */
  readonly counter: AccountNo
  readonly hasPerson: boolean
  /** Negative when the line lowers revenue or expense. */
  readonly signedCents: number
  readonly line: BookingLine
}

/** Null when a line is neither revenue nor expense: Collmex takes no other record from a file. */
export function partsOf(booking: Booking, reader: BookingReader, faults: FaultList): readonly Part[] | null {
  const parts = booking.lines.flatMap((line) => {
    const part = partOf(line, reader)
    if (!part) faults.reject('format-collmex-no-record', 'Konto', `${line.debit} / ${line.credit}`)
    return part ?? []
  })
  for (const record of ['revenue', 'expense'] as const) {
    const counters = new Set(parts.filter((part) => part.record === record).map(({ counter }) => counter))
    if (counters.size > 1) faults.reject('format-collmex-counters', 'Gegenkonto', [...counters].join(', '))
  }
  return faults.isRejected ? null : parts
}

function partOf(line: BookingLine, reader: BookingReader): Part | null {
  const place = placeOf(line, reader)
  if (!place) return null
  const { record, account } = place
  if (line.tax && (line.tax.direction === 'output') !== (record === 'revenue')) return null
  const counter = line.debit === account ? line.credit : line.debit
  const isUsual = record === 'revenue' ? line.credit === account : line.debit === account
  return {
    ...{ record, account, counter, line },
    hasPerson: line.person !== null,
    signedCents: isUsual ? line.grossCents : -line.grossCents,
  }
}

/** The person decides; without one the tax; without tax what the chart says about the accounts. */
function placeOf(line: BookingLine, reader: BookingReader): Pick<Part, 'record' | 'account'> | null {
  if (line.person !== null) {
    const account = line.person === line.account ? line.contraAccount : line.account
    const other = reader.accounts.facts(account)
    const person = reader.accounts.facts(line.person)
    if (typeof other === 'string' || typeof person === 'string' || other.role !== 'ledger') return null
    // An account without any turnover tax is money: such a line pays, and payments come with the bank statement.
    if (!line.tax && other.tax === 'KU') return null
    return { record: person.role === 'debtor' ? 'revenue' : 'expense', account }
  }
  if (line.tax && line.bearing !== null) {
    return { record: line.tax.direction === 'output' ? 'revenue' : 'expense', account: line.bearing }
  }
  const known = [line.contraAccount, line.account].flatMap((account) => {
    const facts = reader.accounts.facts(account)
    if (typeof facts === 'string' || facts.tax === 'KU') return []
    const direction = facts.tax === 'M' ? 'output' : facts.tax === 'V' ? 'input' : facts.classDirection
    return direction ? [{ record: direction === 'output' ? ('revenue' as const) : ('expense' as const), account }] : []
  })
  return known.length === 1 ? (known[0] ?? null) : null
}
