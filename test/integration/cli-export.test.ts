import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { books, filesIn, folderProfile, Installation, sha256Of } from './cli-kit'

describe('export into a folder', () => {
  it('delivers once, shows every document, sends again byte for byte, and releases', async () => {
    using home = new Installation()
    const out = home.fresh()
    await home.importBooks(books)
    await home.apply(folderProfile(join(out, '{mandant}')))
    expect((await home.json('ledger', 'status')).json.mandants[0].notExported).toEqual({ ordner: 3 })

    const first = await home.json('export', 'ordner')
    expect(first.exit).toBe(0)
    const { run } = first.json
    expect(run).toMatchObject({
      profile: 'ordner',
      state: 'delivered',
      documents: 3,
      sums: [{ mandant: 'M1', currency: 'EUR', debitCents: 12_970, creditCents: 5950 }],
      error: null,
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/),
      finishedAt: expect.stringMatching(/[+-]\d\d:\d\d$/),
    })
    // Master data, two months of postings, one month of incoming invoices.
    expect(run.files.map((file: { rows: number }) => file.rows)).toEqual([expect.any(Number), 2, 1, 1])
    expect(filesIn(out)).toEqual(run.files.map((file: { name: string }) => join('M1', file.name)).toSorted())
    for (const { name, sha256, sizeBytes } of run.files) {
      expect(sha256Of(join(out, 'M1', name))).toBe(sha256)
      expect(readFileSync(join(out, 'M1', name))).toHaveLength(sizeBytes)
    }

    const again = await home.json('export', 'ordner')
    expect([again.exit, again.json.run.state, again.json.run.files]).toEqual([0, 'empty', []])
    expect((await home.json('ledger', 'status')).json.mandants[0].notExported).toEqual({ ordner: 0 })

    const shown = (await home.json('run', 'show', run.id)).json.run
    expect(shown.documentList).toContainEqual(
      expect.objectContaining({ mandant: 'M1', beleg: 'b1', version: 1, belegnummer: '4711', belegart: 'RE' }),
    )
    expect(shown.documentList).toHaveLength(3)
    expect(shown.journal.length).toBeGreaterThan(3)
    expect((await home.run(['run', 'show', run.id])).stdout).toMatch(/4711 +RE +02\.03\.2026 +b1/)
    const ids = (answer: { json: { runs: { id: string }[] } }) => answer.json.runs.map((one) => one.id)
    expect(ids(await home.json('run', 'list'))).toHaveLength(2)
    expect(ids(await home.json('run', 'list', '--profile', 'ordner', '--state', 'delivered'))).toEqual([run.id])
    expect(ids(await home.json('run', 'list', '--profile', 'nope'))).toEqual([])
    expect(ids(await home.json('run', 'find', '4712'))).toEqual([run.id])
    expect(ids(await home.json('run', 'find', '999'))).toEqual([])

    const before = filesIn(out).map((name) => sha256Of(join(out, name)))
    const resent = await home.json('run', 'resend', run.id)
    expect([resent.exit, resent.json.run.files]).toEqual([0, run.files])
    expect(filesIn(out).map((name) => sha256Of(join(out, name)))).toEqual(before)

    const released = await home.json('run', 'release', run.id, '--reason', 'Kanzlei hat alles verworfen')
    expect(released.exit).toBe(0)
    const next = await home.json('export', 'ordner')
    expect(next.json.run).toMatchObject({ state: 'delivered', documents: 3 })
    expect(next.json.run.id).not.toBe(run.id)
    for (const verb of [['show'], ['resend'], ['release', '--reason', 'x']])
      expect((await home.json('run', verb[0] ?? '', 'nope', ...verb.slice(1))).exit).toBe(2)
  })

  it('tries without sending or stamping', async () => {
    using home = new Installation()
    const [out, dry] = [home.fresh(), home.fresh()]
    await home.importBooks(books)
    await home.apply(folderProfile(out))
    const listed = await home.json('export', 'ordner', '--dry-run')
    expect([listed.exit, listed.json.run.documents, listed.json.run.documentList.length]).toEqual([0, 3, 3])
    const written = await home.json('export', 'ordner', '--dry-run', '--out', dry)
    expect(filesIn(dry)).toEqual(written.json.run.files.map((file: { name: string }) => file.name).toSorted())
    for (const { name, sha256 } of written.json.run.files) expect(sha256Of(join(dry, name))).toBe(sha256)
    expect(filesIn(out)).toEqual([])
    expect((await home.json('run', 'list')).json.runs).toEqual([])
    expect((await home.json('export', 'ordner')).json.run.documents).toBe(3)
    expect((await home.json('export', 'ordner', '--out', dry)).exit).toBe(2)
  })

  it('parks what the format cannot carry, and carries on when the books are mended', async () => {
    using home = new Installation()
    const out = home.fresh()
    const mandant = books['mandanten']?.[0] ?? {}
    await home.importBooks({ ...books, mandanten: [{ ...mandant, beraternummer: '' }] })
    await home.apply(folderProfile(out))
    const parked = await home.json('export', 'ordner')
    expect([parked.exit, parked.json.run.state, parked.json.run.error.code]).toEqual([1, 'parked', 'format-rejected'])
    expect(filesIn(out)).toEqual([])
    await home.importBooks(books)
    const next = await home.json('export', 'ordner')
    expect([next.exit, next.json.run.state, next.json.run.documents]).toEqual([0, 'delivered', 3])
  })

  it('does not overwrite a foreign file', async () => {
    using home = new Installation()
    const out = home.fresh()
    await home.importBooks(books)
    await home.apply(folderProfile(out, { fileNamePattern: 'EXTF_{mandant}.csv', exportDebtors: false }))
    const tried = await home.json('export', 'ordner', '--dry-run')
    for (const { name } of tried.json.run.files) {
      filesIn(out)
      writeFileSync(join(out, name), 'foreign')
    }
    const answer = await home.json('export', 'ordner')
    expect([answer.exit, answer.json.run.state, answer.json.run.error.code]).toEqual([1, 'parked', 'remote-conflict'])
    expect(new Set(filesIn(out).map((name) => readFileSync(join(out, name), 'utf8')))).toEqual(new Set(['foreign']))
  })
})

describe('export is refused (3), nothing written and no run made,', () => {
  const refused = async (home: Installation, out: string, code: string, ...more: readonly string[]) => {
    const answer = await home.json('export', 'ordner', ...more)
    expect([answer.exit, answer.json.error.code]).toEqual([3, code])
    expect(answer.json.error.message).toMatch(/\S \S/)
    expect(filesIn(out)).toEqual([])
    expect((await home.json('run', 'list', ...more)).json.runs).toEqual([])
  }

  it('before the start date', async () => {
    using home = new Installation()
    const out = home.fresh()
    await home.importBooks(books)
    await home.apply(folderProfile(out, { startDate: '2999-01-01' }))
    await refused(home, out, 'before-start-date')
    await home.apply(folderProfile(out, { startDate: '2020-01-01' }))
    expect((await home.json('export', 'ordner')).exit).toBe(0)
  })

  it('while the bookkeeping of one Mandant is not active', async () => {
    using home = new Installation()
    const out = home.fresh()
    const [mandant = {}] = books['mandanten'] ?? []
    await home.importBooks({
      ...books,
      mandanten: [mandant, { ...mandant, mandant: 'M2', mandantennummer: '12', buchhaltung_aktiv: '0' }],
    })
    const selection = { mandants: ['M1', 'M2'], documentTypes: ['RE'] }
    await home.apply(folderProfile(out, { selection }))
    await refused(home, out, 'bookkeeping-inactive')
  })

  it('on a foreign workstation, until it is adopted', async () => {
    using home = new Installation()
    const out = home.fresh()
    const here = ['--workstation', 'KASSE-2']
    await home.importBooks(books)
    await home.apply(folderProfile(out))
    await refused(home, out, 'workstation-other-name', ...here)
    expect((await home.json('workstation', 'show', ...here)).json).toMatchObject({ name: 'KASSE-2', adopted: false })
    expect((await home.json('workstation', 'adopt', ...here)).json).toMatchObject({
      boundName: 'KASSE-2',
      adopted: true,
    })
    expect((await home.json('export', 'ordner', ...here)).exit).toBe(0)
  })

  it('by a profile bound to another workstation or branch', async () => {
    using home = new Installation()
    const out = home.fresh()
    await home.importBooks(books)
    await home.apply(folderProfile(out, { workstation: 'ANDERER' }))
    await refused(home, out, 'foreign-workstation')
    await home.apply(folderProfile(out, { branch: 'F1' }))
    expect((await home.json('workstation', 'branch', 'F9')).exit).toBe(2)
    await home.importBooks({ ...books, filialen: [{ filiale: 'F2', name: 'West', mandant: 'M1' }] })
    expect((await home.json('workstation', 'branch', 'F2')).json.branch).toBe('F2')
    await refused(home, out, 'other-branch')
    expect((await home.json('workstation', 'branch', 'none')).json.branch).toBeNull()
    const { run } = (await home.json('export', 'ordner')).json
    expect(run).toMatchObject({ state: 'delivered', sums: [{ debitCents: 12_970, creditCents: 0 }] })
  })
})
