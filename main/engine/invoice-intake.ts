import { createHash } from 'node:crypto'
import { found } from '../core/einvoice/findings'
import type { InboxContent, InboxInvoice } from '../core/einvoice/inbox'
import type { EInvoiceFinding } from '../core/einvoice/invoice'
import type { ReadOutcome } from '../core/einvoice/reader-port'
import type { LooseInvoice } from '../core/ledger/import'
import type { AddedInvoice } from './app-invoices'
import { InvoiceBooks } from './invoice-books'
import type { Ports } from './ports'

const mebibyte = 1024 * 1024

/** Reads one file, keeps it byte for byte and puts it into the inbox; or says why not, and keeps nothing. */
export async function takeInvoice(
  ports: Ports,
  file: LooseInvoice,
  actor: string,
): Promise<{ readonly invoice: InboxInvoice } | AddedInvoice> {
  const { name: fileName, sizeBytes } = file
  const refused = (reasons: readonly EInvoiceFinding[]): AddedInvoice => ({
    fileName,
    outcome: 'refused',
    id: null,
    reasons,
  })
  const { fileBytesMax } = ports.einvoices
  if (sizeBytes > fileBytesMax) {
    const inMegabytes = (size: number) => Math.ceil(size / mebibyte)
    const params = { size: inMegabytes(sizeBytes), allowed: inMegabytes(fileBytesMax) }
    return refused([found('too-large', '', String(sizeBytes), params)])
  }
  const bytes = await file.read().catch(() => null) // gone, or not ours to read: the sentence is the same
  if (bytes === null) return refused([found('inbox-file-missing', '', fileName)])
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const known = (): AddedInvoice => ({
    fileName,
    outcome: 'known',
    id: ports.inbox.bySha256(sha256)?.id ?? null,
    reasons: [],
  })
  if (ports.inbox.bySha256(sha256)) return known()
  const outcome = await ports.einvoices.readEInvoice(bytes, fileName)
  if (outcome.kind === 'refused') return refused(outcome.findings)
  const kept = await ports.ledger.keepAttachment(bytes, endingOf(outcome))
  if (!kept.ok) return refused([found('inbox-not-kept', '', kept.error.detail)])
  const content = contentOf(outcome)
  const mandant = await new InvoiceBooks(ports).mandantOf({ content })
  const invoice = ports.inbox.add({ fileName, sha256, attachment: kept.value, content, mandant }, actor)
  return invoice ? { invoice } : known() // another process was quicker
}

const endingOf = (outcome: ReadOutcome) => (outcome.kind === 'einvoice' && outcome.source === 'xml' ? '.xml' : '.pdf')

function contentOf(outcome: Exclude<ReadOutcome, { readonly kind: 'refused' }>): InboxContent {
  if (outcome.kind === 'einvoice') return { kind: 'einvoice', invoice: outcome.invoice, source: outcome.source }
  return { kind: 'plain-pdf', pages: outcome.pages, text: outcome.text, findings: outcome.findings }
}
