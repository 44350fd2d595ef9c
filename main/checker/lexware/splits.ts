import type { AccountNo, IsoDate } from '../../core/ledger/ledger'
import type { Cents } from '../../core/money/cents'
import type { ReadPosting } from '../../core/run/file-check'
import type { TableRow } from '../files/table'
import type { Teller } from '../reader'

/** What a booking says of all its rows. */
export interface BookingHead {
  readonly documentDate: IsoDate
  readonly documentNo: string
  readonly currency: string | null
}

/** What a row says of itself. An account that is `0` or empty is null. */
export interface BookingRow {
  readonly row: TableRow
  readonly debit: AccountNo | null
  readonly credit: AccountNo | null
  readonly amount: Cents
  readonly taxKey: string
  readonly isReversal: boolean
}

interface Split {
  readonly head: BookingHead
  readonly total: BookingRow
  rest: number
  parts: number
}

/** Puts the parts of a split together with the row before them that has the total and one account. */
export class Splits {
  readonly #tell: Teller
  #split: Split | null = null

  constructor(tell: Teller) {
    this.#tell = tell
  }

  /** A row with a date of its own. */
  booking(head: BookingHead, one: BookingRow): void {
    this.end()
    const { debit, credit, row } = one
    if (debit !== null && credit !== null) {
      this.#tell.posting(postingOf(head, one, debit, credit))
      return
    }
    if (one.taxKey !== '' && one.taxKey !== '0') row.tell('reject', 'tax-code-on-total', 'Steuerschlüssel')
    this.#split = { head, total: one, rest: one.amount, parts: 0 }
  }

  /** A row without one. */
  part(one: BookingRow): void {
    const split = this.#split
    const { row } = one
    if (!split) {
      row.tell('reject', 'part-without-total', 'Belegdatum')
      return
    }
    split.parts += 1
    split.rest -= one.amount
    const { total, head } = split
    const [debit, credit] = [total.debit ?? one.debit, total.credit ?? one.credit]
    const isOtherSide = total.debit === null ? one.credit === null : one.debit === null
    if (debit === null || credit === null || !isOtherSide) {
      row.tell('reject', 'part-on-wrong-side', total.debit === null ? 'Sollkonto' : 'Habenkonto')
      return
    }
    this.#tell.posting(postingOf(head, one, debit, credit))
  }

  /** No part of the booking comes any more. */
  end(): void {
    const split = this.#split
    this.#split = null
    if (!split) return
    const { row } = split.total
    if (split.parts === 0)
      row.tell('reject', 'total-without-parts', split.total.debit === null ? 'Sollkonto' : 'Habenkonto')
    else if (split.rest !== 0)
      row.tell('reject', 'unbalanced', 'Buchungsbetrag', (Math.abs(split.rest) / 100).toFixed(2))
  }
}

function postingOf(head: BookingHead, one: BookingRow, debit: AccountNo, credit: AccountNo): ReadPosting {
  return {
    ...{ ...head, mandant: null },
    ...(one.isReversal ? { debit: credit, credit: debit } : { debit, credit }),
    grossCents: one.amount,
    taxCode: one.taxKey === '' || one.taxKey === '0' ? null : one.taxKey,
    text: one.row.text('Buchungstext') || null,
  }
}
