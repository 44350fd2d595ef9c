import type { AccountNo } from '../../core/ledger/ledger'
import { cents } from '../../core/money/cents'
import type { ReadPosting } from '../../core/run/file-check'
import type { SeenTexts } from '../files/seen-texts'
import { amountOf, isoDay } from '../files/values'
import { childrenOf, type Node, textAt } from './nodes'
import type { Tell } from './structure'

export interface DebiRules {
  readonly invoiceCode: string
  readonly creditCode: string
  /** Abacus gives the numbers; the file has none. */
  readonly assignsNumbers: boolean
}

/**
 * Postings of an invoice or credit note whose structure is right: the customer against the account of each line.
 * @param numbers those so far: Abacus takes each once
 */
export function readDocument(
  node: Node,
  { invoiceCode, creditCode, assignsNumbers }: DebiRules,
  numbers: SeenTexts,
  tell: Tell,
): readonly ReadPosting[] {
  const documentDate = isoDay(textAt(node, 'AccountReceivableDate'))
  const code = textAt(node, 'DocumentCode')
  if (code !== invoiceCode && code !== creditCode) tell('reject', 'value-unknown', node, 'DocumentCode')
  const number = textAt(node, 'Number')
  if (number === '' && !assignsNumbers) tell('reject', 'required', node, 'Document/Number')
  if (number !== '' && numbers.take(number)) tell('reject', 'number-twice', node, 'Number')
  if (amountAt(node, 'Amount') !== amountAt(node, 'KeyAmount')) {
    tell('reject', 'abacus-amount-differs', node, 'Amount')
  }
  const items = childrenOf(node, 'LineItem')
  const sum = items.reduce((total, item) => total + amountAt(item, 'KeyAmount'), 0)
  const difference = amountAt(node, 'KeyAmount') - sum
  if (difference !== 0) tell('reject', 'unbalanced', node, 'KeyAmount', (difference / 100).toFixed(2))
  for (const [index, item] of items.entries()) checkItem(item, index + 1, node, tell)
  if (documentDate === null) return []
  const debtor = textAt(node, 'CustomerNumber')
  const documentNo = textAt(node, 'Reference') || number
  return items.flatMap((item) => {
    const amount = amountAt(item, 'KeyAmount')
    if (amount === 0) return []
    const account = textAt(item, 'CreditAccount')
    const isOwed = (code === creditCode) === amount < 0
    const [debit, credit]: readonly AccountNo[] = isOwed ? [debtor, account] : [account, debtor]
    if (debit === undefined || credit === undefined) return []
    return {
      ...{ mandant: null, documentNo, documentDate, debit, credit },
      grossCents: cents(Math.abs(amount)),
      currency: textAt(node, 'Currency') || null,
      taxCode: textAt(item, 'TaxCode') || null,
      text: textAt(item, 'Text') || null,
    }
  })
}

function checkItem(item: Node, no: number, { children }: Node, tell: Tell): void {
  if (textAt(item, 'Number') !== `${no}`) tell('reject', 'abacus-line-number', item, 'LineItem/Number')
  const amount = amountAt(item, 'KeyAmount')
  if (amount === 0) tell('reject', 'amount', item, 'LineItem/KeyAmount')
  if (amountAt(item, 'Amount') !== amount) tell('reject', 'abacus-amount-differs', item, 'LineItem/Amount')
  const isComputed = children.some(({ name, text }) => name === 'TaxRecalculation' && text === 'true')
  if (isComputed && textAt(item, 'TaxAmount') !== '') tell('reject', 'abacus-tax-computed', item, 'LineItem/TaxAmount')
  const hasTax = ['TaxMethod', 'TaxIncluded'].some((name) => textAt(item, name) !== '')
  if (hasTax && textAt(item, 'TaxCode') === '') tell('reject', 'required', item, 'LineItem/TaxCode')
}

function amountAt(node: Node, name: string): number {
  return amountOf(textAt(node, name), { decimal: '.' }) ?? 0
}
