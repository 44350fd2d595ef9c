import { join } from 'node:path'
import { expect, it } from 'vitest'
import { commonLedgers } from '../../../../test/formats/common-ledger'
import { expectGolden } from '../../../../test/formats/golden'
import { booksOf, type WriteOptions, writeWith } from '../../../../test/formats/write-with'
import type { TaxKeyRule } from '../format'

const folder = join(import.meta.dirname, 'golden')

const row = (changes: Pick<TaxKeyRule, 'direction' | 'taxRate' | 'key'> & Partial<TaxKeyRule>): TaxKeyRule => ({
  ...{ format: 'rzl', sourceKey: null, validFrom: null, validTo: null },
  ...changes,
})
const taxKeys = [
  row({ direction: 'output', taxRate: 0, key: '01/2' }),
  row({ direction: 'input', taxRate: 2000, sourceKey: '94', key: '20/5' }),
  row({ direction: 'input', taxRate: 2000, sourceKey: '19', key: '20/3' }),
]
const books: WriteOptions = { ...booksOf(commonLedgers.AT), taxKeys }

it('writes the common ledger as checked by hand', () => {
  const written = writeWith('rzl', { ...books, settings: { attachments: true, rzlCreditorKind: '7' } })
  expectGolden(folder, 'usual', written)
  expect(written.faults.map(({ level, code, field }) => `${level} ${code} ${field}`)).toEqual([
    'warning format-text-cut Buchungstext',
    'warning format-text-replaced Name',
    'warning format-personal-account-no-name Konto',
    'warning format-personal-account-no-name Konto',
    'warning format-field-left-out Leistungsdatum',
    'warning format-document-numbers-shortened Belegnummer',
    'warning format-document-numbers-shortened OP-Nummer',
    'warning format-field-left-out Belegpfad',
  ])
})

it('writes headings where they are wanted', () => {
  const { files } = writeWith('rzl', { ...books, documents: [], settings: { heading: true, rzlCreditorKind: '7' } })
  expectGolden(folder, 'headings', { files: files.filter(({ kind }) => kind === 'incoming-invoices') })
})
