import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { assert } from '../../../core/assert'
import { type ExchangeFile as CsvFile, toCsv } from '../../../core/demo/csv'
import type { IncomingBooks, NewIncoming } from '../../../core/ledger/incoming-books'
import { toDecimalComma } from '../../../core/money/cents'
import { fail, ok } from '../../../core/result'
import { attachmentFolder } from './attachments'
import { createFaults } from './faults'
import type { ExchangeFiles } from './files'
import { type Around, importFiles, importOpened } from './import'
import { recognise } from './recognise'

/** See `IncomingBooks`: the invoice is written down as an exchange folder in memory and imported, so that one way leads into the books. */
export function createBookIncoming(around: Around): IncomingBooks['bookIncoming'] {
  return async (invoice) => {
    const [faults, warnings] = [createFaults(), createFaults()]
    const findings = { faults, warnings }
    const csv = toExchange(invoice)
    const files = inMemory(csv, attachmentFolder(around.profileDir))
    const watch = { onProgress: () => undefined, goOn: () => undefined }
    await importOpened(invoice.invoiceNo, findings, async () => {
      const found = await recognise(files, invoice.invoiceNo, findings, false)
      const onLoose = () => undefined
      return await importFiles({ ...around, files, found, onLoose, onlyNew: true }, findings, watch)
    })
    if (faults.total === 0) return ok()
    return fail({ faults: faults.list(), total: faults.total, imported: [], cancelled: false })
  }
}

const headColumns = [
  'mandant',
  'kreditor',
  'rechnungsnummer',
  'rechnungsdatum',
  'brutto',
  'filiale',
  'leistungsdatum',
  'faelligkeit',
  'waehrung',
  'gutschrift',
  'datei',
]
const rowColumns = [
  'mandant',
  'kreditor',
  'rechnungsnummer',
  'position',
  'konto',
  'betrag',
  'steuersatz',
  'bu_schluessel',
  'kostenstelle',
  'text',
]

function toExchange(invoice: NewIncoming): readonly CsvFile[] {
  const key = { mandant: invoice.mandant, kreditor: invoice.creditor, rechnungsnummer: invoice.invoiceNo }
  const head = {
    ...key,
    rechnungsdatum: invoice.invoiceDate,
    brutto: toDecimalComma(invoice.grossCents),
    filiale: invoice.branch,
    leistungsdatum: invoice.serviceDate,
    faelligkeit: invoice.dueDate,
    waehrung: invoice.currency,
    gutschrift: invoice.creditNote ? 1 : 0,
    datei: invoice.attachment,
  }
  const rows = invoice.positions.map((position) => ({
    ...key,
    position: position.position,
    konto: position.account,
    betrag: toDecimalComma(position.amountCents),
    steuersatz: position.taxRate === null ? null : percent(position.taxRate),
    bu_schluessel: position.taxKey,
    kostenstelle: position.costCentre,
    text: position.text,
  }))
  return [
    toCsv('eingangsrechnungen.csv', headColumns, [head]),
    toCsv('eingangsrechnung_positionen.csv', rowColumns, rows),
  ]
}

/** 1070 → `10,70`. */
const percent = (rate: number) => `${Math.trunc(rate / 100)},${String(rate % 100).padStart(2, '0')}`

function inMemory(csv: readonly CsvFile[], attachments: string): ExchangeFiles {
  return {
    names: csv.map(({ name }) => name),
    find: async (path) => {
      const file = csv.find(({ name }) => name === path)
      if (file) return inPieces(path, new TextEncoder().encode(file.text))
      assert(basename(path) === path, `not the name of an attachment: ${path}`)
      const place = join(attachments, path)
      const found = await stat(place).catch(() => null)
      return found ? { path, sizeBytes: found.size, read: () => createReadStream(place) } : 'missing'
    },
    close: () => undefined,
  }
}

function inPieces(path: string, bytes: Uint8Array) {
  return {
    path,
    sizeBytes: bytes.length,
    async *read() {
      yield bytes
    },
  }
}
