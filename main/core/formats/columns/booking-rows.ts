import type { AccountNo, Side } from '../../ledger/ledger'
import type { AccountBook } from '../booking/accounts'
import type { Booking, BookingLine } from '../booking/booking'
import type { FaultList } from '../faults'
import { type FormatSettings, textOf } from '../settings'

/** What the books know of a document beyond its booking. */
export interface BookingSource {
  /** Id in the source; null for an incoming invoice. */
  readonly sourceId: string | null
  readonly version: number
  readonly documentType: string | null
  /** Id in the source of the document that this one cancels. */
  readonly cancels: string | null
}

/** One row of a table of bookings. */
export interface BookingRow {
  readonly booking: Booking
  readonly source: BookingSource
  /** What the row is about; of a row for a shared account the first line. */
  readonly line: BookingLine
  readonly part: 'posting' | 'head' | 'net' | 'tax'
  /** Unique within the document: the position, or the number of the row. */
  readonly no: number
  readonly account: AccountNo
  /** `div`: several. */
  readonly contraAccount: AccountNo
  /** The debtor or creditor, on the row that stands on that account. */
  readonly person: AccountNo | null
  readonly side: Side
  /** Positive: gross, or the part that this row carries. */
  readonly amountCents: number
  readonly grossCents: number
  /** Null: cannot be known. */
  readonly netCents: number | null
  readonly taxCents: number | null
  /** `net`: its tax; `tax`: what it was computed from. */
  readonly counterCents: number
  /** `net`: number of the row that carries its tax; 0 without one. */
  readonly taxRowNo: number
}

const otherSide = (side: Side): Side => (side === 'S' ? 'H' : 'S')
/** Instead of a contra account where a row has several; the word of Swiss programs. */
export const several = 'div'

/** Rows of a document in the order of its lines; empty when a row cannot be made, then `faults` says why. */
export function bookingRows(
  booking: Booking,
  source: BookingSource,
  settings: FormatSettings,
  faults: FaultList,
): readonly BookingRow[] {
  if (textOf(settings, 'rowStyle') === 'accounts') return accountRows(booking, source, settings, faults)
  const leading = textOf(settings, 'leading')
  return booking.lines.map((line) => postingRow(booking, source, line, leading))
}

function postingRow(booking: Booking, source: BookingSource, line: BookingLine, leading: string): BookingRow {
  const { grossCents, taxCents, person, position, bearing } = line
  const leader = leading === 'tax' ? bearing : leading === 'person' ? person : null
  const turned = leader !== null && leader === line.contraAccount && leader !== line.account
  return {
    ...{ booking, source, line, part: 'posting', no: position, person, grossCents, taxCents },
    account: turned ? line.contraAccount : line.account,
    contraAccount: turned ? line.account : line.contraAccount,
    side: turned ? otherSide(line.side) : line.side,
    amountCents: grossCents,
    netCents: taxCents === null ? null : grossCents - taxCents,
    counterCents: 0,
    taxRowNo: 0,
  }
}

/** Lines that follow each other and share an account on the same side. */
interface Group {
  readonly head: AccountNo
  readonly side: Side
  readonly lines: BookingLine[]
}

/** The account opposite the one that bears the tax; else the debtor or creditor; else the account of the books. */
function headOf({ bearing, account, contraAccount, person }: BookingLine): AccountNo {
  if (bearing !== null) return bearing === account ? contraAccount : account
  return person ?? account
}

function groupsOf(lines: readonly BookingLine[]): readonly Group[] {
  const groups: Group[] = []
  for (const line of lines) {
    const head = headOf(line)
    const side: Side = line.debit === head ? 'S' : 'H'
    const last = groups.at(-1)
    if (last && last.head === head && last.side === side) last.lines.push(line)
    else groups.push({ head, side, lines: [line] })
  }
  return groups
}

/** One row per account: the shared account gross, then each line net and its tax on the account for tax. */
function accountRows(
  booking: Booking,
  source: BookingSource,
  settings: FormatSettings,
  faults: FaultList,
): readonly BookingRow[] {
  const rows: BookingRow[] = []
  for (const { head, side, lines } of groupsOf(booking.lines)) {
    const [first] = lines
    if (!first) continue
    const others = new Set(lines.map((line) => (line.debit === head ? line.credit : line.debit)))
    const [only = several] = others
    const total = lines.reduce((sum, { grossCents }) => sum + grossCents, 0)
    const shared = { booking, source, counterCents: 0, taxRowNo: 0 }
    rows.push({
      ...{ ...shared, line: first, part: 'head', no: rows.length + 1, account: head, side },
      ...{ contraAccount: others.size === 1 ? only : several, person: first.person === head ? head : null },
      ...{ amountCents: total, grossCents: total, netCents: null, taxCents: null },
    })
    for (const line of lines) {
      const { grossCents, taxCents } = line
      if (taxCents === null) {
        faults.reject('format-tax-amount-unknown', 'Steuer', line.tax?.sourceKey ?? '')
        return []
      }
      const account = line.debit === head ? line.credit : line.debit
      const taxAccount = taxCents > 0 ? taxAccountOf(line, settings, faults) : ''
      if (taxAccount === null) return []
      const netCents = grossCents - taxCents
      const part = { ...shared, line, contraAccount: head, side: otherSide(side), grossCents, netCents, taxCents }
      const no = rows.length + 1
      const person = line.person === account ? account : null
      const net = { ...part, part: 'net', no, account, person, amountCents: netCents, counterCents: taxCents } as const
      rows.push({ ...net, taxRowNo: taxCents > 0 ? no + 1 : 0 })
      if (taxCents === 0) continue
      rows.push({
        ...{ ...part, part: 'tax', no: no + 1, account: taxAccount, person: null },
        ...{ amountCents: taxCents, counterCents: netCents },
      })
    }
  }
  return rows
}

function taxAccountOf({ tax }: BookingLine, settings: FormatSettings, faults: FaultList): AccountNo | null {
  const key = tax?.direction === 'input' ? 'taxAccountInput' : 'taxAccountOutput'
  const account = textOf(settings, key)
  if (account !== '') return account
  faults.reject('format-table-tax-account-missing', tax?.direction === 'input' ? 'Vorsteuer' : 'Umsatzsteuer', '')
  return null
}

/** The side on which a cost centre counts: of the account that bears tax, else of the profit and loss account. */
export function costSide({ bearing, debit, credit, person }: BookingLine, accounts: AccountBook): Side {
  if (bearing !== null) return bearing === debit ? 'S' : 'H'
  if (person !== null) return person === debit ? 'H' : 'S'
  const isResult = (account: AccountNo) => {
    const facts = accounts.facts(account)
    return typeof facts !== 'string' && facts.classDirection !== null
  }
  return isResult(debit) || !isResult(credit) ? 'S' : 'H'
}
