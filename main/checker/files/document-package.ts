import type { Teller } from '../reader'
import { type DocumentXml, type PackagedDocument, readDocumentXml } from './document-xml'
import { openZip, type Zip } from './zip'

// DATEV document package: a flat ZIP with one `document.xml` (Verwaltungsdatei) that names every other file.

export interface DocumentPackage extends DocumentXml {
  readonly zip: Zip
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
  const read = readDocumentXml(Buffer.concat(text), tell)
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
  const named = new Set(['document.xml'])
  for (const { guid, files, ledgers } of documents) {
    for (const name of [...files, ...ledgers.map(({ datafile }) => datafile)]) {
      named.add(name)
      if (!there.has(name)) tell.reject('picture-missing', { document: guid, value: name })
    }
  }
  for (const name of there) if (!named.has(name)) tell.warn('picture-not-named', { value: name })
}
