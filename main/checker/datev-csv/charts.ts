import facts from './facts/skr-2026.json' with { type: 'json' }

/** From account, to account, what it does, at which percent. */
type Span = readonly (string | number | null)[]
interface Chart {
  readonly automatic: readonly Span[]
  readonly additional: readonly Span[]
}
const charts: ReadonlyMap<string, Chart> = new Map([
  ['03', facts.SKR03],
  ['04', facts.SKR04],
])

export interface AccountFact {
  /** AM or AV: the account computes its tax itself. */
  readonly isAutomatic: boolean
  /** KU no tax, V input tax only, M output tax only. */
  readonly tax: string | null
}

const known = new Map<string, AccountFact | null>()

/**
 * What the standard chart says about a ledger account; null where it says nothing. Longer accounts append zeros.
 * @param chart of the header: `03`, `04`
 */
export function accountFact(chart: string, account: string, accountLength: number): AccountFact | null {
  const key = `${chart} ${account} ${accountLength}`
  const found = known.get(key)
  if (found !== undefined) return found
  const fact = find(chart, account, accountLength)
  known.set(key, fact)
  return fact
}

function find(chartNo: string, account: string, accountLength: number): AccountFact | null {
  const chart = charts.get(chartNo)
  const full = account.padStart(accountLength, '0')
  if (!chart || full.length !== accountLength || !/^0*$/.test(full.slice(4))) return null
  const four = full.slice(0, 4)
  const covers = ([from, to]: Span) => String(from) <= four && four <= String(to)
  const automatic = chart.automatic.find(covers)
  const additional = chart.additional.find(covers)
  if (!automatic && !additional) return null
  const tax = additional?.[2]
  return { isAutomatic: automatic !== undefined, tax: typeof tax === 'string' ? tax : null }
}
