import type { AccountNo, Side } from '../../core/ledger/ledger'
import type { Teller } from '../reader'
import { accountOf, type Booked, checkTaxSum, readPosting, sidedAmount } from './booking'
import type { Layout } from './layout'
import { type TableRules, withoutPrefix } from './rules'

/** A row on one account. */
interface Entry {
  readonly booked: Booked
  readonly account: AccountNo
  /** As the file names it. */
  readonly shown: string
  readonly side: Side
  readonly amount: number
}

/** What meets the shared account: a row, and the row with its tax. */
interface Part {
  readonly entry: Entry
  tax: Entry | null
}

const several = 'div'

/**
 * Puts rows of one account each together again: the total on the shared account comes first, then what meets it, each
 * perhaps with its tax in the next row. They are complete when debit and credit are equal, and never before.
 */
export class Groups {
  readonly #layout: Layout
  readonly #rules: TableRules
  readonly #tell: Teller
  #head: Entry | null = null
  #parts: Part[] = []
  #balance = 0

  constructor(layout: Layout, rules: TableRules, tell: Teller) {
    this.#layout = layout
    this.#rules = rules
    this.#tell = tell
  }

  add(booked: Booked): void {
    const entry = this.#entryOf(booked)
    const isSame = this.#head?.booked.documentKey === booked.documentKey
    const part = this.#parts.at(-1)
    const isTax = entry !== null && isSame && this.#isTaxRow(entry, part)
    if (!isSame || (this.#balance === 0 && !isTax)) this.end()
    // Its amount is missing: what belongs to it cannot balance, and is told once it ends.
    if (!entry) return
    if (!this.#head) this.#head = entry
    else if (isTax && part) part.tax = entry
    else this.#parts.push({ entry, tax: null })
    this.#balance += entry.side === 'S' ? entry.amount : -entry.amount
  }

  /** No row of the group comes any more. */
  end(): void {
    const [head, parts, balance] = [this.#head, this.#parts, this.#balance]
    this.#head = null
    this.#parts = []
    this.#balance = 0
    if (!head) return
    if (balance !== 0 || parts.length === 0) {
      const { line, document } = head.booked.row
      this.#tell.reject('unbalanced', { line, document, value: (Math.abs(balance) / 100).toFixed(2) })
      return
    }
    checkTaxSum(head.booked.row, head.amount)
    this.#checkContra(head, parts)
    for (const part of parts) this.#part(part, head.account)
  }

  #part({ entry, tax }: Part, shared: AccountNo): void {
    const { booked, side, account } = entry
    const gross = entry.amount + (tax?.amount ?? 0)
    checkTaxSum(booked.row, gross)
    if (tax) {
      checkTaxSum(tax.booked.row, gross)
      this.#checkCounter(entry, tax)
    } else if (this.#layout.rowStyle === 'accounts' && (this.#saidTax(entry) ?? 0) !== 0) {
      booked.row.tell('reject', 'tax-sum', booked.row.has('tax') ? 'tax' : 'counter-amount')
    }
    this.#tell.posting(readPosting(booked, side === 'S' ? [account, shared] : [shared, account], gross))
  }

  /** Net names its tax, and tax what it was computed from. */
  #checkCounter(net: Entry, tax: Entry): void {
    for (const [one, other] of [
      [net, tax],
      [tax, net],
    ] as const) {
      const { row } = one.booked
      const said = row.number('counter-amount')
      if (said !== null && said !== other.amount) row.tell('reject', 'tax-sum', 'counter-amount')
    }
    const said = net.booked.row.number('tax')
    if (said !== null && said !== tax.amount) net.booked.row.tell('reject', 'tax-sum', 'tax')
    if (net.side !== tax.side) tax.booked.row.tell('reject', 'sides-differ', 'side')
  }

  #checkContra(head: Entry, parts: readonly Part[]): void {
    const { row } = head.booked
    if (!row.has('contra-account')) return
    const others = new Set(parts.map(({ entry }) => entry.shown))
    const contra = row.text('contra-account')
    const isRight = others.size === 1 ? others.has(contra) : contra === several
    // Two accounts of persons may share the name that stands there.
    if (!isRight && !(contra === several && this.#rules.collectiveAccounts.size > 0)) {
      row.tell('reject', 'contra-account', 'contra-account')
    }
    for (const { entry, tax } of parts) {
      for (const one of [entry, tax]) {
        const other = one?.booked.row
        if (other && other.text('contra-account') !== head.shown)
          other.tell('reject', 'contra-account', 'contra-account')
      }
    }
  }

  #entryOf(booked: Booked): Entry | null {
    const { row } = booked
    const account = this.#accountOf(booked)
    const sided = sidedAmount(row, this.#layout)
    if (account === null || !sided || sided.side === null) return null
    return { booked, account, shown: row.text('account'), side: sided.side, amount: sided.amount }
  }

  /** Behind the shared account of all debtors or creditors stands the person. */
  #accountOf({ row }: Booked): AccountNo | null {
    const account = accountOf(row, 'account', this.#rules)
    const person = row.text('person-or-zero')
    if (row.has('person-or-zero') && person !== '' && person !== '0') return withoutPrefix(person, this.#rules)
    if (account === null || !this.#rules.collectiveAccounts.has(account)) return account
    const own = row.text('person')
    if (own === '') row.tell('reject', 'person-missing', row.has('person') ? 'person' : 'person-or-zero')
    return own === '' ? null : withoutPrefix(own, this.#rules)
  }

  /** Whether a row holds the tax of the one before. */
  #isTaxRow({ booked: { row }, account, side, amount }: Entry, before: Part | undefined): boolean {
    if (this.#layout.rowStyle !== 'accounts' || !before || before.tax) return false
    if (row.has('row-type')) return row.number('row-type') === 2
    const net = before.entry
    if (!this.#rules.taxAccounts.has(account)) return false
    const said = this.#saidTax(net)
    if (said !== null) return said !== 0
    return side === net.side && amount < net.amount && net.booked.row.number('tax-rate') !== 0
  }

  /** The tax that a net row announces; null where no column says it. */
  #saidTax({ booked: { row } }: Entry): number | null {
    return row.number('tax') ?? row.number('counter-amount')
  }
}
