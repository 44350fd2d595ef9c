import type { CheckFile } from '../../core/run/file-check'
import { type FieldFact, type Forms, fieldFault } from '../files/facts'
import { type Field, LineSplitter } from '../files/fields'
import type { SeenTexts } from '../files/seen-texts'
import { compactDay } from '../files/values'
import type { Teller } from '../reader'
import { type RecordFacts, type RecordName, records } from './facts'
import { type Row, readInvoice } from './invoices'
import { checkPerson, unchanged } from './persons'

const forms: Forms = { date: compactDay, amount: /^-?\d{1,15},\d{2}$/, number: /^\d+(,\d+)?$/, longText: 'warn' }
/** After so many lines of no record it is a file of something else. */
const unknownMax = 20
const invoiceRecords: readonly RecordName[] = ['CMXUMS', 'CMXLRN']
/** What rows of one document have in common. */
const headFields = {
  CMXUMS: ['Kundennummer', 'Rechnungsdatum', 'Währung', 'Gegenkonto', 'Rechnungsart'],
  CMXLRN: ['Lieferantennummer', 'Rechnungsdatum', 'Währung', 'Gegenkonto', 'Gutschrift'],
} as const

/** What has to be known across the files of one request. */
export interface Shared {
  /** Documents so far, by record and number. */
  readonly documents: SeenTexts
  readonly debtors: Set<string>
  readonly creditors: Set<string>
  /** Before the number of a supplier invoice stands the supplier. */
  readonly hasSupplierInNumber: boolean
}

/** Takes the lines of one file; every line says itself which record it is. */
export class CollmexFile {
  rows = 0
  #isKnown = false
  readonly #file: CheckFile
  readonly #tell: Teller
  readonly #shared: Shared
  readonly #splitter: LineSplitter
  /** The document of the row before: rows that follow each other with its number belong to it. */
  #document: { readonly key: string; readonly head: readonly string[] } = { key: '', head: [] }

  constructor(file: CheckFile, tell: Teller, shared: Shared) {
    this.#file = file
    this.#tell = tell
    this.#shared = shared
    this.#splitter = new LineSplitter(';', tell)
  }

  /** @returns false: not a file of Collmex */
  line(text: string, no: number): boolean {
    const fields = this.#splitter.split(text, no)
    const [kind = ''] = fields.map((field) => field.text)
    const record = records.get(kind)
    this.rows += 1
    if (!record) {
      this.#tell.reject('collmex-record-unknown', { line: no, field: 'Satzart', value: kind.slice(0, 10) })
      return this.#isKnown || this.rows < unknownMax
    }
    this.#isKnown = true
    const document = fields[invoiceRecords.includes(record.name) ? 4 : 1]?.text ?? ''
    if (fields.length < record.least || record.fields.length < fields.length) {
      this.#tell.reject('column-count', { line: no, document, value: `${fields.length}/${record.least}` })
      return true
    }
    this.#row(record, fields, no, document)
    return true
  }

  #row({ name, at, fields: facts }: RecordFacts, fields: readonly Field[], no: number, document: string): void {
    const row: Row = {
      record: name,
      text: (field) => fields[at.get(field) ?? -1]?.text ?? '',
      tell: (level, code, field) => {
        this.#tell[level](code, { line: no, document, field, value: row.text(field) })
      },
    }
    const isInvoice = invoiceRecords.includes(name)
    const isRight = checkFields(row, fields, facts, !isInvoice)
    if (isInvoice) this.#invoice(row, document, isRight)
    else checkPerson(row, name === 'CMXKND' ? this.#shared.debtors : this.#shared.creditors)
  }

  end(lines: number): void {
    if (lines === 0) this.#tell.reject('file-empty')
  }

  #invoice(row: Row, number: string, isRight: boolean): void {
    this.#checkDocument(row, number)
    if (!/[\p{L}\p{N}]/u.test(number)) row.tell('warn', 'number-missing', 'Rechnungsnummer')
    if (!isRight) return
    for (const posting of readInvoice(row, this.#ownNumber(row, number))) this.#tell.posting(posting)
  }

  /** Collmex knows a booking by its number: a later one with the same number takes the place of the earlier one. */
  #checkDocument(row: Row, number: string): void {
    const key = `${row.record} ${row.text('Storno') === '1' ? 'Storno' : ''} ${number}`
    const fields = headFields[row.record === 'CMXUMS' ? 'CMXUMS' : 'CMXLRN']
    const head = fields.map((field) => row.text(field))
    if (key === this.#document.key) {
      const differing = fields.find((_, index) => head[index] !== this.#document.head[index])
      if (differing !== undefined) row.tell('reject', 'document-differs', differing)
      return
    }
    this.#document = { key, head }
    if (this.#shared.documents.take(key)) row.tell('reject', 'document-again', 'Rechnungsnummer')
  }

  /** The number that the supplier gave. */
  #ownNumber(row: Row, number: string): string {
    if (row.record !== 'CMXLRN' || !this.#shared.hasSupplierInNumber) return number
    if (this.#file.kind !== null && this.#file.kind !== 'incoming-invoices') return number
    const prefix = `${row.text('Lieferantennummer')}/`
    return number.startsWith(prefix) ? number.slice(prefix.length) : number
  }
}

/** Answers whether every field could be read. */
function checkFields(
  { tell }: Row,
  fields: readonly Field[],
  facts: readonly FieldFact[],
  mayBeUnchanged: boolean,
): boolean {
  let isRight = true
  for (let index = 0; index < fields.length; index++) {
    const [fact, text] = [facts[index], fields[index]?.text ?? '']
    if (!fact || (mayBeUnchanged && text === unchanged && !fact.required)) continue
    const fault = fieldFault(text, fact, forms)
    if (!fault) continue
    const [level, code] = fault
    tell(level, code === 'date' && fact.name === 'Rechnungsdatum' ? 'document-date' : code, fact.name)
    if (level === 'reject') isRight = false
  }
  return isRight
}
