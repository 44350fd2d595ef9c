import type { Decimal } from './decimal'
import { parseDecimal } from './decimal'
import type { SkontoTerm } from './invoice'

const skontoLine = /^#SKONTO#TAGE=(\d{1,4})#PROZENT=(\d{1,3})\.(\d{2})(?:#BASISBETRAG=(-?\d+\.\d{2}))?#$/

/** Payment terms (BT-20): XRechnung writes Skonto as lines of their own, the rest is prose. */
export function readTerms(notes: readonly string[]): {
  readonly paymentTerms: string | null
  readonly skonto: readonly SkontoTerm<Decimal>[]
} {
  const lines = notes.flatMap((note) => note.split(/\r?\n/)).map((line) => line.trim())
  const skonto = lines.flatMap((line): SkontoTerm<Decimal>[] => {
    const match = skontoLine.exec(line)
    if (!match) return []
    const [, days = '', whole = '', hundredths = '', base] = match
    return [
      {
        days: Number(days),
        lastDate: null,
        percent: Number(whole) * 100 + Number(hundredths),
        base: base === undefined ? null : parseDecimal(base),
      },
    ]
  })
  const prose = lines.filter((line) => line !== '' && !/^#(SKONTO|VERZUG)#.*#$/.test(line)).join('\n')
  return { paymentTerms: prose === '' ? null : prose, skonto }
}
