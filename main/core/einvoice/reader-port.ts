import type { EInvoice, EInvoiceFinding } from './invoice'

/** What came beside the invoice: attachments of the XML, then further files inside the PDF. */
export interface ReadAttachment {
  readonly name: string
  readonly mime: string
  readonly bytes: Uint8Array
}

export type ReadOutcome =
  | {
      readonly kind: 'einvoice'
      readonly invoice: EInvoice
      /** Where the invoice stood: in a file of its own, or inside a PDF. */
      readonly source: 'xml' | 'pdf'
      /** The invoice in the sense of the law, byte for byte. */
      readonly xmlBytes: Uint8Array
      /** In the order of `invoice.attachments`. */
      readonly attachments: readonly ReadAttachment[]
    }
  /** A PDF without an invoice inside: its head data come by hand. Text of the first pages; none in a scan. */
  | {
      readonly kind: 'plain-pdf'
      readonly pages: number
      readonly text: string
      /** Says when the PDF seems to hold an invoice that could not be taken out. */
      readonly findings: readonly EInvoiceFinding[]
    }
  /** No invoice can be taken from it; at least one finding says why. */
  | { readonly kind: 'refused'; readonly findings: readonly EInvoiceFinding[] }

/**
 * Reads one file that arrived (port). Never throws for what is in the file, never waits longer than its own deadline, opens
 * nothing else: no address, no other file.
 */
export interface EInvoiceReader {
  /** A larger file is refused as `too-large`: who knows the size beforehand need not load it. */
  readonly fileBytesMax: number
  readEInvoice(bytes: Uint8Array, name: string): Promise<ReadOutcome>
}
