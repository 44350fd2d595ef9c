import { stat } from 'node:fs/promises'
import type { CheckFile } from '../../core/run/file-check'
import { type OnLedger, readDocumentPackage } from '../files/document-package'
import type { DocumentXml, LedgerFile, PackagedDocument } from '../files/document-xml'
import { checkOwner } from '../files/owner'
import { SeenTexts } from '../files/seen-texts'
import { isXmlDamage, xmlTree } from '../files/xml-tree'
import type { FormatReader, Place, ReadContext, Reading, Teller } from '../reader'
import { type LedgerTeller, readLedger } from './ledger'

/** DATEV XML-Schnittstelle online 6.0: packages of documents with ledger files. */
export const reader: FormatReader = {
  id: 'datev-xml',
  // A workbook is a ZIP as well.
  recognises: ({ name, head }) => /\.zip$/i.test(name) && Buffer.from(head.subarray(0, 2)).toString('latin1') === 'PK',
  open: (context) => new DatevXmlReading(context),
}

const directions: ReadonlyMap<string, string> = new Map([
  ['accountsPayableLedger', '1'],
  ['accountsReceivableLedger', '2'],
])

class DatevXmlReading implements Reading {
  readonly #guids = new SeenTexts()
  readonly #context: ReadContext

  constructor(context: ReadContext) {
    this.#context = context
  }

  async file(file: CheckFile, tell: Teller): Promise<number> {
    if (!/\.zip$/i.test(file.name)) tell.reject('file-name', { value: file.name })
    const { size } = await stat(file.path)
    if (size === 0) {
      tell.reject('file-empty')
      return 0
    }
    const onLedger: OnLedger = (ledger, document, bytes, { consultantNo, clientNo }) => {
      const mandant = file.mandant ?? (clientNo === '' ? null : `${consultantNo}/${clientNo}`)
      this.#ledger(bytes, ledger, document, { ...tell, posting: (one) => tell.posting({ ...one, mandant }) })
    }
    const found = await readDocumentPackage(file.path, size, tell, onLedger)
    if (!found) return 0
    this.#checkGuids(found, tell)
    checkOwner(found, this.#context.mandant(file.mandant), (code, value) => {
      tell.reject(code, { field: code === 'other-client' ? 'clientNumber' : 'consultantNumber', value })
    })
    return found.documents.length
  }

  #ledger(bytes: Buffer, ledger: LedgerFile, document: PackagedDocument, tell: Teller): void {
    const { datafile, type, properties } = ledger
    const { description } = document
    const wanted = directions.get(type)
    if (wanted !== undefined && document.type !== '' && document.type !== wanted) {
      const at = { line: document.line, document: description, field: 'document@type' }
      tell.warn('datev-xml-direction', { ...at, value: document.type })
    }
    const root = xmlTree(bytes)
    if (isXmlDamage(root)) {
      tell.reject('xml-damaged', { line: root.line, document: description, field: datafile, value: root.damage })
      return
    }
    const place = (line: number, field: string, value = ''): Place => ({
      ...{ line, value, document: description, field },
    })
    const teller: LedgerTeller = {
      reject: (code, { line }, field, value) => tell.reject(code, place(line, field, value)),
      warn: (code, { line }, field, value) => tell.warn(code, place(line, field, value)),
      posting: (posting) => tell.posting(posting),
    }
    readLedger(root, { type, month: properties.get('1') ?? null, till: properties.get('2') ?? null }, teller)
  }

  /** Of several packages: DATEV passes over a document whose GUID it has. Within one it has been told. */
  #checkGuids({ documents }: DocumentXml, tell: Teller): void {
    const own = new Set(documents.map(({ guid }) => guid.toUpperCase()).filter((guid) => guid !== ''))
    for (const guid of own) {
      if (this.#guids.take(packed(guid))) tell.reject('guid-twice', { document: guid, field: 'guid', value: guid })
    }
  }
}

const guidForm = /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/

/** Its sixteen bytes as as many characters; what has another form stays as it is. */
function packed(guid: string): string {
  return guidForm.test(guid) ? Buffer.from(guid.replaceAll('-', ''), 'hex').toString('latin1') : guid
}
