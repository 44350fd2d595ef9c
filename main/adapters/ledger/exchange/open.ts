import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Faults, toRefusal } from './faults'
import type { ExchangeFiles } from './files'
import { openFolder } from './folder'
import { openZip } from './zip'

/**
 * A folder or ZIP of the exchange format, or one e-invoice as a folder with nothing else in it; null when `faults` got the
 * reason why it is none.
 */
export async function openExchange(
  path: string,
  faults: Faults,
  takesInvoices: boolean,
): Promise<ExchangeFiles | null> {
  const file = basename(path)
  try {
    const found = await stat(path)
    if (found.isDirectory()) return await openFolder(path)
    const start = found.isFile() ? await firstBytes(path) : ''
    if (start.startsWith('PK')) return await openZip(path, faults)
    const isInvoice = isEInvoice(file, start)
    if (isInvoice && takesInvoices && found.isFile()) return singleFile(path, found.size)
    faults.add({ file }, { code: isInvoice ? 'import-einvoice-not-supported' : 'import-kind-unknown' })
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    faults.add({ file: path }, isMissing ? { code: 'import-path-missing' } : toRefusal(error))
  }
  return null
}

function singleFile(path: string, sizeBytes: number): ExchangeFiles {
  const file = { path: basename(path), sizeBytes, read: () => createReadStream(path) }
  return {
    isInvoice: true,
    names: [file.path],
    find: async (name) => (name === file.path ? file : 'missing'),
    close: () => undefined,
  }
}

async function firstBytes(path: string): Promise<string> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0)
    return buffer.toString('latin1', 0, bytesRead)
  } finally {
    await file.close()
  }
}

/** By what it is or says it is: an XML or a PDF. */
export function isEInvoice(name: string, start = ''): boolean {
  return /\.(xml|pdf)$/i.test(name) || start.startsWith('%PDF') || start.startsWith('<?xml')
}
