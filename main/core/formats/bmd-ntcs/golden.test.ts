import { join } from 'node:path'
import { expect, it } from 'vitest'
import { commonLedgers } from '../../../../test/formats/common-ledger'
import { expectGolden } from '../../../../test/formats/golden'
import { booksOf, type WriteOptions, writeWith } from '../../../../test/formats/write-with'
import type { TaxKeyRule } from '../format'
import { bmdPresets } from './settings'

const folder = join(import.meta.dirname, 'golden')

const row = (changes: Pick<TaxKeyRule, 'direction' | 'taxRate' | 'key'> & Partial<TaxKeyRule>): TaxKeyRule => ({
  ...{ format: 'bmd-ntcs', sourceKey: null, validFrom: null, validTo: null },
  ...changes,
})
/** What an advisor says beyond the usual codes. */
const taxKeys = [
  row({ direction: 'output', taxRate: 0, key: '05' }),
  row({ direction: 'input', taxRate: 2000, sourceKey: '94', key: '19' }),
  row({ direction: 'input', taxRate: 2000, sourceKey: '19', key: '09' }),
]
const books: WriteOptions = { ...booksOf(commonLedgers.AT), taxKeys }

it('writes the common ledger as checked by hand', () => {
  const written = writeWith('bmd-ntcs', { ...books, settings: { attachments: true } })
  expectGolden(folder, 'usual', written)
  expect(written.faults.map(({ level, code, field }) => `${level} ${code} ${field}`)).toEqual([
    'warning format-text-replaced Name',
    'warning format-personal-account-no-name Konto',
    'warning format-personal-account-no-name Konto',
    'warning format-field-left-out Leistungsdatum',
    'warning format-document-numbers-shortened belegnr',
  ])
  const pictures = written.files.filter(({ kind }) => kind === 'attachments')
  expect(pictures.map(({ bytes }) => bytes.length)).toEqual([30, 9, 34, 32])
})

it('writes it with the headings of version 5.5, whole numbers and a path', () => {
  const preset = bmdPresets[0]?.values ?? {}
  const settings = { ...preset, bmdDocumentNo: 'full', attachments: true, documentPath: 'Dokumente\\' }
  expectGolden(folder, 'headings-5-5', writeWith('bmd-ntcs', { ...books, settings }))
})
