import { describe, expect, it } from 'vitest'
import { SamePostings } from '../../main/checker/same-postings'
import { cents } from '../../main/core/money/cents'
import type { CheckFile, ReadPosting } from '../../main/core/run/file-check'

const file = (name: string): CheckFile => ({ path: name, name, kind: 'postings', mandant: 'M1' })
const posting = (documentNo: string, grossCents = 100): ReadPosting => ({
  ...{ mandant: 'M1', documentNo, documentDate: '2026-10-05', debit: '10000', credit: '8400' },
  ...{ grossCents: cents(grossCents), currency: 'EUR', taxCode: null, text: null },
})

describe('postings in two files', () => {
  it('are found among many, and nothing else is', () => {
    const same = new SamePostings()
    const [a, b, c] = [file('a'), file('b'), file('c')]
    for (let no = 0; no < 20_000; no++) same.add(a, posting(`RE-${no}`))
    for (let no = 20_000; no < 40_000; no++) same.add(b, posting(`RE-${no}`))
    expect(same.pairs()).toEqual([])
    for (const no of [7, 19_999]) same.add(c, posting(`RE-${no}`))
    same.add(c, posting('RE-30000'))
    same.add(c, posting('RE-30000', 101))
    expect(same.pairs()).toEqual([
      { file: c, other: 'a', count: 2 },
      { file: c, other: 'b', count: 1 },
    ])
  })

  it('may be alike within one file', () => {
    const same = new SamePostings()
    const one = file('a')
    for (let no = 0; no < 3; no++) same.add(one, posting('RE-1'))
    expect(same.pairs()).toEqual([])
  })
})
