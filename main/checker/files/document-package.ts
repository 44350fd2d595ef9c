import type { Teller } from '../reader'
import { type DocumentXml, type LedgerFile, type PackagedDocument, readDocumentXml } from './document-xml'
import { openZip, type Zip } from './zip'

// DATEV document package: a flat ZIP with one `document.xml` (Verwaltungsdatei) that names every other file.

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

/** @param bytes of the ledger file, undamaged */
export type OnLedger = (ledger: LedgerFile, document: PackagedDocument, bytes: Buffer, head: DocumentXml) => void

/**
 * Reads the `document.xml` of a package, then every file once, and tells what Belege online would refuse. Null: nothing of
 * it can be used.
 * @param size of the ZIP in bytes
 */
export async function readDocumentPackage(
  path: string,
  size: number,
  tell: Tell,
  onLedger?: OnLedger,
): Promise<DocumentXml | null> {
  if (size > limits.packageBytes) tell.reject('package-too-large', { value: `${Math.round(size / mib)}` })
  else if (size > limits.recommendedBytes) tell.warn('package-large', { value: `${Math.round(size / mib)}` })
  const zip = await openZip(path, tell)
  if (!zip) return null
  try {
    const text = await checkFile(zip, documentName, tell, true)
    if (!text) tell.reject('document-xml-missing')
    const found = text && readDocumentXml(text, tell)
    if (!found) return null
    checkDocuments(found.documents, tell)
    checkNames(zip, found.documents, tell)
    await readFiles(zip, found, tell, onLedger)
    return found
  } finally {
    zip.close()
  }
}
const documentName = 'document.xml'

async function readFiles(zip: Zip, head: DocumentXml, tell: Tell, onLedger?: OnLedger): Promise<void> {
  const ledgers = new Map<string, (readonly [LedgerFile, PackagedDocument])[]>()
  for (const document of onLedger ? head.documents : []) {
    for (const ledger of document.ledgers) {
      ledgers.set(ledger.datafile, [...(ledgers.get(ledger.datafile) ?? []), [ledger, document]])
    }
  }
  for (const name of zip.names) {
    if (name === documentName) continue
    const wanted = ledgers.get(name) ?? []
    const bytes = await checkFile(zip, name, tell, wanted.length > 0)
    if (bytes) for (const [ledger, document] of wanted) onLedger?.(ledger, document, bytes, head)
  }
}

/** @returns its bytes where they are wanted; null: it cannot be used, or is not there */
async function checkFile(zip: Zip, name: string, tell: Tell, isWanted: boolean): Promise<Buffer | null> {
  const size = zip.size(name)
  if (size === null) return null
  const ending = name.includes('.') ? (name.split('.').at(-1) ?? '').toLowerCase() : ''
  if (!nameForm.test(name) || !endings.has(ending)) tell.reject('package-file-name', { value: name })
  if (size > limits.fileBytes) {
    tell.reject('package-file-too-large', { value: name })
    return null
  }
  const pieces: Buffer[] = []
  const isWhole = await zip.read(name, isWanted ? (piece) => pieces.push(piece) : undefined)
  if (isWhole) return Buffer.concat(pieces)
  tell.reject('zip-damaged', { value: name })
  return null
}

function checkDocuments(documents: readonly PackagedDocument[], tell: Tell): void {
  if (documents.length === 0) tell.reject('no-rows')
  if (documents.length > limits.documents) tell.reject('package-too-many-documents', { value: `${documents.length}` })
  const known = new Set<string>()
  for (const { guid, description, files, ledgers } of documents) {
    const at = { document: guid, field: 'guid', value: guid }
    if (guid === '') tell.warn('guid-missing', { document: description })
    else if (!guidForm.test(guid)) tell.reject('pattern', at)
    if (guid !== '' && known.has(guid.toUpperCase())) tell.reject('guid-twice', at)
    known.add(guid.toUpperCase())
    const count = files.length + ledgers.length
    if (count === 0 || count > limits.extensions)
      tell.reject('package-extensions', { document: guid, value: `${count}` })
  }
}

/** What is named has to be there; what is there should be named. */
function checkNames(zip: Zip, documents: readonly PackagedDocument[], tell: Tell): void {
  const there = new Set(zip.names)
  const named = new Set([documentName])
  for (const { guid, files, ledgers } of documents) {
    for (const name of [...files, ...ledgers.map(({ datafile }) => datafile)]) {
      named.add(name)
      if (!there.has(name)) tell.reject('picture-missing', { document: guid, value: name })
    }
  }
  for (const name of there) if (!named.has(name)) tell.warn('picture-not-named', { value: name })
}
