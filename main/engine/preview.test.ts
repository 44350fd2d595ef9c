import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { House, must, type Opened, openHouse, profile } from '../../test/fakes/engine'
import { document, invoice, mandant } from '../../test/fakes/memory-ledger'
import type { Profile } from '../core/profile/profile'
import type { PreviewProgress } from './app'

let house: House
let opened: Opened

beforeEach(() => {
  house = new House()
  house.ledger.documentTypeList.push({ documentType: 'GU', name: 'Gutschrift', kind: 'gutschrift' })
  opened = openHouse(house)
})
afterEach(async () => {
  await opened.app.close()
  house.remove()
})

const preview = async (draft: Profile, told?: (progress: PreviewProgress) => void) =>
  must(await opened.app.profiles.preview(draft, told))
const everything = profile({
  selection: { mandants: ['M1'], documentTypes: ['RE', 'GU'], paymentMethods: [] },
  incomingInvoices: { enabled: true, format: 'datev-csv' },
})

describe('the preview', () => {
  it('is what a run would hand over, of a profile that is not stored', async () => {
    house.ledger.put(document('1'), document('2'), document('3', { documentType: 'GU', kind: 'gutschrift' }))
    house.ledger.putInvoice(invoice('L1'))
    const progress: PreviewProgress[] = []
    const shown = await preview({ ...everything, id: 'neu' }, (one) => progress.push(one))
    const head = { mandant: 'M1', currency: 'EUR' }
    expect(shown).toMatchObject({
      documents: 4,
      groups: [
        { ...head, occasion: 'document', documentType: 'GU', documents: 1, debitCents: 11_900, creditCents: 0 },
        { ...head, occasion: 'document', documentType: 'RE', documents: 2, debitCents: 23_800, creditCents: 0 },
        { ...head, occasion: 'incoming', documentType: '', documents: 1, debitCents: 0, creditCents: 23_800 },
      ],
      ...{ excluded: [], rejected: 0, faultsTotal: 0, refusal: null },
    })
    expect(progress.at(-1)).toEqual({ done: 4, total: 4 })
    expect(opened.ports.runs.list({})).toEqual([])
    expect(house.server.calls).toEqual([])

    must(await opened.app.profiles.apply([{ ...everything, id: 'neu' }]))
    const { run } = must(await opened.app.runs.export('neu'))
    expect(shown.files.map(({ kind, rows, sizeBytes }) => [kind, rows, sizeBytes])).toEqual(
      run.files.map(({ kind, rows, sizeBytes }) => [kind, rows, sizeBytes]),
    )
    expect(shown.groups.reduce((sum, one) => sum + one.documents, 0)).toBe(run.documents)
  })

  it('says of everything else why it stays', async () => {
    house.ledger.mandantList.push(mandant('M2', { bookkeepingActive: false }), mandant('M3'))
    const here = { branch: 'MITTE', paymentMethod: 'EC' }
    house.ledger.put(document('1', here), document('2', here), document('3', here), document('4', here))
    const draft = profile({
      branch: 'MITTE',
      selection: { mandants: ['M1', 'M2'], documentTypes: ['RE'], paymentMethods: ['EC'] },
    })
    must(await opened.app.profiles.apply([{ ...draft, selection: { ...draft.selection, mandants: ['M1'] } }]))
    must(await opened.app.runs.export('kanzlei'))
    for (const id of ['2', '3', '4']) house.ledger.put(document(id, { ...here, text: 'anders' }))
    const decide = (choice: 'do-not-send' | 'reverse-and-resend', sourceId: string) =>
      opened.app.ledger.decideChanged(choice, { profileId: 'kanzlei', mandant: 'M1', sourceId })
    must(await decide('do-not-send', '3'))
    must(await decide('reverse-and-resend', '4'))
    house.ledger.put(
      document('5', { ...here, branch: 'WEST' }),
      document('6', { ...here, documentType: 'GU' }),
      document('7', { ...here, paymentMethod: 'BAR' }),
      document('8', { ...here, paymentMethod: null }),
      document('9', { ...here, mandant: 'M2' }),
      document('10', { ...here, mandant: 'M3' }),
    )
    house.ledger.putInvoice(invoice('L1', { branch: 'MITTE' }))
    const shown = await preview(draft)
    expect(Object.fromEntries(shown.excluded.map((one) => [`${one.mandant} ${one.reason}`, one.documents]))).toEqual({
      'M1 sent': 1,
      'M1 changed': 1,
      'M1 declined': 1,
      'M1 other-branch': 1,
      'M1 document-type': 1,
      'M1 payment-method': 2,
      'M1 incoming-not-selected': 1,
      'M2 bookkeeping-inactive': 1,
    })
    expect(shown.groups).toMatchObject([
      { occasion: 'document', documents: 1, debitCents: 11_900, creditCents: 0 },
      { occasion: 'reversal', documents: 1, debitCents: 0, creditCents: 11_900 },
    ])
    expect([shown.documents, shown.refusal?.code]).toEqual([1, 'bookkeeping-inactive'])
  })

  it('shows what the format cannot carry; then nothing goes', async () => {
    house.ledger.put(document('1'), document('2', { documentNo: '\u{1F453}' }))
    const shown = await preview(profile())
    expect(shown).toMatchObject({ rejected: 1, files: [], documents: 2, faults: [{ level: 'reject' }] })
  })

  it('can be cancelled between any two pieces of its work, and is as if it had not been', async () => {
    house.ledger.put(document('1'), document('2'))
    house.ledger.putInvoice(invoice('L1'))
    must(await opened.app.profiles.apply([everything]))
    must(await opened.app.runs.export('kanzlei'))
    house.ledger.put(document('1', { text: 'anders' }), document('3'))
    const changed = { profileId: 'kanzlei', mandant: 'M1', sourceId: '1' }
    must(await opened.app.ledger.decideChanged('reverse-and-resend', changed))
    house.ledger.putInvoice(invoice('L2'))
    // All but the run's id, which is a new one every time.
    const seen = async () => {
      const { files, ...rest } = await preview(everything)
      return [opened.ports.runs.list({}), rest, files.map(({ rows, sizeBytes }) => [rows, sizeBytes])]
    }
    const before = await seen()
    let stops = 0
    for (; ; stops += 1) {
      let asked = 0
      const result = await opened.app.profiles.preview(everything, undefined, () => asked++ >= stops)
      if (result.ok) break
      expect(result.error).toEqual({ class: 'failed', code: 'preview-cancelled', params: {} })
    }
    // At the start, after the batch that is looked through for reversals, and after each document and invoice.
    expect(stops).toBe(7)
    expect(await seen()).toEqual(before)
  })

  it('lets the request to cancel in while it reads', async () => {
    house.ledger.put(...Array.from({ length: 3_000 }, (_, index) => document(String(index))))
    let isStopped = false
    const progress: PreviewProgress[] = []
    const running = opened.app.profiles.preview(
      everything,
      (one) => progress.push(one),
      () => isStopped,
    )
    await expect.poll(() => progress.length, { interval: 1 }).toBeGreaterThan(0)
    expect(progress[0]).toEqual({ done: 0, total: 3_000 })
    isStopped = true
    expect(await running).toMatchObject({ ok: false, error: { code: 'preview-cancelled' } })
  })

  it('needs no host yet, but what is asked', async () => {
    const target = { ...profile().target, host: null }
    expect(await preview({ ...profile({ target, name: '', email: ['x'] }), id: '' })).toMatchObject({ documents: 0 })
    const wrong = profile({ format: 'nirgends', selection: { mandants: [], documentTypes: [], paymentMethods: [] } })
    const refused = await opened.app.profiles.preview(wrong)
    expect(refused).toMatchObject({ ok: false, error: { code: 'input-faults', params: { count: 3 } } })
  })

  it('of a Mandant that is unknown, or not active alone, is empty and says so', async () => {
    house.ledger.put(document('1'))
    const of = (id: string) => preview(profile({ selection: { ...everything.selection, mandants: [id] } }))
    expect(await of('M9')).toMatchObject({ documents: 0, refusal: { code: 'mandant-unknown' } })
    house.ledger.mandantList[0] = mandant('M1', { bookkeepingActive: false })
    expect(await of('M1')).toMatchObject({ documents: 0, excluded: [{ reason: 'bookkeeping-inactive', documents: 1 }] })
  })
})
