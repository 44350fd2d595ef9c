import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One column as the format describes it. */
export interface ColumnFact {
  readonly no: number
  readonly name: string
  readonly type: string
  readonly maxLength: number | null
  readonly decimals: number
  /** `bookings`: only in the header of a batch of bookings. */
  readonly required: boolean | 'bookings'
  readonly quoted: boolean
  readonly pattern: string
}

function load<T>(name: string): T {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'facts', name), 'utf8')) as T // safe: our own files beside this one
}

export const headerFacts = load<readonly ColumnFact[]>('header.json')
export const postingFacts = load<readonly ColumnFact[]>('buchungsstapel-13.json')
export const accountFacts = load<readonly ColumnFact[]>('debitoren-kreditoren-5.json')

type Span = readonly [from: string, to: string, fn: string, rate?: number | null]
const charts =
  load<
    Readonly<Record<'SKR03' | 'SKR04', { readonly automatic: readonly Span[]; readonly additional: readonly Span[] }>>
  >('skr-2026.json')

export interface ChartFact {
  readonly automatic: string | null
  readonly ratePercent: number | null
  /** KU no tax, V input tax only, M output tax only. */
  readonly tax: string | null
}

/** What the standard chart says about a ledger account; null where it says nothing. Longer accounts append zeros. */
export function chartFact(headerChart: string, account: string, accountLength: number): ChartFact | null {
  const chart = headerChart === '03' ? charts.SKR03 : headerChart === '04' ? charts.SKR04 : null
  const full = account.padStart(accountLength, '0')
  if (!chart || full.length !== accountLength || !/^0*$/.test(full.slice(4))) return null
  const four = full.slice(0, 4)
  const covers = (span: Span) => span[0] <= four && four <= span[1]
  const automatic = chart.automatic.find(covers)
  const additional = chart.additional.find(covers)
  if (!automatic && !additional) return null
  return { automatic: automatic?.[2] ?? null, ratePercent: automatic?.[3] ?? null, tax: additional?.[2] ?? null }
}

const patterns = new Map<string, RegExp>()

/** True when the value has the form that the column describes. */
export function hasForm(fact: ColumnFact, value: string): boolean {
  const pattern = patterns.get(fact.pattern) ?? new RegExp(fact.pattern, 'u')
  patterns.set(fact.pattern, pattern)
  return pattern.test(value)
}
