import { type Cents, cents } from '../money/cents'
import type { FindingCode } from './findings'
import type { BookingShare, EInvoice, TaxGroup } from './invoice'

/** With one of these nobody knows how much belongs where. */
const blocking: ReadonlySet<string> = new Set<FindingCode>([
  'sum-differs',
  'tax-differs',
  'tax-without-rate',
  'tax-total-twice',
  'group-base-differs',
  'amount-unreadable',
  'amount-decimals',
  'rate-unreadable',
  'element-twice',
  'currency-mixed',
  'gross-missing',
  'breakdown-missing',
])

interface Open {
  readonly group: TaxGroup
  readonly taxKey: string | null
  net: number
  tax: number
}

/**
 * One share per category and rate, in the order of the breakdown. They add up to BT-112; what a tolerance left over goes to
 * the largest. None when a sum is wrong.
 * @param taxKeys one per group of the invoice
 */
export function sharesOf(invoice: EInvoice, taxKeys: readonly (string | null)[]): readonly BookingShare[] {
  const { gross } = invoice.totals
  if (gross === null || invoice.findings.some(({ code }) => blocking.has(code))) return []
  const open = merged(invoice, taxKeys)
  const costs = costsOf(invoice)
  const largest = open.toSorted((a, b) => Math.abs(b.net + b.tax) - Math.abs(a.net + a.tax))[0]
  if (largest) largest.net += gross - open.reduce((sum, { net, tax }) => sum + net + tax, 0)
  return open.map(({ group, taxKey, net, tax }) => ({
    category: group.category,
    taxRate: group.taxRate,
    grossCents: signed(net + tax, invoice),
    netCents: signed(net, invoice),
    taxCents: signed(tax, invoice),
    suggestedTaxKey: taxKey,
    accountingCost: costOf(costs.get(keyOf(group)), invoice),
  }))
}

/** Adding zero turns −0 into 0. */
function signed(amount: number, { sign }: EInvoice): Cents {
  return cents(amount * sign + 0)
}

const keyOf = ({ category, taxRate }: { readonly category: string | null; readonly taxRate: number | null }) =>
  `${category ?? ''} ${taxRate ?? 0}`

/** Two groups of one category and rate (other reasons) are one share; their keys agree or there is none. */
function merged({ taxGroups }: EInvoice, taxKeys: readonly (string | null)[]): readonly Open[] {
  const open = new Map<string, Open>()
  for (const [index, group] of taxGroups.entries()) {
    const [taxKey, known] = [taxKeys[index] ?? null, open.get(keyOf(group))]
    open.set(keyOf(group), {
      group: known?.group ?? group,
      taxKey: known && known.taxKey !== taxKey ? null : taxKey,
      net: (known?.net ?? 0) + (group.base ?? 0),
      tax: (known?.tax ?? 0) + (group.tax ?? 0),
    })
  }
  return [...open.values()]
}

/** The account hints of the lines, by category and rate. */
function costsOf({ lines }: EInvoice): ReadonlyMap<string, ReadonlySet<string | null>> {
  const costs = new Map<string, Set<string | null>>()
  for (const line of lines) {
    const known = costs.get(keyOf(line))
    if (known) known.add(line.accountingCost)
    else costs.set(keyOf(line), new Set([line.accountingCost]))
  }
  return costs
}

/** The account hint of the lines when they agree, else that of the whole invoice. */
function costOf(ofLines: ReadonlySet<string | null> = new Set(), { accountingCost }: EInvoice): string | null {
  const [only] = ofLines
  return (ofLines.size === 1 ? only : null) ?? (ofLines.size <= 1 ? accountingCost : null)
}
