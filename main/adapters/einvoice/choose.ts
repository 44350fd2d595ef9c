import { found } from '../../core/einvoice/findings'
import type { EInvoice, EInvoiceFinding } from '../../core/einvoice/invoice'
import { isWithoutLines } from '../../core/einvoice/profiles'
import type { ReadInvoice } from '../../core/einvoice/read'
import type { Result } from '../../core/result'

export interface Candidate {
  readonly name: string
  readonly bytes: Uint8Array
  /** Only found by searching, see `PdfFile`. */
  readonly isUnlisted: boolean
  readonly read: Result<ReadInvoice, readonly EInvoiceFinding[]>
}

export type Choice =
  | {
      readonly kind: 'chosen'
      readonly file: Pick<Candidate, 'name' | 'bytes'>
      readonly read: ReadInvoice
      readonly findings: readonly EInvoiceFinding[]
    }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly findings: readonly EInvoiceFinding[] }

/** Names that a standard gives the invoice; a file that bears one and cannot be read is a broken e-invoice, not a plain PDF. */
const standardName = /^(factur-x|zugferd-invoice|xrechnung|ubl-invoice[\w.-]*|cii)\.xml$/i

/**
 * Which of the files inside a PDF is the invoice: its root decides, never its name. Of several the fullest one counts, and
 * when they do not say the same, a person must look.
 */
export function chooseInvoice(candidates: readonly Candidate[]): Choice {
  const readable = candidates.flatMap((file) => (file.read.ok ? [{ file, read: file.read.value }] : []))
  const [best, ...others] = readable.toSorted(
    (a, b) => rank(a.read.invoice) - rank(b.read.invoice) || nameRank(a.file) - nameRank(b.file),
  )
  if (best) {
    const differs = others.find(({ read }) => !sameInvoice(read.invoice, best.read.invoice))
    const findings = [
      ...(differs ? [found('two-invoices', 'BT-1', differs.read.invoice.number)] : []),
      ...(best.file.isUnlisted ? [found('embedded-unlisted')] : []),
    ]
    return { kind: 'chosen', ...best, findings }
  }
  const broken = candidates.find(isMeantAsInvoice)
  return broken && !broken.read.ok ? { kind: 'refused', findings: broken.read.error } : { kind: 'none' }
}

/** An order, or what is named like an invoice and is broken; other files are mere attachments. */
function isMeantAsInvoice({ name, read }: Candidate): boolean {
  return standardName.test(name) || (!read.ok && read.error.some(({ code }) => code === 'order-not-invoice'))
}

/** Of two that say the same, that of the newer standard. */
function nameRank({ name }: Pick<Candidate, 'name'>): number {
  const at = [/^factur-x\.xml$/i, /^xrechnung\.xml$/i, /^zugferd-invoice\.xml$/i].findIndex((known) => known.test(name))
  return at === -1 ? 3 : at
}

function rank({ syntax, profile }: EInvoice): number {
  if (isWithoutLines(profile)) return 2
  return syntax === 'zugferd1' ? 1 : 0
}

function sameInvoice(a: EInvoice, b: EInvoice): boolean {
  return a.number === b.number && a.date === b.date && a.totals.gross === b.totals.gross && a.sign === b.sign
}
