import { expect, it } from 'vitest'
import { commonLedgers } from '../../../../test/formats/common-ledger'
import { booksOf, writeWith } from '../../../../test/formats/write-with'

const write = (datevDocuments: boolean) =>
  writeWith('datev-csv', { ...booksOf(commonLedgers.DE), settings: { datevDocuments } })
const textOf = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('latin1')

it('sends each picture once, and every row of its document points to it', () => {
  const { files, faults } = write(true)
  expect(faults.filter(({ level }) => level === 'reject')).toEqual([])
  const pictures = files.filter(({ kind }) => kind === 'attachments')
  expect(pictures.map(({ name }) => name)).toEqual(['Belegbilder_DE1_20261124-183005-k3x9.zip'])
  const xml = textOf(pictures[0]?.entries?.find(({ name }) => name === 'document.xml')?.bytes)
  const guids = [...xml.matchAll(/guid="([^"]+)"/g)].map(([, guid]) => guid)
  const rows = files
    .filter(({ kind }) => kind !== 'attachments')
    .map(({ bytes }) => textOf(bytes))
    .join('')
  const linked = [...rows.matchAll(/"BEDI ""([0-9A-F-]{36})"""/g)].map(([, guid]) => guid)
  const withPicture = [...commonLedgers.DE.documents, ...commonLedgers.DE.invoices].filter(
    ({ attachment }) => attachment !== null,
  )
  expect(guids).toHaveLength(withPicture.length)
  expect(new Set(linked)).toEqual(new Set(guids))
  const lines = withPicture.map((one) => ('postings' in one ? one.postings.length : one.positions.length))
  expect(linked).toHaveLength(lines.reduce((sum, count) => sum + count, 0))
})

it('keeps them at home unless the profile wants them', () => {
  const { files } = write(false)
  expect(files.some(({ kind }) => kind === 'attachments')).toBe(false)
  expect(files.map(({ bytes }) => textOf(bytes)).join('')).not.toContain('BEDI')
})

it('rejects a document whose picture is gone', () => {
  const settings = { datevDocuments: true }
  const { faults } = writeWith('datev-csv', { ...booksOf(commonLedgers.DE), attachments: new Map(), settings })
  expect(new Set(faults.filter(({ level }) => level === 'reject').map(({ code }) => code))).toEqual(
    new Set(['format-attachment-missing']),
  )
})
