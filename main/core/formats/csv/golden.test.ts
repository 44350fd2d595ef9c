import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commonLedgers } from '../../../../test/formats/common-ledger'
import { expectGolden } from '../../../../test/formats/golden'
import { booksOf, type WriteOptions, type Written, writeWithFormat } from '../../../../test/formats/write-with'
import type { TaxKeyRule } from '../format'
import { csv } from '.'

const folder = join(import.meta.dirname, 'golden')
const { DE, AT, CH } = commonLedgers

function preset(id: string): NonNullable<WriteOptions['settings']> {
  const found = csv.presets.find((one) => one.id === id)
  if (!found) throw new Error(id)
  return { ...found.values, documentNoMax: '39' }
}

const code = (direction: TaxKeyRule['direction'], taxRate: number, sourceKey: string | null, key: string) => ({
  ...{ format: 'csv', direction, taxRate, sourceKey, key, validFrom: null, validTo: null },
})
const swissCodes = [
  ...[code('output', 810, null, 'USN81'), code('output', 260, null, 'USN26'), code('output', 380, null, 'USN38')],
  ...[code('output', 0, null, 'USX'), code('input', 810, null, 'VSN81'), code('input', 260, null, 'VSN26')],
  ...[code('input', 810, '94', 'BZS81'), code('input', 810, '19', 'BZS81E')],
]

const codes = ({ faults }: Written) => [...new Set(faults.map(({ level, code: what }) => `${level} ${what}`))].sort()
const fewNames = 'warning format-personal-account-no-name'

describe('golden files', () => {
  it('usual columns, three houses at once, with pictures', () => {
    const written = writeWithFormat(csv, {
      ...booksOf(DE, AT, CH),
      settings: { attachments: true, documentNoMax: '39' },
    })
    expect(codes(written)).toEqual([fewNames, 'warning format-text-cut'])
    expectGolden(folder, 'usual', written)
  })

  it('Sage 100', () => {
    const written = writeWithFormat(csv, { ...booksOf(DE), settings: preset('sage100') })
    expect(codes(written)).toEqual([
      fewNames,
      ...['warning format-table-tax-case-lost', 'warning format-table-text-replaced', 'warning format-text-cut'],
    ])
    expectGolden(folder, 'sage100', written)
  })

  it('Simba', () => {
    const written = writeWithFormat(csv, { ...booksOf(DE), settings: preset('simba') })
    expect(written.faults.filter(({ level }) => level === 'reject')).toEqual([])
    expectGolden(folder, 'simba', written)
  })

  it('Business Central', () => {
    const written = writeWithFormat(csv, { ...booksOf(AT), settings: preset('business-central') })
    expect(written.faults.filter(({ level }) => level === 'reject')).toEqual([])
    expectGolden(folder, 'business-central', written)
  })

  it('Infoniqa 50', () => {
    const written = writeWithFormat(csv, { ...booksOf(CH), settings: preset('infoniqa50'), taxKeys: swissCodes })
    expect(written.faults.filter(({ level }) => level === 'reject')).toEqual([])
    expectGolden(folder, 'infoniqa50', written)
  })
})
