import { describe, expect, it } from 'vitest'
import { Findings } from '../../main/checker/findings'
import { findingsMax } from '../../main/core/run/file-check'

describe('findings', () => {
  it('of one kind do not drown the others, and are all counted', () => {
    const findings = new Findings()
    const tell = findings.of({ name: 'a.csv' })
    for (let line = 1; line <= 5000; line++) tell.warn('headings', { line, field: 'Konto' })
    for (let line = 1; line <= 30; line++) tell.reject('amount', { line, field: 'Umsatz' })
    tell.reject('amount', { line: 7, field: 'Skonto', value: 'x'.repeat(1000) })
    findings.of({ name: 'b.csv' }).reject('amount', { field: 'Umsatz' })
    const report = findings.report()
    expect(report).toMatchObject({ findingsTotal: 5032, rejects: 32 })
    expect(report.findings.map(({ level }) => level)).toEqual([
      ...Array(22).fill('reject'),
      ...Array(20).fill('warning'),
    ])
    expect(report.findings[20]).toEqual({
      ...{ level: 'reject', code: 'amount', file: 'a.csv', line: 7, document: null, field: 'Skonto' },
      value: `${'x'.repeat(200)}…`,
    })
    expect(report.findings[21]).toMatchObject({ file: 'b.csv', line: null })
  })

  it('of many kinds end somewhere, with what would be refused first', () => {
    const findings = new Findings()
    const tell = findings.of({ name: 'a.csv' })
    for (let no = 0; no < 3000; no++) tell.warn(`w-${no}`)
    for (let no = 0; no < 900; no++) tell.reject(`r-${no}`)
    const { findings: kept, findingsTotal } = findings.report()
    expect([kept.length, findingsTotal]).toEqual([findingsMax, 3900])
    expect(kept.filter(({ level }) => level === 'reject')).toHaveLength(900)
  })
})
