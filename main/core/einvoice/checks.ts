import { currencyDecimals } from './codes'
import {
  absolute,
  add,
  type Decimal,
  fromCents,
  parseDecimal,
  percentOf,
  round,
  spoken,
  subtract,
  sum,
  zero,
} from './decimal'
import { found } from './findings'
import type { EInvoiceFinding, TaxGroup } from './invoice'
import type { DraftInvoice } from './look'
import { isExtended } from './profiles'

/** What official validators let pass between base × rate and tax: less than one unit of the currency (CEN BR-CO-17). */
const oneUnit = parseDecimal('1') ?? zero
const sumOfKnown = (values: readonly (Decimal | null)[]) => sum(values.flatMap((value) => value ?? []))
const orZero = (value: Decimal | null) => value ?? zero

/** Categories whose tax is above zero; all others carry none. */
const taxed = new Set(['S', 'L', 'M', 'B'])

/** All sums of EN 16931, exact (`formats/einvoice.md` §3). What only a validator's tolerance excuses is a hint. */
export function checkSums(draft: DraftInvoice): readonly EInvoiceFinding[] {
  return [
    ...totalFindings(draft),
    ...draft.taxGroups.flatMap((group) => taxFindings(group, draft)),
    ...baseFindings(draft),
  ]
}

function totalFindings(draft: DraftInvoice): readonly EInvoiceFinding[] {
  const { totals, lines, allowances, taxGroups, thirdParty } = draft
  const slack = slackOf(draft)
  const exact = { slack: zero }
  const [discounts, charges] = [
    allowances.filter(({ isCharge }) => !isCharge),
    allowances.filter((one) => one.isCharge),
  ]
  const amounts = (list: readonly { readonly amount: Decimal | null }[]) => sumOfKnown(list.map(({ amount }) => amount))
  const net = add(orZero(totals.lines), orZero(totals.charges), negative(orZero(totals.allowances)))
  const hasLineNets = lines.length > 0 && lines.every((line) => line.net !== null)
  const payable = add(
    orZero(totals.gross),
    negative(orZero(totals.prepaid)),
    orZero(totals.rounding),
    sum(thirdParty.map(({ amount }) => amount)),
  )
  // MINIMUM states no prepaid amount, so nothing is known to compare with.
  const knowsPrepaid = totals.prepaid !== null || totals.lines !== null
  return [
    ...(hasLineNets ? differs('BT-106', sumOfKnown(lines.map((line) => line.net)), totals.lines, { slack }) : []),
    ...(lines.length > 0 ? differs('BT-107', amounts(discounts), orZero(totals.allowances), exact) : []),
    ...(lines.length > 0 ? differs('BT-108', amounts(charges), orZero(totals.charges), exact) : []),
    ...(totals.lines === null ? [] : differs('BT-109', net, totals.net, { slack })),
    ...(taxGroups.length > 0
      ? differs('BT-109', sumOfKnown(taxGroups.map(({ base }) => base)), totals.net, { slack })
      : []),
    ...(taxGroups.length > 0
      ? differs('BT-110', sumOfKnown(taxGroups.map(({ tax }) => tax)), orZero(totals.tax), exact)
      : []),
    ...(totals.net === null ? [] : differs('BT-112', add(totals.net, orZero(totals.tax)), totals.gross, { slack })),
    ...(totals.gross !== null && knowsPrepaid ? differs('BT-115', payable, totals.payable, exact) : []),
  ]
}

function negative(value: Decimal): Decimal {
  return subtract(zero, value)
}

/** Factur-X EXTENDED grants a hundredth per line, allowance and charge; nobody else does. */
function slackOf(draft: DraftInvoice): Decimal {
  return isExtended(draft.profile) ? fromCents(draft.lines.length + draft.allowances.length) : zero
}

function differs(
  field: string,
  expected: Decimal,
  actual: Decimal | null,
  { slack }: { readonly slack: Decimal },
): readonly EInvoiceFinding[] {
  if (actual === null || expected === actual) return []
  const isSlight = absolute(subtract(expected, actual)) <= slack
  return [
    found(isSlight ? 'sum-differs-slightly' : 'sum-differs', field, spoken(actual), { expected: spoken(expected) }),
  ]
}

/** Tax of one group: base × rate, half-up to the currency's own decimals. */
function taxFindings(
  { category, taxRate, base, tax }: TaxGroup<Decimal>,
  draft: DraftInvoice,
): readonly EInvoiceFinding[] {
  const [stated, rate] = [orZero(tax), taxRate ?? 0]
  if (!taxed.has(category) && (stated !== zero || rate !== 0)) {
    return [found('tax-without-rate', 'BT-117', spoken(stated), { category })]
  }
  const decimals = currencyDecimals(draft.currency)
  const expected = percentOf(orZero(base), rate, decimals)
  if (expected === round(stated, decimals)) return []
  const isSlight = absolute(subtract(expected, stated)) < oneUnit
  return [
    found(isSlight ? 'tax-differs-slightly' : 'tax-differs', 'BT-117', spoken(stated), { expected: spoken(expected) }),
  ]
}

const groupKey = (category: string | null, taxRate: number | null) => `${category ?? ''} ${taxRate ?? 0}`

/** Lines, less allowances, plus charges, must give the bases: per category and rate. */
function baseFindings(draft: DraftInvoice): readonly EInvoiceFinding[] {
  const { lines, allowances, taxGroups } = draft
  if (lines.length === 0 || taxGroups.length === 0) return []
  if ([...lines, ...allowances].some(({ category }) => category === null)) return []
  const expected = new Map<string, Decimal>()
  const put = (key: string, amount: Decimal) => expected.set(key, add(expected.get(key) ?? zero, amount))
  for (const { category, taxRate, net } of lines) put(groupKey(category, taxRate), orZero(net))
  for (const { category, taxRate, amount, isCharge } of allowances) {
    put(groupKey(category, taxRate), isCharge ? orZero(amount) : negative(orZero(amount)))
  }
  const stated = new Map<string, Decimal>()
  for (const { category, taxRate, base } of taxGroups) {
    const key = groupKey(category, taxRate)
    stated.set(key, add(stated.get(key) ?? zero, orZero(base)))
  }
  return [...new Set([...expected.keys(), ...stated.keys()])].flatMap((key) => {
    const [should, is] = [expected.get(key) ?? zero, stated.get(key) ?? zero]
    if (should === is) return []
    const isSlight = absolute(subtract(should, is)) < oneUnit
    const [category = '', rate = '0'] = key.split(' ')
    return [
      found(isSlight ? 'group-base-differs-slightly' : 'group-base-differs', 'BT-116', spoken(is), {
        expected: spoken(should),
        category,
        rate: Number(rate) / 100,
      }),
    ]
  })
}
