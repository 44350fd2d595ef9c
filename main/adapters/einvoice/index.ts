import { found } from '../../core/einvoice/findings'
import type { EInvoiceFinding } from '../../core/einvoice/invoice'
import { safeFileName } from '../../core/einvoice/look'
import { comparePicture } from '../../core/einvoice/picture'
import { type ReadInvoice, readInvoice } from '../../core/einvoice/read'
import type { EInvoiceReader, ReadAttachment, ReadOutcome } from '../../core/einvoice/reader-port'
import { fail, ok, type Result } from '../../core/result'
import { chooseInvoice } from './choose'
import { CpuBudget } from './cpu-budget'
import { decodeXml } from './decode'
import { type ReadLimits, readLimits } from './limits'
import { parseXml } from './parse-xml'
import { createPdfReader, type PdfContent, type PdfResult } from './read-pdf'

/** Reads XML and PDF files as they arrive. @param limits other bounds than the usual ones, for tests */
export function createEInvoiceReader(limits: ReadLimits = readLimits): EInvoiceReader {
  const readPdf = createPdfReader(limits)
  return {
    fileBytesMax: limits.fileBytes,
    async readEInvoice(bytes) {
      if (bytes.length === 0) return refused(found('empty'))
      if (bytes.length > limits.fileBytes) return refused(tooLarge(bytes.length, limits))
      return isPdf(bytes) ? fromPdf(bytes, await readPdf(bytes), limits) : fromXml(bytes, limits)
    },
  }
}

function refused(...findings: readonly EInvoiceFinding[]): ReadOutcome {
  return { kind: 'refused', findings }
}

function tooLarge(bytes: number, { fileBytes }: ReadLimits): EInvoiceFinding {
  const inMegabytes = (size: number) => Math.ceil(size / 1024 / 1024)
  return found('too-large', '', String(bytes), { size: inMegabytes(bytes), allowed: inMegabytes(fileBytes) })
}

/** Writers may put junk before the header; readers look for it in the first kilobyte. */
function isPdf(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-')
}

function fromXml(bytes: Uint8Array, limits: ReadLimits): ReadOutcome {
  const read = readXml(bytes, limits, new CpuBudget(limits.xmlCpuMs))
  if (!read.ok) return refused(...read.error)
  const { invoice, encoded } = read.value
  return { kind: 'einvoice', invoice, source: 'xml', xmlBytes: bytes, attachments: encoded.map(decoded) }
}

/** Bytes of one XML file → invoice; what decoding and parsing had to mend stands among the findings. */
function readXml(
  bytes: Uint8Array,
  limits: ReadLimits,
  budget: CpuBudget,
): Result<ReadInvoice, readonly EInvoiceFinding[]> {
  const { text, guessed } = decodeXml(bytes)
  if (!text.slice(0, 1024).trimStart().startsWith('<')) return fail([found('not-xml-not-pdf')])
  const parsed = parseXml(text, limits, budget)
  if (!parsed.ok) return fail([parsed.error])
  const read = readInvoice(parsed.value.root)
  if (!read.ok) return read
  const { invoice, encoded } = read.value
  const mended = [...(guessed ? [found('encoding-guessed')] : []), ...parsed.value.hints]
  return ok({ invoice: { ...invoice, findings: [...mended, ...invoice.findings] }, encoded })
}

function decoded({ name, mime, base64 }: ReadInvoice['encoded'][number]): ReadAttachment {
  return { name, mime, bytes: Uint8Array.from(Buffer.from(base64, 'base64')) }
}

function fromPdf(bytes: Uint8Array, content: PdfResult, limits: ReadLimits): ReadOutcome {
  if (!content.ok) return refused(content.error)
  const budget = new CpuBudget(limits.xmlCpuMs)
  const candidates = content.value.files.map((file) => ({ ...file, read: readXml(file.bytes, limits, budget) }))
  const choice = chooseInvoice(candidates)
  if (choice.kind === 'refused') return refused(...choice.findings)
  if (choice.kind === 'none') return plainPdf(bytes, content.value)
  return withPicture(choice, content.value)
}

/** Names of invoices stand in a PDF in plain letters; one that lists none of them as a file has lost or hidden it. */
const hidden = /factur-x\.xml|zugferd-invoice\.xml|xrechnung\.xml/i

function plainPdf(bytes: Uint8Array, { pages, text }: PdfContent): ReadOutcome {
  const name = hidden.exec(new TextDecoder('latin1').decode(bytes))?.[0]
  const findings = name === undefined ? [] : [found('embedded-unreadable', '', name)]
  return { kind: 'plain-pdf', pages, text, findings }
}

function withPicture(
  { file, read, findings }: Extract<ReturnType<typeof chooseInvoice>, { kind: 'chosen' }>,
  { files, text }: PdfContent,
): ReadOutcome {
  const others = files.filter((other) => other.bytes !== file.bytes)
  const beside = others.map(({ name, bytes }) => ({ name: safeFileName(name, 'Anlage'), mime: mimeOf(name), bytes }))
  const { invoice, encoded } = read
  return {
    kind: 'einvoice',
    source: 'pdf',
    xmlBytes: file.bytes,
    attachments: [...encoded.map(decoded), ...beside],
    invoice: {
      ...invoice,
      attachments: [
        ...invoice.attachments,
        ...beside.map(({ name, mime, bytes }) => ({ name, mime, sizeBytes: bytes.length })),
      ],
      findings: [...findings, ...invoice.findings, ...comparePicture(invoice, text)],
    },
  }
}

const mimes: ReadonlyMap<string, string> = new Map([
  ['pdf', 'application/pdf'],
  ['xml', 'application/xml'],
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['csv', 'text/csv'],
])

function mimeOf(name: string): string {
  return mimes.get(/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '') ?? 'application/octet-stream'
}
