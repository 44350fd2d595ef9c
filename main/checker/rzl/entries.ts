import type { AccountNo, IsoDate } from '../../core/ledger/ledger'
import { cents } from '../../core/money/cents'
import type { ReadPosting } from '../../core/run/file-check'
import type { TableRow } from '../files/table'
import type { Teller } from '../reader'

/** A line of which every field is right. */
export interface BookingLine {
  readonly row: TableRow
  readonly account: AccountNo
  /** Null: it names none, as lines of a collective booking do. */
  readonly contra: AccountNo | null
  readonly date: IsoDate
  readonly currency: string
  /** Debit is positive; tax included. */
  readonly grossCents: number
  readonly hasTax: boolean
  readonly isSingle: boolean
  readonly taxCode: string
}

/** Lines that belong together stand below each other: those of a document until debit and credit with tax are equal. */
export class Entries {
  readonly #tell: Teller
  #key = ''
  #lines: BookingLine[] = []
  #balance = 0

  constructor(tell: Teller) {
    this.#tell = tell
  }

  add(line: BookingLine): void {
    const { row, date } = line
    const key = [date, row.text('Belegkreis'), row.text('Belegnummer')].join('\n')
    if (key !== this.#key) this.end()
    this.#key = key
    this.#lines.push(line)
    this.#balance += line.grossCents
    if (this.#balance === 0) this.end()
  }

  /** No line of the document comes any more. */
  end(): void {
    const [first] = this.#lines
    if (first && this.#balance !== 0) {
      first.row.tell('reject', 'unbalanced', 'Sollbetrag', (Math.abs(this.#balance) / 100).toFixed(2))
    } else if (first) this.#entry(first)
    this.#lines = []
    this.#balance = 0
  }

  /** One line has the total, the others stand on the other side. */
  #entry(first: BookingLine): void {
    const isAlone = (one: BookingLine) =>
      this.#lines.every((other) => other === one || other.grossCents > 0 !== one.grossCents > 0)
    const [total = null] = [...this.#lines.filter((one) => isAlone(one) && !one.hasTax), ...this.#lines.filter(isAlone)]
    if (!total) {
      first.row.tell('reject', 'entry-unclear', 'Gegenkonto')
      return
    }
    for (const line of this.#lines) {
      this.#checkContra(line, total)
      if (line !== total) this.#tell.posting(postingOf(line, total))
    }
  }

  /** The line with the total names one of its parts, a part names the total. */
  #checkContra(line: BookingLine, total: BookingLine): void {
    const { row, contra, isSingle } = line
    if (contra === null && isSingle) row.tell('reject', 'required', 'Gegenkonto')
    if (contra === null) return
    const partners = line === total ? this.#lines.filter((one) => one !== total) : [total]
    if (!partners.some(({ account }) => account === contra)) row.tell('reject', 'contra-account', 'Gegenkonto')
  }
}

function postingOf(
  { row, account, date, currency, grossCents, taxCode }: BookingLine,
  total: BookingLine,
): ReadPosting {
  const [debit, credit] = grossCents > 0 ? [account, total.account] : [total.account, account]
  const text = row.text('Buchungstext') + row.text('Buchungstext 2. Zeile')
  return {
    ...{ mandant: null, documentNo: row.text('Belegnummer') || row.text('OP-Nummer'), documentDate: date },
    ...{ debit, credit, grossCents: cents(Math.abs(grossCents)), currency },
    ...{ taxCode: taxCode || null, text: text || null },
  }
}
