// Runs in a thread of its own that can be killed at any moment, and imports nothing of ours, so that it can be started as it is.
import { parentPort } from 'node:worker_threads'
import { inflateSync } from 'node:zlib'
import { getDocumentProxy } from 'unpdf'

/** What this script is asked, again and again, never before it told the end of the last one. */
export interface PdfOrder {
  readonly bytes: Uint8Array
  readonly embeddedBytes: number
  readonly embeddedFiles: number
  readonly textPages: number
}

export interface PdfFile {
  readonly name: string
  readonly bytes: Uint8Array
  /** Not in the document's list of attachments (`/Names`), though it lies in the file: named by `/AF` only, or left over. */
  readonly isUnlisted: boolean
}

/** What this script tells, in this order: `begins`, `files`, `text`. `failed` instead of what should follow ends it. */
export type PdfNews =
  | { readonly tells: 'begins' }
  | { readonly tells: 'files'; readonly files: readonly PdfFile[] }
  | { readonly tells: 'text'; readonly pages: number; readonly text: string }
  | { readonly tells: 'failed'; readonly why: 'password' | 'broken' | 'embedded-too-large' }

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>

// PDF.js could fetch fonts and character maps; a document that arrives must not make us call anybody.
for (const name of ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource']) Reflect.deleteProperty(globalThis, name)

const tell = (news: PdfNews) => parentPort?.postMessage(news)

const options = {
  verbosity: 0,
  useSystemFonts: false,
  disableFontFace: true,
  useWorkerFetch: false,
  useWasm: false,
  enableXfa: false,
  isOffscreenCanvasSupported: false,
  isImageDecoderSupported: false,
  maxImageSize: 1,
}

async function work(order: PdfOrder): Promise<void> {
  tell({ tells: 'begins' })
  const copy = order.bytes.slice() // PDF.js keeps what it is given
  let pdf: Pdf
  try {
    pdf = await getDocumentProxy(order.bytes, options)
  } catch (error) {
    const isPassword = error instanceof Error && error.name === 'PasswordException'
    return tell({ tells: 'failed', why: isPassword ? 'password' : 'broken' })
  }
  const listed = await filesIn(pdf, order)
  if (listed === null) return tell({ tells: 'failed', why: 'embedded-too-large' })
  const files = listed.some(isXml) ? listed : [...listed, ...unlistedIn(copy, order).filter(isXml)]
  tell({ tells: 'files', files })
  const [pages, text] = [pdf.numPages, await textIn(pdf, order)]
  await pdf.loadingTask.destroy()
  tell({ tells: 'text', pages, text })
}

/** Null when there are too many or they are too large. XML files come first. */
async function filesIn(pdf: Pdf, order: PdfOrder): Promise<PdfFile[] | null> {
  const list = await attachmentsIn(pdf)
  if (list.length > order.embeddedFiles) return null
  const files: PdfFile[] = []
  let total = 0
  for (const { id, name } of list) {
    const bytes = await contentOf(pdf, id)
    if (bytes === null) continue
    total += bytes.length
    if (total > order.embeddedBytes) return null
    files.push({ name, bytes: Uint8Array.from(bytes), isUnlisted: false })
  }
  return files
}

const isXml = ({ bytes }: PdfFile) => /^[\s\0ï»¿þÿ]*</.test(Buffer.from(bytes.subarray(0, 200)).toString('latin1'))

/** Longest dictionary of an embedded file that is looked through. */
const dictionaryLength = 4096
const looksMax = 1000

/**
 * Files that no list names. Their streams cannot lie inside other ones (ISO 32000, 7.5.7), so they stand in plain letters. What is
 * packed in another way than usual, or encrypted, is left out.
 */
function unlistedIn(pdf: Uint8Array, order: PdfOrder): PdfFile[] {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.length)
  const files: PdfFile[] = []
  let at = bytes.indexOf('/EmbeddedFile')
  let end = 0
  let left = order.embeddedBytes
  for (let looks = 0; at !== -1 && left > 0 && looks < looksMax && files.length < order.embeddedFiles; looks++) {
    if (end < at) end = bytes.indexOf('endstream', at)
    if (end === -1) break
    const content = streamAround(bytes, { at, end, bytesMax: left })
    if (content) {
      left -= content.length
      files.push({ name: `Anlage-${files.length + 1}.xml`, bytes: Uint8Array.from(content), isUnlisted: true })
    }
    at = bytes.indexOf('/EmbeddedFile', content ? end : at + 1)
  }
  return files
}

/** The unpacked stream in whose dictionary this place is; null where it is none. */
function streamAround(
  bytes: Buffer,
  { at, end, bytesMax }: { readonly at: number; readonly end: number; readonly bytesMax: number },
): Buffer | null {
  const from = Math.max(0, at - dictionaryLength)
  const around = bytes.toString('latin1', from, Math.min(end, at + dictionaryLength))
  const head = /stream\r?\n/.exec(around.slice(at - from))
  const dictionary = around.slice(around.lastIndexOf(' obj', at - from), at - from + (head?.index ?? 0))
  if (!head || dictionary.includes('endobj')) return null
  const packed = bytes.subarray(at + head.index + head[0].length, end)
  if (!dictionary.includes('/Filter')) return packed
  if (!/\/Filter\s*\[?\s*\/FlateDecode\s*[\]/>]/.test(dictionary)) return null
  try {
    return inflateSync(packed, { maxOutputLength: bytesMax })
  } catch {
    return null
  }
}

/** A damaged list of attachments is none; the text may still be read. */
async function attachmentsIn(pdf: Pdf): Promise<{ id: string; name: string }[]> {
  try {
    const list = [...((await pdf.getAttachments()) ?? new Map()).entries()]
    // The key of the name tree is no file name; the file's own name may carry NULs.
    const named = list.map(([id, { filename }]) => ({ id, name: String(filename ?? id).replaceAll('\0', '') }))
    const rank = ({ name }: { name: string }) => (/\.xml$/i.test(name) ? 0 : 1)
    return named.sort((a, b) => rank(a) - rank(b))
  } catch {
    return []
  }
}

/** A damaged attachment is left out; the others count. */
async function contentOf(pdf: Pdf, id: string): Promise<Uint8Array | null> {
  try {
    const content = await pdf.getAttachmentContent(id)
    return content instanceof Uint8Array ? content : null
  } catch {
    return null
  }
}

/** The text of the first pages, row by row. A page that cannot be read is passed over. */
async function textIn(pdf: Pdf, order: PdfOrder): Promise<string> {
  const pages: string[] = []
  for (let no = 1; no <= Math.min(pdf.numPages, order.textPages); no++) {
    try {
      const { items } = await (await pdf.getPage(no)).getTextContent()
      pages.push(rowsOf(items))
    } catch {
      pages.push('')
    }
  }
  return pages.join('\n').trim()
}

function rowsOf(items: Awaited<ReturnType<Awaited<ReturnType<Pdf['getPage']>>['getTextContent']>>['items']): string {
  const rows = new Map<number, { x: number; text: string }[]>()
  for (const item of items) {
    if (!('str' in item) || item.str === '') continue
    const y = Math.round(Number(item.transform[5]) / 2)
    const row = rows.get(y) ?? []
    row.push({ x: Number(item.transform[4]), text: item.str })
    rows.set(y, row)
  }
  return [...rows.entries()]
    .sort(([a], [b]) => b - a)
    .map(([, row]) =>
      row
        .sort((a, b) => a.x - b.x)
        .map(({ text }) => text)
        .join(' '),
    )
    .join('\n')
}

// safe: PdfThread is the only one who sends, and it sends nothing else
parentPort?.on('message', (order: PdfOrder) => {
  work(order).catch(() => tell({ tells: 'failed', why: 'broken' }))
})
