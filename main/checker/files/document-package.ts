import { SaxesParser } from 'saxes'
import type { Teller } from '../reader'
import { openZip, type Zip } from './zip'

// DATEV document package: a flat ZIP with one `document.xml` (Verwaltungsdatei) that names every other file.

/** A structured file of a document. */
export interface LedgerFile {
  /** `accountsReceivableLedger`, `accountsPayableLedger`, `cashLedger` … */
  readonly type: string
  readonly datafile: string
  /** By their key. */
  readonly properties: ReadonlyMap<string, string>
}

export interface PackagedDocument {
  readonly guid: string
  readonly files: readonly string[]
  readonly ledgers: readonly LedgerFile[]
}

export interface DocumentPackage {
  readonly zip: Zip
  readonly consultantNo: string
  readonly clientNo: string
  readonly documents: readonly PackagedDocument[]
}

const mib = 1024 * 1024
const limits = {
  packageBytes: 465 * mib,
  recommendedBytes: 100 * mib,
  fileBytes: 20 * mib,
  documents: 4999,
  extensions: 50,
}
const nameForm = /^[A-Za-z0-9\u00c0-\u00ff &()+\-._]{1,255}$/
const endings = new Set('pdf xml tif tiff bmp csv doc docx gif jpg jpeg ods odt pkcs7 png rtf txt xls xlsx'.split(' '))
const guidForm = /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/

type Tell = Pick<Teller, 'reject' | 'warn'>

/**
 * Opens a package, reads its `document.xml` and every file once, and tells what Belege online would refuse. The caller
 * closes the ZIP. Null: nothing of it can be used.
 * @param size of the ZIP in bytes
 */
export async function openDocumentPackage(path: string, size: number, tell: Tell): Promise<DocumentPackage | null> {
  if (size > limits.packageBytes) tell.reject('package-too-large', { value: `${Math.round(size / mib)}` })
  else if (size > limits.recommendedBytes) tell.warn('package-large', { value: `${Math.round(size / mib)}` })
  const zip = await openZip(path, tell)
  if (!zip) return null
  for (const name of zip.names) await checkFile(zip, name, tell)
  const text: Buffer[] = []
  if (!(await zip.read('document.xml', (piece) => text.push(piece)))) {
    tell.reject('document-xml-missing')
    zip.close()
    return null
  }
  const read = readDocumentXml(Buffer.concat(text).toString('utf8'), tell)
  if (!read) {
    zip.close()
    return null
  }
  checkDocuments(read.documents, tell)
  checkNames(zip, read.documents, tell)
  return { zip, ...read }
}

async function checkFile(zip: Zip, name: string, tell: Tell): Promise<void> {
  const ending = name.includes('.') ? (name.split('.').at(-1) ?? '').toLowerCase() : ''
  if (!nameForm.test(name) || !endings.has(ending)) tell.reject('package-file-name', { value: name })
  if ((zip.size(name) ?? 0) > limits.fileBytes) tell.reject('package-file-too-large', { value: name })
  else if (!(await zip.read(name))) tell.reject('zip-damaged', { value: name })
}

function checkDocuments(documents: readonly PackagedDocument[], tell: Tell): void {
  if (documents.length === 0) tell.reject('no-rows')
  if (documents.length > limits.documents) tell.reject('package-too-many-documents', { value: `${documents.length}` })
  const known = new Set<string>()
  for (const { guid, files, ledgers } of documents) {
    const at = { document: guid, field: 'guid', value: guid }
    if (!guidForm.test(guid)) tell.reject('pattern', at)
    if (known.has(guid.toUpperCase())) tell.reject('guid-twice', at)
    known.add(guid.toUpperCase())
    const count = files.length + ledgers.length
    if (count === 0 || count > limits.extensions)
      tell.reject('package-extensions', { document: guid, value: `${count}` })
  }
}

/** What is named has to be there; what is there should be named. */
function checkNames(zip: Zip, documents: readonly PackagedDocument[], tell: Tell): void {
  const there = new Set(zip.names)
  const named = new Set(['document.xml'])
  for (const { guid, files, ledgers } of documents) {
    for (const name of [...files, ...ledgers.map(({ datafile }) => datafile)]) {
      named.add(name)
      if (!there.has(name)) tell.reject('picture-missing', { document: guid, value: name })
    }
  }
  for (const name of there) if (!named.has(name)) tell.warn('picture-not-named', { value: name })
}

interface Opened {
  readonly guid: string
  readonly files: string[]
  readonly ledgers: { readonly type: string; readonly datafile: string; readonly properties: Map<string, string> }[]
}

/** Null: it is not well-formed, or another file; told. Entities beyond those of XML itself are refused by the parser. */
function readDocumentXml(text: string, tell: Tell): Omit<DocumentPackage, 'zip'> | null {
  const documents: Opened[] = []
  const head = new Map<string, string>()
  let [root, path, trouble]: [string, string[], string | null] = ['', [], null]
  const parser = new SaxesParser({ xmlns: false })
  parser.on('error', (error) => {
    trouble ??= error.message
  })
  parser.on('doctype', () => {
    trouble ??= 'DOCTYPE'
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (path.length === 0) root = name
    path = [...path, name]
    const current = documents.at(-1)
    if (name === 'document') documents.push({ guid: attributes['guid'] ?? '', files: [], ledgers: [] })
    else if (name === 'extension') addExtension(current, attributes)
    else if (name === 'property') {
      current?.ledgers.at(-1)?.properties.set(attributes['key'] ?? '', attributes['value'] ?? '')
    }
  })
  parser.on('text', (value) => {
    if (path[1] === 'header' && path.length === 3) head.set(path[2] ?? '', value)
  })
  parser.on('closetag', () => {
    path = path.slice(0, -1)
  })
  parser.write(text).close()
  if (trouble !== null || root !== 'archive') {
    tell.reject('xml-damaged', { field: 'document.xml', value: trouble ?? root })
    return null
  }
  return {
    consultantNo: head.get('consultantNumber') ?? '',
    clientNo: head.get('clientNumber') ?? '',
    documents,
  }
}

function addExtension(current: Opened | undefined, attributes: Readonly<Record<string, string>>): void {
  const { 'xsi:type': type = '', name = '', datafile = '' } = attributes
  if (datafile !== '') current?.ledgers.push({ type, datafile, properties: new Map() })
  else current?.files.push(name)
}
