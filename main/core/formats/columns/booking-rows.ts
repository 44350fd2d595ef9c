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
  /** The debtor or creditor of the posting, or of the rows that belong together, and the side on that account. */
  readonly owner: { readonly person: AccountNo; readonly side: Side } | null
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
  if (textOf(settings, 'rowStyle') !== 'posting') return accountRows(booking, source, settings, faults)
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
    owner: person === null ? null : { person, side: person === line.debit ? 'S' : 'H' },
    counterCents: 0,
    taxRowNo: 0,
  }
}

/** Lines that follow each other and share an account. */
interface Group {
  readonly head: AccountNo
  readonly lines: readonly BookingLine[]
}

/** The account opposite the one that bears the tax; else the debtor or creditor; else the account of the books. */
function headOf({ bearing, account, contraAccount, person }: BookingLine): AccountNo {
  if (bearing !== null) return bearing === account ? contraAccount : account
  return person ?? account
}

/** What a line does to the shared account. */
const signedOn = (head: AccountNo, { debit, grossCents }: BookingLine) => (debit === head ? grossCents : -grossCents)
const totalOn = ({ head, lines }: Group) => lines.reduce((sum, line) => sum + signedOn(head, line), 0)

/** Where the lines cancel each other on the shared account, debits and credits are told apart: a row of zero says nothing. */
function groupsOf(lines: readonly BookingLine[]): readonly Group[] {
  const groups: { readonly head: AccountNo; readonly lines: BookingLine[] }[] = []
  for (const line of lines) {
    const head = headOf(line)
    const last = groups.at(-1)
    if (last?.head === head) last.lines.push(line)
    else groups.push({ head, lines: [line] })
  }
  return groups.flatMap((group) => {
    const total = totalOn(group)
    const onSide = (isDebit: boolean) => group.lines.filter((line) => (line.debit === group.head) === isDebit)
    if (total === 0) return [true, false].map((isDebit) => ({ head: group.head, lines: onSide(isDebit) }))
    return [balancesEarly(group) ? { head: group.head, lines: [...onSide(total < 0), ...onSide(total > 0)] } : group]
  })
}

/** True when the rows after the total would seem complete before the last one: a reader could not tell where they end. */
function balancesEarly({ head, lines }: Group): boolean {
  let rest = totalOn({ head, lines })
  return lines.slice(0, -1).some((line) => {
    rest -= signedOn(head, line)
    return rest === 0
  })
}

/** One row per account: the shared account with its total, then each line; its tax in a row of its own where tax is split. */
function accountRows(
  booking: Booking,
  source: BookingSource,
  settings: FormatSettings,
  faults: FaultList,
): readonly BookingRow[] {
  const rows: BookingRow[] = []
  for (const group of groupsOf(booking.lines)) {
    const { head, lines } = group
    const [first] = lines
    if (!first) continue
    const total = totalOn(group)
    const side: Side = total > 0 ? 'S' : 'H'
    const person = first.person === head ? head : null
    const shared = { booking, source, counterCents: 0, taxRowNo: 0, owner: person === null ? null : { person, side } }
    const others = new Set(lines.map((line) => otherThan(head, line)))
    const [only = several] = others
    rows.push({
      ...{ ...shared, line: first, part: 'head', no: rows.length + 1, account: head, side, person },
      ...{ contraAccount: others.size === 1 ? only : several, netCents: null, taxCents: null },
      ...{ amountCents: Math.abs(total), grossCents: Math.abs(total) },
    })
    for (const line of lines) {
      const parts = partsOf(line, settings, faults)
      if (!parts) return []
      const { taxAccount, netCents, taxCents } = parts
      const account = otherThan(head, line)
      const own = { ...shared, line, contraAccount: head, grossCents: line.grossCents, netCents, taxCents }
      const row = { ...own, side: line.debit === head ? 'H' : 'S' } as const
      const no = rows.length + 1
      const onPerson = line.person === account ? account : null
      const isSplit = taxAccount !== null && netCents !== null && taxCents !== null
      rows.push({
        ...{ ...row, part: 'net', no, account, person: onPerson, taxRowNo: isSplit ? no + 1 : 0 },
        ...{ amountCents: isSplit ? netCents : line.grossCents, counterCents: isSplit ? taxCents : 0 },
      })
      if (!isSplit) continue
      rows.push({
        ...{ ...row, part: 'tax', no: no + 1, account: taxAccount, person: null },
        ...{ amountCents: taxCents, counterCents: netCents },
      })
    }
  }
  return rows
}

const otherThan = (head: AccountNo, { debit, credit }: BookingLine) => (debit === head ? credit : debit)

interface Parts {
  readonly netCents: number | null
  readonly taxCents: number | null
  /** Where the tax goes in a row of its own; null: nowhere. */
  readonly taxAccount: AccountNo | null
}

/** Null when tax has to be split off and cannot be. */
function partsOf(line: BookingLine, settings: FormatSettings, faults: FaultList): Parts | null {
  const { grossCents, taxCents } = line
  const netCents = taxCents === null ? null : grossCents - taxCents
  if (textOf(settings, 'rowStyle') !== 'accounts' || taxCents === 0) return { netCents, taxCents, taxAccount: null }
  if (taxCents === null) {
    faults.reject('format-tax-amount-unknown', 'Steuer', line.tax?.sourceKey ?? '')
    return null
  }
  const taxAccount = taxAccountOf(line, settings, faults)
  return taxAccount === null ? null : { netCents, taxCents, taxAccount }
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
