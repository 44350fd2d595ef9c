import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commonLedgers } from '../../../../test/formats/common-ledger'
import { expectGolden } from '../../../../test/formats/golden'
import { booksOf, writeWithFormat } from '../../../../test/formats/write-with'
import { xlsx } from '.'

const folder = join(import.meta.dirname, 'golden')

describe('golden files', () => {
  it('usual columns: the rows of the sheets are those that were checked by hand', () => {
    const settings = { attachments: true, documentNoMax: '39' }
    const written = writeWithFormat(xlsx, { ...booksOf(commonLedgers.DE), settings })
    expect(written.faults.filter(({ level }) => level === 'reject')).toEqual([])
    expect(written.files.filter(({ kind }) => kind === 'attachments')).toHaveLength(4)
    expectGolden(folder, 'usual', written)
  })

  it('Business Central', () => {
    const settings = { ...xlsx.presets[0]?.values, documentNoMax: '39' }
    const written = writeWithFormat(xlsx, { ...booksOf(commonLedgers.CH), settings })
    expect(written.faults.filter(({ level }) => level === 'reject')).toEqual([])
    expectGolden(folder, 'business-central', written)
  })
})
