import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { openPromise } from 'yauzl'
import { toCii } from '../fixtures/einvoice/cii'
import { makePdf } from '../fixtures/einvoice/pdf'
import { plain } from '../fixtures/einvoice/samples'
import { toUbl } from '../fixtures/einvoice/ubl'
import { writeExchange } from '../fixtures/exchange'
import { filesIn, folderProfile, Installation } from './cli-kit'

const books = {
  mandanten: [
    {
      mandant: 'M1',
      name: 'Musteroptik GmbH',
      ust_id: 'DE987654321',
      beraternummer: '1001',
      mandantennummer: '11',
      kontenrahmen: 'SKR03',
      sachkontenlaenge: '4',
    },
  ],
  belegarten: [
    { belegart: 'RE', name: 'Rechnung', art: 'rechnung' },
    { belegart: 'GU', name: 'Gutschrift', art: 'gutschrift' },
  ],
  kreditoren: [
    { mandant: 'M1', konto: '70001', firma: 'Muster Glas GmbH', ust_id: 'DE123456789' },
    { mandant: 'M1', konto: '70002', firma: 'Papierwaren Muster' },
  ],
}
const rules = {
  mandant: 'M1',
  rules: [{ creditor: '70001', taxRate: 1900, account: '4980', costCentre: '100' }],
}
const xrechnung = toUbl(plain)
const linsen = { ...plain, number: 'ZF-7', lines: [{ name: 'Bücher', net: 10_000, category: 'S', rate: '7' }] }
const zugferd = makePdf({
  text: ['Rechnung ZF-7 vom 05.10.2026', 'Gesamt 107,00 EUR'],
  files: [{ name: 'factur-x.xml', content: toCii(linsen) }],
})
const scan = makePdf({ text: ['Quittung'] })

const position = { account: '4930', grossCents: 5_950, taxRate: 1900, taxKey: '9' }
const byHand = {
  ...{ mandant: 'M1', creditor: '70002', invoiceNo: 'Q 1', invoiceDate: '2026-10-06', grossCents: 5_950 },
  positions: [position],
}

/** Everything in a ZIP by name. */
async function unpacked(path: string): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>()
  const zip = await openPromise(path)
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  return files
}

async function house(): Promise<Installation & { put(name: string, content: string | Uint8Array): string }> {
  const home = new Installation()
  await home.importBooks(books)
  const folder = home.fresh()
  filesIn(folder) // makes it
  const put = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  return Object.assign(home, { put })
}

/** Every call is a process of its own; on a busy machine each takes seconds. */
describe('invoices that come as files', { timeout: 240_000 }, () => {
  it('are booked by rules, by JSON or by hand, and go to the advisor with the file that came, byte for byte', async () => {
    using home = await house()
    expect((await home.json('invoice', 'rules', 'set', home.file(rules))).json.rules).toHaveLength(1)
    const added = await home.json(
      'invoice',
      'add',
      home.put('xrechnung.xml', xrechnung),
      home.put('zugferd.pdf', zugferd),
      home.put('scan.pdf', scan),
      home.put('noch-mal.xml', xrechnung),
      home.put('keine.xml', '<kein/>'),
    )
    expect(added.exit).toBe(1)
    type Added = { fileName: string; outcome: string; id: string | null; reasons: { reason: string }[] }
    const outcomes = added.json.invoices.map(({ fileName, outcome, id }: Added) => [fileName, outcome, id])
    expect(outcomes).toEqual([
      ['xrechnung.xml', 'booked', 'E1'],
      ['zugferd.pdf', 'waiting', 'E2'],
      ['scan.pdf', 'waiting', 'E3'],
      ['noch-mal.xml', 'known', 'E1'],
      ['keine.xml', 'refused', null],
    ])
    for (const { outcome, reasons } of added.json.invoices)
      if (outcome === 'waiting' || outcome === 'refused') expect(reasons[0].reason).toMatch(/\S+ \S+.*\./)
    expect(added.stderr).toContain('keine.xml: nicht aufgenommen.')

    // The proposal, with its accounts, is what is assigned.
    const { invoice } = (await home.json('invoice', 'show', 'E2')).json
    expect(invoice.proposal).toMatchObject({ creditor: { account: '70001', by: 'vat-id' }, grossCents: 10_700 })
    const { mandant, invoiceNo, invoiceDate, dueDate, serviceDate, creditNote, grossCents } = invoice.proposal
    const positions = invoice.proposal.positions.map(
      (one: { grossCents: number; taxRate: number; taxKey: string }) => ({
        ...{ account: '4940', grossCents: one.grossCents, taxRate: one.taxRate, taxKey: one.taxKey },
      }),
    )
    const head = { mandant, creditor: '70001', invoiceNo, invoiceDate, dueDate, serviceDate, creditNote, grossCents }
    const assigned = await home.json('invoice', 'assign', 'E2', home.file({ ...head, positions }), '--remember')
    expect([assigned.exit, assigned.json.invoice.state, assigned.json.remembered]).toEqual([0, 'booked', 1])
    expect((await home.json('invoice', 'rules', 'M1')).json.rules).toHaveLength(2)

    const wrong = { ...byHand, creditor: '10001', grossCents: 5_951 }
    const refused = await home.json('invoice', 'assign', 'E3', home.file(wrong))
    expect([refused.exit, refused.json.error.code]).toEqual([2, 'input-faults'])
    const faults: { path: string; reason: string }[] = refused.json.error.details.faults
    expect(faults.map(({ path }) => path)).toEqual(['creditor', 'positions'])
    expect(faults[1]?.reason).toContain('59,51')
    const piped = await home.run(['invoice', 'assign', 'E3', '-', '--json'], { stdin: JSON.stringify(byHand) })
    expect([piped.exit, piped.json.invoice.sellerName]).toEqual([0, 'Papierwaren Muster'])
    expect((await home.run(['invoice', 'list'])).stdout).toMatch(
      /E3 +gebucht +M1 +Papierwaren Muster +Q 1 +06\.10\.2026 +59,50 €/,
    )

    const [csv, xml] = [home.fresh(), home.fresh()]
    await home.apply(
      folderProfile(csv),
      folderProfile(xml, { id: 'paket', incomingInvoices: { enabled: true, format: 'datev-xml' } }),
    )
    const rows = await home.json('export', 'ordner')
    expect([rows.exit, rows.json.run.state, rows.json.run.documents]).toEqual([0, 'delivered', 3])
    const batch = filesIn(csv).find((name) => name.includes('Eingangsrechnungen')) ?? ''
    const lines = new TextDecoder('windows-1252')
      .decode(readFileSync(join(csv, batch)))
      .split('\r\n')
      .slice(2)
    const cells = lines.filter((line) => line !== '').map((line) => line.replaceAll('"', '').split(';'))
    const shown = cells.map(([amount, , , , , , account, contra, key, , number]) => [
      amount,
      account,
      contra,
      key,
      number,
    ])
    expect(shown.map((cell) => cell.join(' ')).sort()).toEqual([
      '107,00 70001 4940 8 ZF-7',
      '119,00 70001 4980 9 RE-2026/0815',
      '59,50 70002 4930 9 Q-1',
    ])

    const packed = await home.json('export', 'paket')
    expect([packed.exit, packed.json.run.state]).toEqual([0, 'delivered'])
    const contents: Buffer[] = []
    for (const name of filesIn(xml).filter((one) => one.endsWith('.zip')))
      contents.push(...(await unpacked(join(xml, name))).values())
    for (const original of [Buffer.from(xrechnung), Buffer.from(zugferd), Buffer.from(scan)])
      expect(contents.some((content) => content.equals(original))).toBe(true)
  })

  it('that want a decision are booked only with --confirm, or declined', async () => {
    using home = await house()
    const prepaid = home.put('anzahlung.xml', toUbl({ ...plain, prepaid: 5_000 }))
    expect((await home.json('invoice', 'add', prepaid)).json.invoices[0].outcome).toBe('waiting')
    const file = home.file({
      ...{ ...byHand, creditor: '70001', grossCents: 11_900 },
      positions: [{ ...position, grossCents: 11_900 }],
    })
    const asked = await home.json('invoice', 'assign', 'E1', file)
    expect([asked.exit, asked.json.error.code]).toEqual([3, 'invoice-unconfirmed'])
    expect(asked.json.error.details.findings[0]).toMatchObject({
      code: 'prepaid',
      reason: expect.stringMatching(/\S \S/),
    })
    expect(asked.stderr).toContain(asked.json.error.details.findings[0].reason)
    expect((await home.json('invoice', 'decline', 'E1', '--reason', 'doppelt')).json.invoice.state).toBe('declined')
    expect((await home.json('invoice', 'assign', 'E1', file, '--confirm')).exit).toBe(3)
    expect((await home.json('invoice', 'reopen', 'E1')).json.invoice.state).toBe('waiting')
    expect((await home.json('invoice', 'assign', 'E1', file, '--confirm')).exit).toBe(0)
    expect((await home.json('invoice', 'list', '--state', 'booked')).json.invoices).toHaveLength(1)
    const none = await home.json('invoice', 'list', '--state', 'waiting')
    expect([none.exit, none.json]).toEqual([0, { invoices: [] }])
  })

  it('are taken from an exchange folder and alone by ledger import, and what is wrong is said', async () => {
    using home = await house()
    await home.json('invoice', 'rules', 'set', home.file(rules))
    const folder = writeExchange(home.fresh(), { kreditoren: books.kreditoren }, { 're.xml': xrechnung })
    const imported = await home.json('ledger', 'import', folder)
    expect([imported.exit, imported.json.invoices[0].outcome]).toEqual([0, 'booked'])
    const alone = await home.json('ledger', 'import', home.put('zugferd.pdf', zugferd))
    expect([alone.exit, alone.json.invoices[0].outcome]).toEqual([0, 'waiting'])
    const broken = await home.run(['ledger', 'import', home.put('leer.pdf', 'x')])
    expect([broken.exit, broken.stdout]).toEqual([2, ''])
    expect(broken.stderr).toMatch(/leer\.pdf: nicht aufgenommen\.\n {2}- \S+ \S+/)
    for (const args of [
      ['show', 'E9'],
      ['decline', 'E9', '--reason', 'weil es sie nicht gibt'],
      ['decline', 'E2', '--reason', ' '],
      ['list', '--state', 'weg'],
      ['assign', 'E2', home.file('{'), '--json'],
      ['rules', 'set', home.file({ mandant: 'M9', rules: [] })],
      ['rules', 'set', home.file({ mandant: 'M1', rules: [{ account: '70001' }] })],
    ]) {
      const answer = await home.json('invoice', ...args.filter((one) => one !== '--json'))
      expect([args, answer.exit, answer.json.error.message]).toEqual([args, 2, expect.stringMatching(/\S \S/)])
    }
  })
})
