import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { documentNumbers, House, must, type Opened, openHouse, profile } from '../../test/fakes/engine'
import { document, invoice } from '../../test/fakes/memory-ledger'
import { cents } from '../core/money/cents'

let house: House
let opened: Opened
beforeEach(async () => {
  house = new House()
  opened = openHouse(house)
  house.ledger.put(document('1'), document('2'))
  must(await opened.app.profiles.apply([profile()]))
})
afterEach(async () => {
  await opened.app.close()
  house.remove()
})

const exportNow = async () => must(await opened.app.runs.export('kanzlei'))
const codeOf = (result: { ok: boolean; error?: { class: string; code: string } }) =>
  result.ok ? null : `${result.error?.class} ${result.error?.code}`
const allNumbers = () =>
  house.server.visible().flatMap((path) => documentNumbers(house.server.files.get(path) ?? new Uint8Array()))

describe('sending again', () => {
  it('brings the same bytes under the same name', async () => {
    const { run } = await exportNow()
    const path = run.files[0]?.remotePath ?? ''
    const before = house.server.files.get(path)
    house.server.files.delete(path)
    house.ledger.put(document('2', { text: 'changed meanwhile' }))
    const again = must(await opened.app.runs.resend(run.id))
    expect(again).toMatchObject({ id: run.id, state: 'delivered', documents: 2 })
    expect(house.server.files.get(path)).toEqual(before)
  })

  it('counts as delivered when the file still lies there, without a second upload', async () => {
    const { run } = await exportNow()
    house.server.calls.length = 0
    expect(must(await opened.app.runs.resend(run.id)).state).toBe('delivered')
    expect(house.server.calls.filter((call) => /^(upload|publish)/.test(call))).toEqual([])
    expect(opened.store.db.all('SELECT server_answer FROM receipt ORDER BY id')).toEqual([
      { server_answer: 'renamed' },
      { server_answer: 'found in place' },
    ])
  })

  it('sends nothing when the spool is damaged', async () => {
    const { run } = await exportNow()
    writeFileSync(join(house.folder, 'spool', run.id, run.files[0]?.name ?? ''), 'damaged')
    house.server.calls.length = 0
    expect(codeOf(await opened.app.runs.resend(run.id))).toBe('failed local-file-changed')
    expect(house.server.calls).toEqual([])
    expect(must(await opened.app.runs.show(run.id)).run.state).toBe('delivered')
  })

  it('is refused for runs that have nothing, are open, are released, or do not exist', async () => {
    const { run } = await exportNow()
    const empty = await exportNow()
    expect(codeOf(await opened.app.runs.resend(empty.run.id))).toBe('refused run-without-files')
    must(await opened.app.runs.release(run.id, 'the advisor lost it'))
    expect(codeOf(await opened.app.runs.resend(run.id))).toBe('refused run-released')
    expect(codeOf(await opened.app.runs.resend('20200101-000000-aaaa'))).toBe('invalid run-unknown')
    house.server.fault = () => ({ kind: 'unreachable', how: 'refused' })
    const open = await exportNow()
    expect(codeOf(await opened.app.runs.resend(open.run.id))).toBe('refused run-open')
  })
})

describe('releasing', () => {
  it('lets the documents of a delivered run go again', async () => {
    const { run } = await exportNow()
    const released = must(await opened.app.runs.release(run.id, '  the advisor lost it '))
    expect(released).toMatchObject({ state: 'delivered', releasedMs: house.nowMs })
    const second = await exportNow()
    expect(second.run).toMatchObject({ state: 'delivered', documents: 2 })
    expect(allNumbers()).toEqual(['RE-1', 'RE-2', 'RE-1', 'RE-2'])
    const entry = must(await opened.app.runs.show(run.id)).journal.at(-1)
    expect(entry).toMatchObject({ event: 'run.released', data: { reason: 'the advisor lost it', documents: 2 } })
    expect(codeOf(await opened.app.runs.release(run.id, 'again'))).toBe('refused run-released')
  })

  it('cancels a parked run', async () => {
    house.server.fault = () => ({ kind: 'auth-refused', how: 'refused' })
    const { run } = await exportNow()
    expect(must(await opened.app.runs.release(run.id, 'wrong server')).state).toBe('cancelled')
    house.server.fault = () => null
    const { runs } = await exportNow()
    expect(runs.map(({ state }) => state)).toEqual(['delivered'])
    expect(allNumbers()).toEqual(['RE-1', 'RE-2'])
  })

  it('cancels a run that waits before its final names, but not one that may have got them', async () => {
    house.server.fault = (call) => (call === 'upload' ? { kind: 'timeout', how: 'half' } : null)
    const { run } = await exportNow()
    expect(run.state).toBe('sending')
    expect(must(await opened.app.runs.release(run.id, 'later')).state).toBe('cancelled')
    house.server.fault = (call) => (call === 'publish' ? { kind: 'timeout', how: 'lost' } : null)
    const second = await exportNow()
    expect(second.run.state).toBe('publishing')
    expect(codeOf(await opened.app.runs.release(second.run.id, 'now'))).toBe('refused run-publishing')
    house.server.fault = (call) => (call === 'connect' ? { kind: 'auth-refused', how: 'refused' } : null)
    expect((await exportNow()).run.state).toBe('parked')
    expect(codeOf(await opened.app.runs.release(second.run.id, 'now'))).toBe('refused run-publishing')
    house.server.fault = () => null
    expect((await exportNow()).run).toMatchObject({ id: second.run.id, state: 'delivered' })
  })

  describe('a run that was cut off in the middle', () => {
    const parts = () => [...house.server.files.keys()].filter((path) => path.endsWith('.part'))
    beforeEach(async () => {
      house.server.fault = (call) => (call === 'upload' ? { kind: 'timeout', how: 'half' } : null)
      await exportNow()
      expect(parts()).toHaveLength(1)
      house.server.fault = () => null
      house.server.calls.length = 0
    })
    const releaseIt = async () => {
      const [run] = must(await opened.app.runs.list({}))
      return must(await opened.app.runs.release(run?.id ?? '', 'later')).state
    }

    it('leaves nothing at the receiver', async () => {
      expect(await releaseIt()).toBe('cancelled')
      expect(parts()).toEqual([])
      expect((await exportNow()).run.state).toBe('delivered')
    })

    it.each(['connect', 'remove'] as const)('is released all the same when %s fails', async (broken) => {
      house.server.fault = (call) => (call === broken ? { kind: 'unreachable', how: 'refused' } : null)
      expect(await releaseIt()).toBe('cancelled')
      expect(parts()).toHaveLength(1)
    })

    it('does not knock where it was refused: too many of these lock an account', async () => {
      house.server.fault = (call) => (call === 'connect' ? { kind: 'auth-refused', how: 'refused' } : null)
      house.nowMs += 3_600_000
      expect((await exportNow()).run).toMatchObject({ state: 'parked', error: { kind: 'auth-refused' } })
      house.server.calls.length = 0
      expect(await releaseIt()).toBe('cancelled')
      expect(house.server.calls).toEqual([])
    })
  })

  it('of a run that was delivered asks the receiver for nothing', async () => {
    const { run } = await exportNow()
    house.server.calls.length = 0
    must(await opened.app.runs.release(run.id, 'the advisor lost it'))
    expect(house.server.calls).toEqual([])
  })

  it('asks for a reason and an installation of its own', async () => {
    const { run } = await exportNow()
    expect(codeOf(await opened.app.runs.release(run.id, '  '))).toBe('invalid reason-missing')
    await opened.app.close()
    opened = openHouse(house, { workstationName: 'NOTEBOOK' })
    expect(codeOf(await opened.app.runs.release(run.id, 'copy'))).toBe('refused workstation-other-name')
  })
})

describe('a document that changed after its export', () => {
  const changeFirst = () =>
    house.ledger.put(
      document('1', {
        documentDate: '2026-04-02',
        postings: [{ ...document('1').postings[0]!, amountCents: cents(5_000) }],
      }),
    )
  const decide = (choice: 'reverse-and-resend' | 'do-not-send', sourceId = '1') =>
    opened.app.ledger.decideChanged(choice, { profileId: 'kanzlei', mandant: 'M1', sourceId })

  it('waits for a person', async () => {
    await exportNow()
    changeFirst()
    const { run, warnings } = await exportNow()
    expect(run.state).toBe('empty')
    expect(warnings).toMatchObject([{ code: 'changed-after-export', subject: 'RE-1', value: '1' }])
    expect(await opened.app.ledger.changedAfterExport()).toEqual([
      { profileId: 'kanzlei', mandant: 'M1', sourceId: '1', documentNo: 'RE-1', sentVersion: 1, currentVersion: 2 },
    ])
    expect((await opened.app.profiles.list())[0]?.waitingDocuments).toBe(0)
  })

  it('is reversed and sent anew', async () => {
    await exportNow()
    changeFirst()
    must(await decide('reverse-and-resend'))
    expect((await opened.app.profiles.list())[0]?.waitingDocuments).toBe(1)
    const { run } = await exportNow()
    expect(run).toMatchObject({ state: 'delivered', documents: 1 })
    expect(run.sums).toEqual([{ mandant: 'M1', currency: 'EUR', debitCents: 5_000, creditCents: 11_900 }])
    const { rows } = must(await opened.app.runs.documents(run.id, { offset: 0, limit: 9 }))
    expect(rows.map(({ occasion, version, documentDate }) => [occasion, version, documentDate])).toEqual([
      ['reversal', 1, '2026-03-05'],
      ['document', 2, '2026-04-02'],
    ])
    expect(run.files.map(({ name, rows }) => [/_(\d{6})_/.exec(name)?.[1], rows])).toEqual([
      ['202603', 1],
      ['202604', 1],
    ])
    expect((await exportNow()).run.state).toBe('empty')
    expect(await opened.app.ledger.changedAfterExport()).toEqual([])

    must(await opened.app.runs.release(run.id, 'once more'))
    expect((await exportNow()).run.sums).toEqual(run.sums)
  })

  it('goes as new when what was sent is released first', async () => {
    const { run } = await exportNow()
    changeFirst()
    must(await decide('reverse-and-resend'))
    must(await opened.app.runs.release(run.id, 'the advisor deleted it'))
    const second = await exportNow()
    expect(second.run.sums).toEqual([{ mandant: 'M1', currency: 'EUR', debitCents: 16_900, creditCents: 0 }])
  })

  it('stays here when a person says so, until it changes again', async () => {
    await exportNow()
    changeFirst()
    must(await decide('do-not-send'))
    const { run, warnings } = await exportNow()
    expect([run.state, warnings]).toEqual(['empty', []])
    expect(await opened.app.ledger.changedAfterExport()).toEqual([])
    changeFirst()
    expect(await opened.app.ledger.changedAfterExport()).toMatchObject([{ sentVersion: 1, currentVersion: 3 }])
  })

  it('parks the run when the version to reverse is gone', async () => {
    await exportNow()
    changeFirst()
    must(await decide('reverse-and-resend'))
    house.ledger.documentVersion = async () => null
    const { run } = await exportNow()
    expect(run).toMatchObject({ state: 'parked', error: { kind: 'format-rejected' } })
    expect(must(await opened.app.runs.show(run.id)).faults).toMatchObject([{ code: 'sent-version-missing' }])
  })

  it('is not reversed by itself when it is an incoming invoice', async () => {
    must(await opened.app.profiles.apply([profile({ incomingInvoices: { enabled: true, format: 'datev-csv' } })]))
    house.ledger.putInvoice(invoice('L-1'))
    await exportNow()
    house.ledger.putInvoice(invoice('L-1', { creditNote: true }))
    const { warnings } = await exportNow()
    expect(warnings).toMatchObject([{ code: 'changed-after-export', subject: 'L-1' }])
    expect(codeOf(await decide('reverse-and-resend', '70000/L-1'))).toBe('refused incoming-not-reversible')
    must(await decide('do-not-send', '70000/L-1'))
    expect((await exportNow()).warnings).toEqual([])
  })

  it('is asked for by name: nothing to decide is an error', async () => {
    expect(codeOf(await decide('do-not-send', '2'))).toBe('invalid change-unknown')
  })
})

describe('a dry run', () => {
  it('writes what would go, and leaves no trace', async () => {
    const out = join(house.folder, 'out')
    const report = must(await opened.app.runs.dryRun('kanzlei', out))
    expect(report.run).toMatchObject({ state: 'planned', documents: 2 })
    expect(report.documentList.map((one) => one.documentNo)).toEqual(['RE-1', 'RE-2'])
    const counted = must(await opened.app.runs.dryRun('kanzlei', null))
    expect(counted.files.map((file) => file.rows)).toEqual(report.files.map((file) => file.rows))
    expect(readdirSync(join(house.folder, 'spool', 'trial'))).toEqual([])
    expect(must(await opened.app.runs.list({}))).toEqual([])
    expect(house.server.calls).toEqual([])
    expect((await exportNow()).run.documents).toBe(2)
  })

  it('does not overwrite what lies in the folder', async () => {
    must(await opened.app.profiles.apply([profile({ fileNamePattern: 'fest' })]))
    const out = join(house.folder, 'out')
    must(await opened.app.runs.dryRun('kanzlei', out))
    expect(codeOf(await opened.app.runs.dryRun('kanzlei', out))).toBe('failed spool-failed')
    expect(codeOf(await opened.app.runs.dryRun('kanzlei', out))).toBe('failed spool-failed')
  })
})
