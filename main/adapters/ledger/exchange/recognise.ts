import { extname } from 'node:path'
import type { WriteDb } from '../db/sql'
import type { Faults } from './faults'
import type { ExchangeFile, ExchangeFiles } from './files'
import { fileOf, type Kind, kinds, stagedOf, versionedKinds } from './kinds'
import { isEInvoice } from './open'

/** What lies in an exchange folder. */
export interface Recognised {
  readonly files: ReadonlyMap<Kind, ExchangeFile>
  /** XML and PDF files: pictures of documents, or e-invoices. */
  readonly invoices: readonly string[]
}

export interface Findings {
  readonly faults: Faults
  readonly warnings: Faults
}

/** Names are taken in any case, since some systems write them so. What is no file of the format is named, not passed over in silence. */
export async function recognise(
  folder: ExchangeFiles,
  path: string,
  findings: Findings,
  takesInvoices: boolean,
): Promise<Recognised> {
  const { faults, warnings } = findings
  const before = faults.total
  const files = new Map<Kind, ExchangeFile>()
  const invoices: string[] = []
  for (const name of folder.names) {
    const kind = kinds.find((one) => fileOf(one) === name.toLowerCase())
    if (kind) {
      const file = await folder.find(name)
      if (file === 'missing') faults.add({ file: name }, { code: 'import-path-missing' })
      else if (file === 'outside') faults.add({ file: name }, { code: 'import-attachment-outside' })
      else if (files.has(kind)) faults.add({ file: name }, { code: 'import-file-twice' })
      else files.set(kind, file)
    } else if (folder.isInvoice || isEInvoice(name)) invoices.push(name)
    else if (extname(name).toLowerCase() === '.csv') warnings.add({ file: name }, { code: 'import-file-unknown' })
  }
  const isEmpty = files.size === 0 && !(takesInvoices && invoices.length > 0)
  if (isEmpty && faults.total === before) addNothingThere(path, invoices, faults)
  return { files, invoices }
}

function addNothingThere(path: string, invoices: readonly string[], faults: Faults): void {
  for (const name of invoices) faults.add({ file: name }, { code: 'import-einvoice-not-supported' })
  if (invoices.length === 0) faults.add({ file: path }, { code: 'import-nothing-there' })
}

/** Pictures belong to a row; what belongs to none may be an e-invoice that somebody expects to be taken. */
export function looseInvoices(db: WriteDb, invoices: readonly string[]): readonly string[] {
  return invoices.filter(
    (name) =>
      !versionedKinds.some(({ head }) =>
        db.get(`SELECT 1 FROM ${stagedOf(head.table)} WHERE attachment = ? LIMIT 1`, name),
      ),
  )
}
