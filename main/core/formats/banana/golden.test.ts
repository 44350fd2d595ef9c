import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commonLedgers } from '../../../../test/formats/common-ledger'
import { expectGolden } from '../../../../test/formats/golden'
import { booksOf, writeWithFormat } from '../../../../test/formats/write-with'
import type { TaxKeyRule } from '../format'
import { banana } from '.'

const folder = join(import.meta.dirname, 'golden')
const code = (direction: TaxKeyRule['direction'], taxRate: number, sourceKey: string | null, key: string) => ({
  ...{ format: 'banana', direction, taxRate, sourceKey, key, validFrom: null, validTo: null },
})
const own = [code('output', 0, null, 'V0'), code('input', 810, '94', 'B81'), code('input', 810, '19', 'B81-1')]

describe('golden files', () => {
  it('CH: the bytes are those that were checked by hand', () => {
    const written = writeWithFormat(banana, { ...booksOf(commonLedgers.CH), taxKeys: own })
    expect(written.faults).toEqual([])
    expectGolden(folder, 'ch', written)
  })
})
