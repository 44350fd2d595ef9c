import type { FormatSettings } from '../../core/formats/settings'
import type { CheckFile } from '../../core/run/file-check'
import { SeenTexts } from '../files/seen-texts'
import type { FormatReader, ReadContext, Reading, Teller } from '../reader'
import { AbacusFile, type Shared } from './file'
import { readNodes } from './nodes'

/** Abacus AbaConnect: entries for the general ledger (FIBU), invoices and debtors (DEBI). */
export const reader: FormatReader = {
  id: 'abacus',
  recognises: ({ head }) => Buffer.from(head).toString('latin1').includes('<AbaConnectContainer'),
  open: (context) => new AbacusReading(context),
}

class AbacusReading implements Reading {
  readonly #shared: Shared

  constructor({ settings }: ReadContext) {
    const text = (key: string, usual: string) => textOf(settings, key) || usual
    const collectives = [text('abacusDebtorAccount', ''), text('abacusCreditorAccount', '')]
    this.#shared = {
      collectives: new Set(collectives.filter((account) => account !== '')),
      debi: {
        invoiceCode: text('abacusInvoiceCode', 'R'),
        creditCode: text('abacusCreditCode', 'G'),
        assignsNumbers: text('abacusNumber', 'digits') === 'assigned',
      },
      debiNumbers: new SeenTexts(),
      debtors: new Set(),
    }
  }

  async file(file: CheckFile, tell: Teller): Promise<number> {
    if (!/\.xml$/i.test(file.name)) tell.reject('file-name', { value: file.name })
    const read = new AbacusFile(tell, this.#shared)
    const isWhole = await readNodes(file.path, file.name, tell, (node, depth) => read.node(node, depth))
    read.end(isWhole)
    return read.rows
  }
}

function textOf(settings: FormatSettings | null, key: string): string {
  const value = settings?.[key]
  return typeof value === 'string' ? value : ''
}
