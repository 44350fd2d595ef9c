import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { InvoiceFiles } from '../../core/einvoice/inbox'

/** See `InvoiceFiles`. */
export const invoiceFiles: InvoiceFiles = {
  open: async (path) => {
    const found = await stat(path).catch(() => null) // gone, or not ours to read: the sentence is the same
    if (!found?.isFile()) return null
    return { name: basename(path), sizeBytes: found.size, read: async () => Uint8Array.from(await readFile(path)) }
  },
}
