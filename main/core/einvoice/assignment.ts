import type { AccountBook } from '../formats/booking/accounts'
import type { AccountNo, Branch, Mandant } from '../ledger/ledger'
import { controlCharacter } from '../ledger/master-data'
import { addCents, type Cents, cents, toDecimalComma, zeroCents } from '../money/cents'
import { isIsoDate } from '../schedule/local-time'
import type { BookingRule } from './booking-rules'
import { settledByTaxRule } from './findings'
import type { AssignmentFault, InvoiceAssignment } from './inbox'
import { bookOf, type InvoiceProposal } from './proposal'

/** What an assignment is checked against. */
export interface AssignmentBooks {
  readonly mandant: Mandant
  readonly branches: readonly Branch[]
  readonly creditors: readonly { readonly account: AccountNo }[]
  readonly automatic: ReadonlySet<AccountNo>
}

const fault = (
  path: string,
  code: AssignmentFault['code'],
  value: string | null,
  params: AssignmentFault['params'] = {},
): AssignmentFault => ({ path, code, value, params })

/** Everything that is wrong with what a person says about an invoice; empty: it may go into the books. */
export function checkAssignment(assignment: InvoiceAssignment, books: AssignmentBooks): readonly AssignmentFault[] {
  const { creditor, invoiceNo, branch, grossCents, positions } = assignment
  const accounts = bookOf(books.mandant, books.automatic)
  const isOurs = branch === null || books.branches.some((one) => one.branch === branch)
  return [
    ...creditorFaults(creditor, accounts, books),
    ...(invoiceNo.trim() === '' ? [fault('invoiceNo', 'input-missing', null)] : textFaults('invoiceNo', invoiceNo)),
    ...dateFaults(assignment),
    ...(isOurs ? [] : [fault('branch', 'assignment-branch', branch)]),
    ...amountFaults('grossCents', grossCents),
    ...(positions.length === 0 ? [fault('positions', 'input-missing', null)] : []),
    ...positions.flatMap((position, index) => {
      const at = (field: string) => `positions[${index}].${field}`
      return [
        ...accountFaults(position, accounts, at),
        ...amountFaults(at('grossCents'), position.grossCents),
        ...textFaults(at('costCentre'), position.costCentre),
        ...textFaults(at('text'), position.text),
      ]
    }),
    ...sumFaults(assignment),
  ]
}

function creditorFaults(
  creditor: AccountNo,
  accounts: AccountBook,
  { creditors }: Pick<AssignmentBooks, 'creditors'>,
  path = 'creditor',
): readonly AssignmentFault[] {
  if (creditor === '') return [fault(path, 'input-missing', null)]
  const isOne = creditors.some(({ account }) => account === creditor) || accounts.roleOf(creditor) === 'creditor'
  return isOne ? [] : [fault(path, 'assignment-creditor', creditor)]
}

function textFaults(path: string, text: string | null): readonly AssignmentFault[] {
  return text !== null && controlCharacter.test(text) ? [fault(path, 'input-control-character', text)] : []
}

function dateFaults({ invoiceDate, dueDate, serviceDate }: InvoiceAssignment): readonly AssignmentFault[] {
  const given = Object.entries({ dueDate, serviceDate }).filter((one): one is [string, string] => one[1] !== null)
  return [['invoiceDate', invoiceDate] as const, ...given].flatMap(([path, day]) => {
    if (day === '') return [fault(path, 'input-missing', null)]
    return isIsoDate(day) ? [] : [fault(path, 'input-date', day)]
  })
}

function amountFaults(path: string, amount: Cents): readonly AssignmentFault[] {
  return amount > 0 ? [] : [fault(path, 'assignment-amount', toDecimalComma(amount))]
}

function sumFaults({ grossCents, positions }: InvoiceAssignment): readonly AssignmentFault[] {
  const sum = positions.reduce((total, position) => addCents(total, position.grossCents), zeroCents)
  if (positions.length === 0 || sum === grossCents) return []
  const [stated, left] = [toDecimalComma(grossCents), toDecimalComma(cents(grossCents - sum))]
  return [fault('positions', 'assignment-sum', toDecimalComma(sum), { gross: stated, left })]
}

/**
 * Rules that would have made this assignment, for its creditor, by rate. What cannot be said as a rule is left out: two
 * accounts for one rate, or no tax key where the invoice's case has one.
 */
export function rulesOf(
  assignment: InvoiceAssignment,
  proposal: InvoiceProposal,
  isAutomatic: (account: AccountNo) => boolean,
): readonly BookingRule[] {
  const { mandant, creditor, positions } = assignment
  const isAsked = proposal.toConfirm.some(({ code }) => settledByTaxRule.has(code))
  const byRate = Map.groupBy(positions, ({ taxRate }) => taxRate)
  return [...byRate].flatMap(([taxRate, [first, ...others]]): BookingRule[] => {
    const isOne = first && others.every((one) => one.account === first.account && one.taxKey === first.taxKey)
    // Without a rate it would hold for all rates: only where there is no other.
    if (!isOne || (taxRate === null && byRate.size > 1)) return []
    const keys = new Set(proposal.positions.filter((one) => one.taxRate === taxRate).map((one) => one.suggestedTaxKey))
    if (keys.size > 1) return []
    const [suggested = null] = keys
    if (first.taxKey === null && suggested !== null && !isAutomatic(first.account)) return []
    const taxKey = first.taxKey === suggested && !isAsked ? null : first.taxKey
    return [{ mandant, creditor, taxRate, account: first.account, taxKey, costCentre: first.costCentre }]
  })
}

/** Everything that is wrong with the rules of a Mandant. */
export function checkRules(
  rules: readonly BookingRule[],
  books: Pick<AssignmentBooks, 'mandant' | 'creditors' | 'automatic'>,
): readonly AssignmentFault[] {
  const accounts = bookOf(books.mandant, books.automatic)
  const keys = rules.map(({ creditor, taxRate }) => JSON.stringify([creditor, taxRate]))
  return rules.flatMap((rule, index) => {
    const at = (field: string) => `rules[${index}].${field}`
    const { creditor } = rule
    return [
      ...(creditor === null ? [] : creditorFaults(creditor, accounts, books, at('creditor'))),
      ...accountFaults(rule, accounts, at),
      ...(keys.indexOf(keys[index] ?? '') < index ? [fault(at('taxRate'), 'rule-twice', null)] : []),
    ]
  })
}

function accountFaults(
  { account, taxKey }: Pick<BookingRule, 'account' | 'taxKey'>,
  accounts: AccountBook,
  at: (field: string) => string,
): readonly AssignmentFault[] {
  const facts = accounts.facts(account)
  const isLedger = typeof facts !== 'string' && facts.role === 'ledger'
  const code = account === '' ? 'input-missing' : 'assignment-account'
  return [
    ...(isLedger ? [] : [fault(at('account'), code, account === '' ? null : account)]),
    ...(taxKey === null || /^\d{1,4}$/.test(taxKey) ? [] : [fault(at('taxKey'), 'input-tax-key', taxKey)]),
    ...(taxKey !== null && isLedger && facts.automatic
      ? [fault(at('taxKey'), 'assignment-automatic', taxKey, { account })]
      : []),
  ]
}
