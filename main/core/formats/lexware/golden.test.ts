import { join } from 'node:path'
import { expect, it } from 'vitest'
import { commonLedgers } from '../../../../test/formats/common-ledger'
import { expectGolden } from '../../../../test/formats/golden'
import { booksOf, type WriteOptions, writeWith } from '../../../../test/formats/write-with'
import type { TaxKeyRule } from '../format'

const folder = join(import.meta.dirname, 'golden')

/** What an advisor says beyond the usual keys: Lexware has none for reverse charge that the facts would name. */
const taxKeys: readonly TaxKeyRule[] = [
  {
    ...{ format: 'lexware', direction: 'input', taxRate: 1900, sourceKey: '94', key: '94' },
    ...{ validFrom: null, validTo: null },
  },
]
const books: WriteOptions = { ...booksOf(commonLedgers.DE), taxKeys }

it('writes the common ledger as checked by hand', () => {
  const written = writeWith('lexware', books)
  expectGolden(folder, 'split', written)
  expect(written.faults.map(({ level, code, field }) => `${level} ${code} ${field}`)).toEqual([
    'warning format-text-cut Buchungstext',
    'warning format-text-replaced Kontobezeichnung',
    'warning format-text-replaced Name',
    'warning format-personal-account-no-name Konto',
    'warning format-personal-account-no-name Konto',
    'warning format-field-left-out Leistungsdatum',
    'warning format-field-left-out Fälligkeit',
    'warning format-document-numbers-shortened Belegnummer',
  ])
})

it('writes every posting by itself where splits are not wanted', () => {
  const { files } = writeWith('lexware', { ...books, settings: { lexwareSplit: 'single' } })
  expectGolden(folder, 'single', { files: files.filter(({ kind }) => kind === 'postings') })
})
