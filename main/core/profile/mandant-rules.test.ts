import { describe, expect, it } from 'vitest'
import { formatsWithTaxCodes } from '../formats'
import type { TaxKeyRule } from '../formats/format'
import { checkMandantSettings } from './mandant-rules'

const row: TaxKeyRule = {
  ...{ format: null, direction: 'output', taxRate: 1900, sourceKey: null, key: '3' },
  ...{ validFrom: null, validTo: null },
}
const faults = (changes: Partial<TaxKeyRule>) =>
  checkMandantSettings({ taxKeys: [row, { ...row, ...changes }] }).map(({ path, code }) => `${path} ${code}`)

describe('a row of the tax keys', () => {
  it('names DATEV or a format with codes of its own', () => {
    expect(formatsWithTaxCodes).toEqual(['csv', 'xlsx', 'bmd-ntcs', 'rzl', 'lexware', 'abacus', 'banana', 'collmex'])
    for (const format of [null, ...formatsWithTaxCodes]) expect(faults({ format })).toEqual([])
    expect(faults({ format: 'datev-csv' })).toEqual(['taxKeys[1].format tax-key-format'])
    expect(faults({ format: 'unknown' })).toEqual(['taxKeys[1].format tax-key-format'])
  })

  it.each([
    [null, '401', true],
    [null, 'VSt19', true],
    [null, '', false],
    [null, 'B81-1', false],
    [null, '12345678901', false],
    ['banana', 'B81-1', true],
    ['rzl', '20/5', true],
    ['csv', 'a b', false],
    ['csv', 'ü', false],
    ['csv', '', false],
    ['csv', 'x'.repeat(20), true],
    ['csv', 'x'.repeat(21), false],
  ])('of %s holds %j: %s', (format, key, isRight) => {
    expect(faults({ format, key })).toEqual(isRight ? [] : ['taxKeys[1].key input-tax-key'])
  })
})
