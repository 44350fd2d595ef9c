import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { books, filesIn, folderProfile, Installation } from './cli-kit'

describe('check', () => {
  it('finds nothing in what was delivered, and names what somebody changed afterwards', async () => {
    using home = new Installation()
    const out = home.fresh()
    await home.importBooks(books)
    await home.apply(folderProfile(out))
    const { run } = (await home.json('export', 'ordner')).json
    const paths = filesIn(out).map((name) => join(out, name))

    using elsewhere = new Installation()
    const good = await elsewhere.json('check', ...paths)
    expect([good.exit, good.stderr]).toEqual([0, ''])
    expect(good.json).toMatchObject({ ok: true, findings: [], rejects: 0 })
    const rows = (files: readonly { name: string; rows: number }[]) =>
      files.map((one) => `${one.name} ${one.rows}`).toSorted()
    expect(rows(good.json.files)).toEqual(rows(run.files))
    expect(existsSync(elsewhere.profileDir)).toBe(false)

    const [, path = ''] = paths.filter((one) => one.includes('Buchungsstapel'))
    const text = readFileSync(path, 'latin1')
    writeFileSync(path, text.replace(/,(\d\d);"(?=[SH]";)/, '.$1;"'), 'latin1')
    const bad = await elsewhere.run(['check', path])
    expect(bad.exit).toBe(1)
    expect(bad.stdout).toMatch(
      /^Fehler: EXTF_Buchungsstapel_.*\.csv, Zeile 3, \d+, Umsatz \(ohne Soll\/Haben-Kz\) „\d+\.\d\d“: /m,
    )
    expect((await elsewhere.run(['check', join(out, 'nothing.csv')])).exit).toBe(2)
  })

  it('reads a table of its own columns with the settings of its profile', async () => {
    using home = new Installation()
    const out = home.fresh()
    await home.importBooks(books)
    const column = (name: string) => ({ column: name, heading: name.toUpperCase() })
    const bookingColumns = ['document-no', 'document-date', 'debit', 'credit', 'gross'].map(column)
    await home.apply({
      ...folderProfile(out),
      format: 'csv',
      incomingInvoices: { enabled: false, format: 'csv' }, // theirs may be another format than that of the documents
      formatSettings: { csv: { bookingColumns, delimiter: 'tab' } },
    })
    expect((await home.json('export', 'ordner')).exit).toBe(0)
    const paths = filesIn(out).map((name) => join(out, name))
    expect(await home.json('check', ...paths, '--profile', 'ordner')).toMatchObject({ exit: 0, json: { findings: [] } })
    expect((await home.json('check', ...paths, '--format', 'csv')).exit).toBe(1)
    expect((await home.json('check', ...paths, '--profile', 'nobody')).exit).toBe(2)
  })

  it('looks through a file of a hundred megabytes that is none', async () => {
    using home = new Installation()
    const path = home.fresh()
    writeFileSync(path, Buffer.alloc(100 * 1024 * 1024, 'EXTF;'))
    const { exit, json } = await home.json('check', path)
    expect(exit).toBe(1)
    expect(json.findings.map((one: { code: string }) => one.code)).toContain('line-too-long')
  })
})
