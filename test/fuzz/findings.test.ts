import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEInvoiceReader } from '../../main/adapters/einvoice'
import { fileChecker } from '../../main/checker'
import { toCii } from '../fixtures/einvoice/cii'
import { makePdf } from '../fixtures/einvoice/pdf'
import { plain } from '../fixtures/einvoice/samples'
import { commonLedgers } from '../formats/common-ledger'
import { WrittenLedger } from '../formats/read-back'

/* What a campaign found, each once: words of a file that JavaScript's objects know as well. */

const names = ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty']

describe('a word that every object knows means nothing', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'belegbote-findings-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(names)('%s as chart of accounts, and as kind of an address', async (word) => {
    using written = new WrittenLedger('datev-csv', commonLedgers.DE)
    await written.write()
    for (const { path, name } of written.files) {
      const [header = '', ...lines] = readFileSync(path, 'latin1').split('\r\n')
      const fields = header.split(';')
      fields[26] = `"${word}"`
      const spoilt = lines.map((line, index) => {
        const cells = line.split(';')
        if (index > 0 && name.includes('Debitoren')) cells[6] = `"${word}"`
        return cells.join(';')
      })
      const copy = join(folder, name)
      writeFileSync(copy, [fields.join(';'), ...spoilt].join('\r\n'), 'latin1')
      const file = { path: copy, name, kind: null, mandant: null }
      const report = await fileChecker.check({ format: 'datev-csv', settings: null, files: [file] })
      expect(report.files).toHaveLength(1)
    }
  })

  it.each(names)('%s as namespace of an e-invoice, and as ending of a file beside it', async (word) => {
    const { readEInvoice } = createEInvoiceReader()
    const root = await readEInvoice(Buffer.from(`<a xmlns="${word}"/>`), 'a.xml')
    expect(root).toMatchObject({ kind: 'refused', findings: [{ code: 'root-unknown' }] })
    const files = [
      { name: 'factur-x.xml', content: toCii(plain) },
      { name: `beilage.${word}`, content: 'x' },
    ]
    const read = await readEInvoice(makePdf({ files }), 'a.pdf')
    expect(read.kind).toBe('einvoice')
    if (read.kind !== 'einvoice') return
    expect(read.attachments.at(-1)?.mime).toBe('application/octet-stream')
  })
})
