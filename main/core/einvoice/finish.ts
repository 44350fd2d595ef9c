import type { Cents } from '../money/cents'
import { checkSums } from './checks'
import { type Decimal, toCentsExact, toCentsRounded } from './decimal'
import { documentFacts } from './facts'
import { found } from './findings'
import type { EInvoice, InvoiceTotals } from './invoice'
import type { DraftInvoice, Look } from './look'

/** Checks a draft and turns its exact decimals into hundredths. */
export function finish(draft: DraftInvoice, look: Look): EInvoice {
  look.checkCurrencies(draft.currency)
  const exact = (field: string, value: Decimal | null): Cents | null => {
    if (value === null) return null
    const hundredths = toCentsExact(value)
    if (hundredths === null) look.findings.push(found('amount-decimals', field))
    return hundredths
  }
  const rounded = (value: Decimal | null) => (value === null ? null : toCentsRounded(value))
  const checked = [...checkSums(draft), ...documentFacts(draft)]
  const invoice = {
    ...draft,
    totals: totalsIn(draft.totals, exact),
    taxGroups: draft.taxGroups.map((group) => ({
      ...group,
      base: exact('BT-116', group.base),
      tax: exact('BT-117', group.tax),
    })),
    lines: draft.lines.map((line) => ({ ...line, net: rounded(line.net) })),
    allowances: draft.allowances.map((one) => ({ ...one, amount: rounded(one.amount) })),
    skonto: draft.skonto.map((term) => ({ ...term, base: rounded(term.base) })),
    thirdParty: draft.thirdParty.map((one) => ({ ...one, amount: toCentsRounded(one.amount) })),
  }
  return { ...invoice, findings: [...look.findings, ...checked] }
}

function totalsIn(
  totals: InvoiceTotals<Decimal>,
  exact: (field: string, value: Decimal | null) => Cents | null,
): InvoiceTotals {
  return {
    lines: exact('BT-106', totals.lines),
    allowances: exact('BT-107', totals.allowances),
    charges: exact('BT-108', totals.charges),
    net: exact('BT-109', totals.net),
    tax: exact('BT-110', totals.tax),
    taxInVatCurrency: exact('BT-111', totals.taxInVatCurrency),
    gross: exact('BT-112', totals.gross),
    prepaid: exact('BT-113', totals.prepaid),
    rounding: exact('BT-114', totals.rounding),
    payable: exact('BT-115', totals.payable),
  }
}
