import type { AccountNo, IsoDate } from '../../core/ledger/ledger'
import { cents } from '../../core/money/cents'
import type { ReadPosting } from '../../core/run/file-check'
import { amountOf, isoDay } from '../files/values'
import { childrenOf, type Node, textAt } from './nodes'
import type { Tell } from './structure'

/** Accounts that stand for all customers or suppliers; the person's number is in Text2 then. */
export type CollectiveAccounts = ReadonlySet<AccountNo>

/** Swiss rates in percent. */
const rates: readonly { readonly from: string; readonly rates: readonly number[] }[] = [
  { from: '2024-01-01', rates: [0, 8.1, 2.6, 3.8] },
  { from: '2018-01-01', rates: [0, 7.7, 2.5, 3.7] },
  { from: '', rates: [0, 8, 2.5, 3.8] },
]

interface Single {
  readonly node: Node
  /** Tax included; positive when it stands against the total. */
  readonly grossCents: number
}

/** Postings of an entry whose structure is right: the collective account against each single. */
export function readEntry(entry: Node, collectives: CollectiveAccounts, tell: Tell): readonly ReadPosting[] {
  const [total] = childrenOf(entry, 'CollectiveInformation')
  const nodes = childrenOf(entry, 'SingleInformation')
  const documentDate = total ? isoDay(textAt(total, 'EntryDate')) : null
  if (!total || documentDate === null) return []
  checkHead(total, nodes, tell)
  const keyCurrency = textAt(total, 'KeyCurrency')
  const isForeign = textAt(total, 'AmountData', 'Currency') !== keyCurrency
  if (isForeign && textAt(total, 'ExchangeRateData', 'ExchangeRate') === '') {
    tell('reject', 'currency', total, 'AmountData/Currency')
  }
  if (!isForeign && centsAt(total, 'AmountData', 'Amount') !== centsAt(total, 'KeyAmount')) {
    tell('reject', 'abacus-amount-differs', total, 'AmountData/Amount')
  }
  const singles = nodes.map((node, index) =>
    readSingle(node, index === nodes.length - 1 ? nodes.length : 0, total, tell),
  )
  const difference = singles.reduce((sum, { grossCents }) => sum - grossCents, centsAt(total, 'KeyAmount'))
  if (difference !== 0) tell('reject', 'unbalanced', total, 'KeyAmount', (difference / 100).toFixed(2))
  const documentNo = documentNoOf(total)
  const account = accountOf(total, collectives)
  return singles.flatMap(({ node, grossCents }) => {
    if (grossCents === 0) return []
    const other = accountOf(node, collectives)
    const isDebit = (textAt(total, 'DebitCredit') === 'D') === grossCents > 0
    return {
      ...{ mandant: null, documentNo, documentDate, currency: keyCurrency },
      ...(isDebit ? { debit: account, credit: other } : { debit: other, credit: account }),
      grossCents: cents(Math.abs(grossCents)),
      taxCode: textAt(node, 'TaxData', 'TaxCode') || null,
      text: textAt(node, 'Text1') || null,
    }
  })
}

function checkHead(total: Node, singles: readonly Node[], tell: Tell): void {
  const [type, count] = [textAt(total, 'EntryType'), textAt(total, 'SingleCount')]
  if (type === 'S' && singles.length > 1) tell('reject', 'abacus-entry-type', total, 'EntryType')
  if (type === 'C' && singles.length === 1) tell('warn', 'abacus-entry-type', total, 'EntryType')
  if (count !== '0' && count !== `${singles.length}`) tell('reject', 'abacus-single-count', total, 'SingleCount')
  if (!/[\p{L}\p{N}]/u.test(textAt(total, 'DocumentNumber'))) tell('warn', 'number-missing', total, 'DocumentNumber')
}

/** @param more cents that the tax may be off: the last single takes what rounding leaves over */
function readSingle(node: Node, more: number, total: Node, tell: Tell): Single {
  const keyAmount = centsAt(node, 'KeyAmount')
  const [taxData] = childrenOf(node, 'TaxData')
  const taxCents = taxData ? -centsAt(taxData, 'KeyAmount') : 0
  const isNet = taxData !== undefined && textAt(taxData, 'TaxIncluded') === 'E'
  const grossCents = isNet ? keyAmount + taxCents : keyAmount
  if (textAt(node, 'DebitCredit') !== textAt(total, 'DebitCredit')) tell('reject', 'abacus-letter', node, 'DebitCredit')
  if (textAt(node, 'EntryDate') !== textAt(total, 'EntryDate')) tell('reject', 'document-differs', node, 'EntryDate')
  if (grossCents === 0) tell('reject', 'amount', node, 'KeyAmount')
  const isForeign = textAt(node, 'AmountData', 'Currency') !== textAt(total, 'KeyCurrency')
  const amount = centsAt(node, 'AmountData', 'Amount')
  if (!isForeign && amount !== keyAmount && amount !== keyAmount - taxCents) {
    tell('reject', 'abacus-amount-differs', node, 'AmountData/Amount')
  }
  if (taxData) checkTax(taxData, { grossCents, taxCents, more, isForeign, date: textAt(node, 'EntryDate') }, tell)
  return { node, grossCents }
}

interface Tax {
  readonly grossCents: number
  readonly taxCents: number
  readonly more: number
  readonly isForeign: boolean
  readonly date: IsoDate
}

function checkTax(node: Node, { grossCents, taxCents, more, isForeign, date }: Tax, tell: Tell): void {
  if (!isForeign && centsAt(node, 'AmountData', 'Amount') !== 0) {
    tell('reject', 'abacus-tax-amount', node, 'TaxData/AmountData/Amount')
  }
  const rate = Number(textAt(node, 'TaxRate'))
  const known = rates.find(({ from }) => date >= from)?.rates ?? []
  const country = textAt(node, 'Country')
  if ((country === '' || country === 'CH') && !known.includes(rate)) {
    tell('warn', 'tax-rate-unknown', node, 'TaxData/TaxRate')
  }
  // Tax 0.00 at a rate: the receiver owes it.
  const expected = (grossCents * rate) / (100 + rate)
  if (taxCents !== 0 && Math.abs(expected - taxCents) > 1 + more) tell('reject', 'tax-sum', node, 'TaxData/KeyAmount')
}

function centsAt(node: Node, ...path: readonly string[]): number {
  return amountOf(textAt(node, ...path), { decimal: '.' }) ?? 0
}

/** The account, or the person whose number follows in Text2. */
function accountOf(node: Node, collectives: CollectiveAccounts): AccountNo {
  const account = textAt(node, 'Account')
  const [, person] = collectives.has(account) ? (/^Konto (\d+)(?:;|$)/.exec(textAt(node, 'Text2')) ?? []) : []
  return person ?? account
}

/** The number, or the long one in Text2 of which it is the end. */
function documentNoOf(total: Node): string {
  const short = textAt(total, 'DocumentNumber')
  const [, full] = /(?:^|; )Beleg (.+)$/.exec(textAt(total, 'Text2')) ?? []
  return full !== undefined && short !== '' && full.replace(/[^\p{L}\p{N}]/gu, '').endsWith(short) ? full : short
}
