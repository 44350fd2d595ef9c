import type { FileSink, OpenArchive, SinkFile } from '../format'
import { LineFile } from '../text/line-file'
import { narrow } from '../text/text'
import { attributes, element } from '../text/xml'

// DATEV document package: a flat ZIP with `document.xml` (Verwaltungsdatei, Document_v060) and the files it names.

const documentNamespace = 'http://xml.datev.de/bedi/tps/document/v06.0'
/** DATEV takes 4999 documents and 465 MB; it recommends to stay below 100 MB. */
export const documentsMax = 4999
const packageBytesMax = 100 * 1024 * 1024
/** Of one file. */
export const attachmentBytesMax = 20 * 1024 * 1024
const takenEndings = new Set(
  'pdf xml tif tiff bmp csv doc docx gif jpg jpeg ods odt pkcs7 png rtf txt xls xlsx'.split(' '),
)

/** True for a file whose ending DATEV's upload takes. */
export const isTakenByDatev = (name: string) => takenEndings.has(endingOf(name))
const endingOf = (name: string) => (/\.([^.]+)$/.exec(name)?.[1] ?? '').toLowerCase()

/** The structured part of a document, beside its pictures. */
export interface LedgerPart {
  readonly type: 'accountsReceivableLedger' | 'accountsPayableLedger' | 'cashLedger'
  readonly xml: string
  /** `[key, value]`, in DATEV's order. */
  readonly properties: readonly (readonly [string, string])[]
}

export interface PackagedDocument {
  readonly guid: string
  /** `1` incoming, `2` outgoing, null: neither. */
  readonly type: '1' | '2' | null
  readonly description: string
  /** Begins the names of its files; may hold anything. */
  readonly stem: string
  readonly ledger: LedgerPart | null
  readonly attachment: string | null
}

export interface PackageHead {
  /** `YYYY-MM-DDTHH:MM:SS`. */
  readonly date: string
  readonly consultantNo: string
  readonly clientNo: string
}

/** One package while it is written. */
export class DocumentPackage {
  readonly file: SinkFile
  readonly #archive: OpenArchive
  readonly #head: PackageHead
  readonly #names = new Set<string>(['document.xml'])
  readonly #entries: string[] = []

  constructor(sink: FileSink, file: SinkFile, head: PackageHead) {
    this.file = file
    this.#archive = sink.openArchive(file)
    this.#head = head
  }

  get isFull(): boolean {
    return this.#entries.length >= documentsMax || this.#archive.sizeBytes >= packageBytesMax
  }

  add(one: PackagedDocument): void {
    const extensions: string[] = []
    if (one.ledger) {
      const { type, xml, properties } = one.ledger
      const datafile = this.#name(one.stem, 'xml')
      this.#write(datafile, [xml])
      const inside = properties.map(([key, value]) => `<property${attributes({ key, value })}/>`).join('')
      extensions.push(`<extension${attributes({ 'xsi:type': type, datafile })}>${inside}</extension>`)
    }
    if (one.attachment !== null) {
      const name = this.#name(one.stem, endingOf(one.attachment))
      this.#archive.attach(name, one.attachment)
      extensions.push(`<extension${attributes({ 'xsi:type': 'File', name })}/>`)
    }
    const head = attributes({ guid: one.guid, type: one.type })
    this.#entries.push(
      `  <document${head}>${element('description', one.description.slice(0, 40))}${extensions.join('')}</document>\n`,
    )
  }

  close(): void {
    const { date, consultantNo, clientNo } = this.#head
    const root = attributes({
      xmlns: documentNamespace,
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xsi:schemaLocation': `${documentNamespace} Document_v060.xsd`,
      version: '6.0',
      generatingSystem: 'Belegbote',
    })
    const header = [element('date', date), element('consultantNumber', consultantNo), element('clientNumber', clientNo)]
    const lines = [
      `<?xml version="1.0" encoding="UTF-8"?>\n<archive${root}>\n`,
      ` <header>${header.join('')}</header>\n <content>\n`,
      ...this.#entries,
      ' </content>\n</archive>\n',
    ]
    this.#write('document.xml', lines)
    this.#archive.close(this.#entries.length)
  }

  #write(name: string, parts: readonly string[]): void {
    const entry = new LineFile(this.#archive.entry(name), 'utf-8')
    for (const part of parts) entry.text(part)
    entry.close()
  }

  /** DATEV recommends plain letters; upper and lower case count as the same. */
  #name(stem: string, ending: string): string {
    const safe = narrow(stem, /^[A-Za-z0-9_-]$/, '-').slice(0, 100)
    for (let part = 1; ; part++) {
      const name = `${safe}${part === 1 ? '' : `_${part}`}.${ending}`
      if (this.#names.has(name.toLowerCase())) continue
      this.#names.add(name.toLowerCase())
      return name
    }
  }
}
