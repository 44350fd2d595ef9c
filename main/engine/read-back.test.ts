import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { detailsOf, House, must, type Opened, openHouse, profile } from '../../test/fakes/engine'
import { debtor, document, invoice } from '../../test/fakes/memory-ledger'
import type { ExportFormat, FileSink, OpenFile } from '../core/formats/format'
import type { App, ExportReport } from './app'

/** Changes the bytes on their way into the files, as a bug of a writer would. */
function spoiled(format: ExportFormat, spoil: (text: string) => string): ExportFormat {
  const through = (file: OpenFile): OpenFile => ({
    write: (bytes) => file.write(Buffer.from(spoil(Buffer.from(bytes).toString('latin1')), 'latin1')),
    close: (rows) => file.close(rows),
  })
  return {
    ...format,
    open: (context, sink) => {
      const around: FileSink = {
        open: (file) => through(sink.open(file)),
        openArchive: (file) => sink.openArchive(file),
        openWorkbook: (file, sheet) => sink.openWorkbook(file, sheet),
        attachmentSize: (attachment) => sink.attachmentSize(attachment),
        attach: (file, attachment) => sink.attach(file, attachment),
      }
      return format.open(context, around)
    },
  }
}

const house = { now: new House(), opened: null as Opened | null }
afterEach(async () => {
  await house.opened?.app.close()
  house.now.remove()
  house.now = new House()
})

async function openSpoiled(spoil: (text: string) => string, change: Parameters<typeof profile>[0] = {}): Promise<App> {
  house.opened = openHouse(house.now, {
    wrap: (ports) => ({ ...ports, formats: ports.formats.map((format) => spoiled(format, spoil)) }),
  })
  const { app } = house.opened
  house.now.ledger.put(document('1'), document('2'))
  house.now.ledger.putInvoice(invoice('L-77'))
  must(await app.profiles.apply([profile({ incomingInvoices: { enabled: true, format: 'datev-csv' }, ...change })]))
  return app
}

async function exportSpoiled(...how: Parameters<typeof openSpoiled>): Promise<ExportReport> {
  return must(await (await openSpoiled(...how)).runs.export('kanzlei'))
}

const replaced = (from: string, to: string) => (text: string) => text.replace(from, () => to)

describe('files read back before they are sent', () => {
  it('go when the importer would take them and all sums agree', async () => {
    expect((await exportSpoiled((text) => text)).run.state).toBe('delivered')
  })

  it('park the run when the importer would refuse a row, and say which', async () => {
    const { run } = await exportSpoiled(replaced(';"S";', ';"X";'))
    expect(run).toMatchObject({ state: 'parked', documents: 0, files: [], error: { kind: 'format-rejected' } })
    const { faults } = await detailsOf(house.opened!.app, run.id)
    expect(faults).toContainEqual({
      level: 'reject',
      code: 'check.pattern',
      mandant: 'M1',
      subject: 'RE-1',
      field: expect.stringMatching(/^EXTF_Buchungsstapel_.*\.csv:3 Soll\/Haben-Kennzeichen$/),
      value: 'X',
    })
    expect(house.now.server.calls).toEqual([])
    expect(house.opened!.ports.runs.documents(run.id)).toEqual([])
  })

  it.each(['dry', null])('are read in a dry run too, whether it keeps them (%s) or not', async (folder) => {
    const app = await openSpoiled(replaced(';"S";', ';"X";'))
    const out = folder === null ? null : join(house.now.folder, folder)
    const { run, faults } = must(await app.runs.dryRun('kanzlei', out))
    expect(run).toMatchObject({ state: 'parked', error: { kind: 'format-rejected' } })
    expect(faults).toMatchObject([{ level: 'reject', code: 'check.pattern', subject: 'RE-1' }])
    expect(readdirSync(out ?? join(house.now.folder, 'spool', 'trial'))).toEqual([])
  })

  it('park it when a file is cut off', async () => {
    const { run } = await exportSpoiled((text) => text.slice(0, -20))
    expect(run).toMatchObject({ state: 'parked', error: { kind: 'format-rejected' } })
  })

  it.each([
    ['an amount', replaced('119,00', '191,00'), 'M1 EUR: ledger 47600, written 47600, read 54800 cents'],
    [
      'an account',
      replaced(';8400;', ';8401;'),
      'M1 EUR: ledger 47600, written 47600, read 47600 cents; balance of account 8400: ledger -23800, read -11900 cents',
    ],
    [
      'a side',
      replaced(';"S";', ';"H";'),
      'M1 EUR: ledger 47600, written 47600, read 47600 cents; balance of account 10001: ledger 11900, read -11900 cents',
    ],
    [
      'the number',
      replaced('"RE-1"', '"RE-3"'),
      'M1 EUR: ledger 47600, written 47600, read 47600 cents; numbers or days stand beside other amounts than in the ledger',
    ],
    ['a row', (text: string) => text.replace(/119,00;"S".*RE-2.*\r\n/, ''), 'ledger 47600, written 47600, read 35700'],
  ])('park it when %s is not what the ledger holds', async (_what, spoil, detail) => {
    const { run } = await exportSpoiled(spoil)
    expect(run).toMatchObject({ state: 'parked', documents: 0, error: { kind: 'sums-differ' } })
    expect(run.error?.detail).toContain(detail)
    expect(house.now.server.calls).toEqual([])
  })

  it.each([
    ['the consultant', ';1001;7;2026', ';1002;7;2026', 'other-consultant Beraternummer 1002'],
    ['the client', ';1001;7;2026', ';1001;8;2026', 'other-client Mandantennummer 8'],
    ['the financial year', ';20260101;4;', ';20250401;4;', 'other-fiscal-year WJ-Beginn 20250401'],
    ['the length of accounts', ';20260101;4;', ';20260101;5;', 'other-account-length Sachkontenlänge 5'],
  ])('park it when %s in the file is not the Mandant’s', async (_what, from, to, expected) => {
    const { run } = await exportSpoiled(replaced(from, to))
    expect(run).toMatchObject({ state: 'parked', error: { kind: 'format-rejected' } })
    const { faults } = await detailsOf(house.opened!.app, run.id)
    expect(
      faults.map(({ code, field, value }) => `${code.replace('check.', '')} ${field.replace(/^.*:1 /, '')} ${value}`),
    ).toContain(expected)
  })

  it('park it when a debtor is missing', async () => {
    house.now.ledger.partners.push(debtor('10001', 'Muster GmbH'), debtor('10002', 'Beispiel AG'))
    const { run } = await exportSpoiled((text) => text.replace(/10002;"Beispiel AG".*\r\n/, ''), {
      exportDebtors: true,
    })
    expect(run).toMatchObject({ state: 'parked', error: { kind: 'sums-differ' } })
    expect(run.error?.detail).toMatch(/^EXTF_DebitorenKreditoren_.*: written 2 rows, read 1$/)
  })

  it('go with a warning when the importer would only ask', async () => {
    const { run, warnings } = await exportSpoiled(replaced(';"EUR";;;"";10001;', ';"";;;"";10001;'))
    expect(run.state).toBe('delivered')
    expect(warnings.map(({ code, subject }) => [code, subject])).toEqual([['check.currency-left-out', 'RE-1']])
    rmSync(join(house.now.folder, 'spool'), { recursive: true })
  })
})
