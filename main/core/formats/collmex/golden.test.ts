import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commonLedgers } from '../../../../test/formats/common-ledger'
import { expectGolden } from '../../../../test/formats/golden'
import { booksOf, writeWithFormat } from '../../../../test/formats/write-with'
import type { TaxKeyRule } from '../format'
import { collmex } from '.'

const folder = join(import.meta.dirname, 'golden')
const code = (direction: TaxKeyRule['direction'], sourceKey: string, key: string) => ({
  ...{ format: 'collmex', direction, taxRate: 1900, sourceKey, key, validFrom: null, validTo: null },
})

describe('golden files', () => {
  it('DE: the bytes are those that were checked by hand', () => {
    const taxKeys = [code('input', '94', '2'), code('input', '19', '2')]
    const written = writeWithFormat(collmex, { ...booksOf(commonLedgers.DE), taxKeys })
    expect(written.faults.map(({ level, code: what, subject }) => [level, what, subject])).toEqual([
      ['reject', 'format-collmex-payment', 'RE-1002'],
      ['reject', 'format-collmex-payment', 'GU-12'],
      ['reject', 'format-collmex-no-record', 'KA-31'],
      ['warning', 'format-text-replaced', '10002'],
      ['warning', 'format-personal-account-no-name', '10003'],
      ['warning', 'format-personal-account-no-name', '70003'],
      ['warning', 'format-field-left-out', 'RE-1001'],
      ['warning', 'format-document-numbers-shortened', 'RE-2026-0000000000000000000000000001006'],
    ])
    expectGolden(folder, 'de', written)
  })
})
