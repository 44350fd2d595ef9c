import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { House, must, type Opened, openHouse } from '../../test/fakes/engine'
import { toCii } from '../../test/fixtures/einvoice/cii'
import type { Sample } from '../../test/fixtures/einvoice/model'
import { makePdf } from '../../test/fixtures/einvoice/pdf'
import { plain, sampleCases } from '../../test/fixtures/einvoice/samples'
import { toUbl } from '../../test/fixtures/einvoice/ubl'
import { writeExchange } from '../../test/fixtures/exchange'
import { openLedgerPlace, readAll } from '../../test/fixtures/ledger'
import { cents } from '../core/money/cents'
import type { BookingRule, InvoiceAssignment } from './app-invoices'
import { editedLedger } from './edited-ledger'

let house: House
let place: ReturnType<typeof openLedgerPlace>
let opened: Opened
let folder: string

const mandant = { name: 'Musteroptik GmbH', ust_id: 'DE987654321', kontenrahmen: 'SKR03', sachkontenlaenge: '4' }
const exchange = {
  mandanten: [{ mandant: 'M1', ...mandant }],
  filialen: [{ filiale: 'MITTE', name: 'Mitte', mandant: 'M1', kostenstelle: '100' }],
  konten: [{ mandant: 'M1', konto: '4980', bezeichnung: 'Betriebsbedarf', automatik: '0' }],
  kreditoren: [
    { mandant: 'M1', konto: '70001', firma: 'Muster Glas GmbH', ust_id: 'DE123456789' },
    { mandant: 'M1', konto: '70002', firma: 'Muster Linsen GmbH', ust_id: 'ATU12345678' },
  ],
}

beforeEach(async () => {
  house = new House()
  place = openLedgerPlace()
  folder = mkdtempSync(join(tmpdir(), 'belegbote-invoices-'))
  must(await place.ledger.importExchange([writeExchange(place.freshPath(), exchange)]))
  opened = openHouse(house, {
    wrap: (ports) => ({ ...ports, ledger: editedLedger(place.ledger, ports.masterData) }),
  })
})
afterEach(async () => {
  await opened.app.close()
  place[Symbol.dispose]()
  house.remove()
  rmSync(folder, { recursive: true, force: true })
})

const put = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const rule = (change: Partial<BookingRule> = {}): BookingRule => ({
  ...{ mandant: 'M1', creditor: null, taxRate: null, account: '4980', taxKey: null, costCentre: null },
  ...change,
})
const setRules = async (...rules: readonly BookingRule[]) => must(await opened.app.invoices.setRules('M1', rules))
/** Adds one file; its outcome and the codes of the reasons, sorted. */
const add = async (name: string, content: string | Uint8Array) => {
  const [added] = await opened.app.invoices.add([put(name, content)])
  return [added?.outcome, ...(added?.reasons ?? []).map(({ code }) => code).sort()]
}
const addSample = (sample: Sample, name = 'rechnung.xml') => add(name, toUbl(sample))
const incoming = () => readAll(place.ledger.incomingInvoices({ mandants: ['M1'], branch: null }))
const attachments = () => readdirSync(join(place.profileDir, 'attachments')).sort()
const journaled = () =>
  opened.store.journal
    .list()
    .map(({ event }) => event)
    .filter((event) => event.startsWith('invoice.'))
const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex')

const assignment = (change: Partial<InvoiceAssignment> = {}): InvoiceAssignment => ({
  mandant: 'M1',
  creditor: '70001',
  invoiceNo: 'RE-2026/0815',
  invoiceDate: '2026-10-05',
  dueDate: '2026-11-04',
  serviceDate: '2026-10-01',
  branch: null,
  creditNote: false,
  grossCents: cents(11_900),
  positions: [{ account: '4980', grossCents: cents(11_900), taxRate: 1900, taxKey: '9', costCentre: null, text: null }],
  ...change,
})
const assign = (id: string, change: Partial<InvoiceAssignment> = {}, order = { confirmed: false, remember: false }) =>
  opened.app.invoices.assign(id, assignment(change), order)
const faultsOf = (result: Awaited<ReturnType<typeof assign>>) => {
  if (result.ok) return []
  const details = result.error.details as { readonly faults?: readonly { path: string; code: string }[] } | undefined
  return details?.faults?.map(({ path, code }) => `${path} ${code}`) ?? [result.error.code]
}

describe('an invoice that is certain', () => {
  it('is booked by the rules, with its own bytes as its picture', async () => {
    await setRules(rule({ costCentre: '200' }))
    const xml = toUbl(plain)
    expect(await add('re.xml', xml)).toEqual(['booked'])
    expect(await incoming()).toEqual([
      {
        mandant: 'M1',
        creditor: '70001',
        invoiceNo: 'RE-2026/0815',
        version: 1,
        invoiceDate: '2026-10-05',
        grossCents: 11_900,
        branch: null,
        serviceDate: '2026-10-01',
        dueDate: '2026-11-04',
        currency: 'EUR',
        creditNote: false,
        attachment: `${sha256(xml)}.xml`,
        positions: [
          {
            position: 1,
            account: '4980',
            amountCents: 11_900,
            taxRate: 1900,
            taxKey: '9',
            costCentre: '200',
            text: null,
          },
        ],
      },
    ])
    expect(readFileSync(place.ledger.attachmentPath(`${sha256(xml)}.xml`), 'utf8')).toBe(xml)
    expect((await opened.app.invoices.list()).rows[0]).toMatchObject({ id: 'E1', state: 'booked', reasons: [] })
    expect(opened.store.journal.list().map(({ event }) => event)).toEqual(
      expect.arrayContaining(['invoice.rules', 'invoice.received', 'invoice.booked']),
    )
  })

  it('is split by rate, and leaves the key out where the account computes the tax', async () => {
    await setRules(
      rule(),
      rule({ taxRate: 1900, account: '3400' }),
      rule({ creditor: '70001', taxRate: 700, account: '3300' }),
    )
    const { sample } = sampleCases['several rates, allowance and charge'] ?? { sample: plain }
    expect(await addSample(sample)).toEqual(['booked'])
    const [booked] = await incoming()
    expect(
      booked?.positions.map(({ account, amountCents, taxRate, taxKey }) => [account, amountCents, taxRate, taxKey]),
    ).toEqual([
      ['3400', 18_194, 1900, null],
      ['3300', 3_566, 700, null],
    ])
  })

  it('has no key for who deducts no input tax, and the one for what is owed all the same', async () => {
    must(await opened.app.mandants.set('M1', { locked: 0, withoutInputTax: true, taxKeys: [] }))
    await setRules(rule())
    expect(await addSample(plain)).toEqual(['booked'])
    expect((await incoming())[0]?.positions).toMatchObject([{ amountCents: 11_900, taxRate: 1900, taxKey: null }])
    const { sample } = sampleCases['reverse charge at home'] ?? { sample: plain }
    await addSample({ ...sample, number: 'RC-1' }, 'rc.xml')
    const { rows } = await opened.app.invoices.list()
    const waiting = rows.find(({ state }) => state === 'waiting')
    const shown = must(await opened.app.invoices.show(waiting?.id ?? ''))
    expect(shown.proposal.positions.map(({ suggestedTaxKey }) => suggestedTaxKey)).toEqual(['95'])
  })

  it('may be a credit note, or an invoice below zero', async () => {
    await setRules(rule())
    const line = { name: 'Gläser', net: -10_000, category: 'S', rate: '19' }
    const credit = toUbl({ ...plain, number: 'GS-1', typeCode: '381' }, 'CreditNote')
    expect(await add('gs.xml', credit)).toEqual(['booked'])
    expect(await addSample({ ...plain, number: 'N-1', lines: [line] })).toEqual(['booked'])
    expect((await incoming()).map((one) => [one.invoiceNo, one.grossCents, one.creditNote])).toEqual([
      ['GS-1', 11_900, true],
      ['N-1', 11_900, true],
    ])
  })

  it('is known the second time, under whatever name, and nothing changes', async () => {
    await setRules(rule())
    await addSample(plain)
    const before = [place.dump(), opened.store.journal.list().length]
    const [again] = await opened.app.invoices.add([put('andere.xml', toUbl(plain))])
    expect(again).toEqual({ fileName: 'andere.xml', outcome: 'known', id: 'E1', reasons: [] })
    expect([place.dump(), opened.store.journal.list().length]).toEqual(before)
  })

  it('is booked once, however many files of it come at once', async () => {
    await setRules(rule())
    const files = [toUbl(plain), toCii(plain)].map((xml, index) => put(`r${index}.xml`, xml))
    const outcomes = await Promise.all(files.map((path) => opened.app.invoices.add([path])))
    expect(outcomes.flat().map(({ outcome }) => outcome)).toEqual(['booked', 'waiting'])
    expect(await incoming()).toHaveLength(1)
  })
})

describe('an invoice waits', () => {
  const other = { name: 'Fremde Firma GmbH', vatId: 'DE555555555', country: 'DE' }
  it.each<[string, Sample, readonly string[]]>([
    ['without a creditor', { ...plain, seller: other }, ['inbox-creditor-unknown']],
    ['for somebody else', { ...plain, buyer: { name: 'Anderes Haus GmbH', country: 'DE' } }, ['buyer-not-us']],
    ['in another currency', { ...plain, currency: 'USD' }, ['foreign-currency']],
    ['with money paid before', { ...plain, prepaid: 5_000 }, ['prepaid']],
    ['that does not add up', { ...plain, stated: { payable: 11_800 } }, ['sum-differs']],
  ])('%s', async (_, sample, reasons) => {
    await setRules(rule())
    expect(await addSample(sample)).toEqual(['waiting', ...reasons])
    expect(await incoming()).toEqual([])
  })

  it('without a rule, with a line for each rate', async () => {
    await setRules(rule({ creditor: '70002' }))
    expect(await addSample(plain)).toEqual(['waiting', 'inbox-account-missing'])
    const shown = must(await opened.app.invoices.show('E1'))
    expect(shown.proposal).toMatchObject({
      mandant: 'M1',
      creditor: { kind: 'found', account: '70001', by: 'vat-id' },
      grossCents: 11_900,
      positions: [{ account: null, grossCents: 11_900, taxKey: '9' }],
    })
    expect(must(await opened.app.invoices.show('E1', { creditor: '70002' })).proposal.positions).toMatchObject([
      { account: '4980' },
    ])
  })

  it('when its number is in the books already', async () => {
    await setRules(rule())
    await addSample(plain)
    expect(await add('anders.xml', toUbl({ ...plain, dueDate: '2026-12-04' }))).toEqual([
      'waiting',
      'inbox-number-known',
    ])
    expect(faultsOf(await assign('E2'))).toEqual(['invoice-number-known'])
    expect(await incoming()).toHaveLength(1)
  })

  it('when a key would be a guess', async () => {
    await setRules(rule({ creditor: '70001', taxRate: 0, taxKey: '94' }))
    const { sample } = sampleCases['Kleinunternehmer'] ?? { sample: plain }
    expect(await addSample({ ...sample, seller: { ...plain.seller } })).toEqual(['waiting', 'inbox-tax-key-doubtful'])
  })

  it('when it owes tax here, until a rule of this creditor names the key of just that case', async () => {
    const { sample } = sampleCases['reverse charge from the EU'] ?? { sample: plain }
    const numbered = (number: string) => ({ ...sample, number })
    await setRules(rule())
    expect(await addSample(numbered('1'))).toEqual(['waiting', 'reverse-charge-abroad'])
    await setRules(rule({ creditor: '70002', taxRate: 0, taxKey: '19' }))
    expect(await addSample(numbered('2'))).toEqual(['waiting', 'inbox-tax-key-doubtful'])
    await setRules(rule({ creditor: '70002', taxRate: 0, taxKey: '94' }))
    expect(await addSample(numbered('3'))).toEqual(['booked'])
    expect((await incoming())[0]?.positions).toMatchObject([{ taxKey: '94', taxRate: null, amountCents: 50_000 }])
  })

  it('as a line of the status, not as trouble of a profile', async () => {
    expect((await opened.app.alerts.status()).troubles).toEqual([])
    await addSample(plain)
    const { troubles } = await opened.app.alerts.status()
    expect(troubles).toMatchObject([{ subject: 'invoices', code: 'invoices-wait', params: { count: 1 } }])
  })
})

describe('a file that is none', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['text.xml', 'kein XML', 'not-xml-not-pdf'],
    ['leer.pdf', '', 'empty'],
    ['bombe.xml', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'xml-doctype'],
    ['anders.xml', '<a/>', 'root-unknown'],
    ['geheim.pdf', makePdf({ userPassword: 'x' }), 'pdf-password'],
  ])('is refused, and nothing of it is kept: %s', async (name, content, code) => {
    expect(await add(name, content)).toEqual(['refused', code])
    expect([attachments(), opened.store.inbox.list({ states: ['waiting'], text: '' }).invoices, journaled()]).toEqual([
      [],
      [],
      [],
    ])
  })

  it('does not stop the next one', async () => {
    await setRules(rule())
    const paths = [join(folder, 'fort.xml'), folder, put('gut.xml', toUbl(plain))]
    expect((await opened.app.invoices.add(paths)).map(({ outcome }) => outcome)).toEqual([
      'refused',
      'refused',
      'booked',
    ])
  })
})

describe('a person', () => {
  it('assigns accounts, and they are remembered for this creditor', async () => {
    await addSample(plain)
    const assigned = must(await assign('E1', {}, { confirmed: false, remember: true }))
    expect(assigned).toMatchObject({ remembered: 1, invoice: { state: 'booked', decidedBy: 'command-line' } })
    expect(await opened.app.invoices.rules('M1')).toEqual([rule({ creditor: '70001', taxRate: 1900 })])
    expect(await add('neu.xml', toUbl({ ...plain, number: 'RE-2' }))).toEqual(['booked'])
    expect((await incoming()).map(({ invoiceNo }) => invoiceNo)).toEqual(['RE-2', 'RE-2026/0815'])
  })

  it('has what is remembered replaced, and nothing remembered that no rule can say', async () => {
    await setRules(rule({ creditor: '70001', taxRate: 1900, account: '4900' }), rule({ account: '4900' }))
    await addSample({ ...plain, prepaid: 100 })
    const half = { grossCents: cents(5_950), taxRate: 1900, taxKey: '9', costCentre: null, text: 'Hälfte' }
    const positions = ['4980', '4930'].map((account) => ({ ...half, account }))
    const order = { confirmed: true, remember: true }
    expect(must(await assign('E1', { positions }, order)).remembered).toBe(0)
    await addSample({ ...plain, number: 'RE-2', prepaid: 100 })
    expect(must(await assign('E2', { invoiceNo: 'RE-2' }, order)).remembered).toBe(1)
    expect(await opened.app.invoices.rules('M1')).toEqual([
      rule({ account: '4900' }),
      rule({ creditor: '70001', taxRate: 1900 }),
    ])
  })

  it('confirms what the remarks ask, or it is not booked', async () => {
    await setRules(rule())
    await addSample({ ...plain, prepaid: 5_000 })
    expect(faultsOf(await assign('E1'))).toEqual(['invoice-unconfirmed'])
    const less = { grossCents: cents(6_900), positions: [{ ...assignment().positions[0]!, grossCents: cents(6_900) }] }
    const refused = await assign('E1', less)
    expect(refused.ok ? null : refused.error).toMatchObject({
      class: 'refused',
      details: { findings: [{ code: 'prepaid' }, { code: 'inbox-gross-differs', value: '69,00' }] },
    })
    must(await assign('E1', less, { confirmed: true, remember: false }))
    expect((await incoming())[0]).toMatchObject({ grossCents: 6_900, invoiceNo: 'RE-2026/0815' })
  })

  it('hears of every place that is wrong', async () => {
    await addSample(plain)
    const position = assignment().positions[0]!
    const wrong = {
      ...{ creditor: '10001', invoiceNo: ' ', invoiceDate: '2026-02-30', dueDate: 'morgen', branch: 'WEST' },
      positions: [
        { ...position, account: '12345' },
        { ...position, account: '3400', grossCents: cents(-1) },
        { ...position, account: '', taxKey: 'A' },
      ],
    }
    expect(faultsOf(await assign('E1', wrong))).toEqual([
      'creditor assignment-creditor',
      'invoiceNo input-missing',
      'invoiceDate input-date',
      'dueDate input-date',
      'branch assignment-branch',
      'positions[0].account assignment-account',
      'positions[1].taxKey assignment-automatic',
      'positions[1].grossCents assignment-amount',
      'positions[2].account input-missing',
      'positions[2].taxKey input-tax-key',
      'positions assignment-sum',
    ])
    expect(faultsOf(await assign('E1', { mandant: 'M9' }))).toEqual(['mandant-unknown'])
    expect(faultsOf(await assign('E9'))).toEqual(['invoice-unknown'])
    expect(await incoming()).toEqual([])
  })

  it('hears of characters that no book takes', async () => {
    await addSample(plain)
    const positions = [{ ...assignment().positions[0]!, text: 'a\nb' }]
    expect(faultsOf(await assign('E1', { invoiceNo: 'a\tb', positions }))).toEqual([
      'invoiceNo input-control-character',
      'positions[0].text input-control-character',
    ])
  })

  it('enters a plain PDF by hand', async () => {
    const pdf = makePdf({ text: ['Rechnung 17 vom 5.10.2026', 'Summe 59,50 EUR'] })
    expect(await add('scan.pdf', pdf)).toEqual(['waiting', 'inbox-by-hand'])
    const shown = must(await opened.app.invoices.show('E1'))
    expect(shown).toMatchObject({ kind: 'plain-pdf', mandant: 'M1', grossCents: null, seller: null })
    expect(shown.text).toContain('Summe 59,50')
    const positions = [{ ...assignment().positions[0]!, grossCents: cents(5_950) }]
    must(await assign('E1', { invoiceNo: '17', grossCents: cents(5_950), branch: 'MITTE', positions }))
    const [booked] = await incoming()
    expect(booked).toMatchObject({
      attachment: `${sha256(pdf)}.pdf`,
      branch: 'MITTE',
      positions: [{ costCentre: '100' }],
    })
    const file = must(await opened.app.invoices.file('E1'))
    expect([file.fileName, readFileSync(file.path)]).toEqual(['scan.pdf', Buffer.from(pdf)])
  })

  it('declines, and thinks better of it', async () => {
    await addSample(plain)
    expect(must(await opened.app.invoices.decline('E1', 'nicht bestellt'))).toMatchObject({
      state: 'declined',
      declineReason: 'nicht bestellt',
    })
    expect(faultsOf(await assign('E1'))).toEqual(['invoice-declined'])
    expect(faultsOf((await opened.app.invoices.decline('E1', 'noch mal')) as never)).toEqual(['invoice-declined'])
    expect(must(await opened.app.invoices.reopen('E1')).state).toBe('waiting')
    must(await assign('E1'))
    expect(faultsOf((await opened.app.invoices.reopen('E1')) as never)).toEqual(['invoice-booked'])
  })

  it('sets rules that could be booked, or hears which could not', async () => {
    const wrong = [
      rule({ account: '70001' }),
      rule({ creditor: '10001' }),
      rule({ creditor: '70009', account: '3400', taxKey: '9' }),
    ]
    const set = await opened.app.invoices.setRules('M1', wrong)
    expect(faultsOf(set as never)).toEqual([
      'rules[0].account assignment-account',
      'rules[1].creditor assignment-creditor',
      'rules[2].taxKey assignment-automatic',
    ])
    expect(faultsOf((await opened.app.invoices.setRules('M1', [rule(), rule()])) as never)).toEqual([
      'rules[1].taxRate rule-twice',
    ])
    expect(must(await opened.app.invoices.choices('M1'))).toMatchObject({
      currency: 'EUR',
      creditors: [{ account: '70001', name: 'Muster Glas GmbH' }, { account: '70002' }],
      accounts: [{ account: '4980', label: 'Betriebsbedarf' }],
      branches: [{ branch: 'MITTE' }],
    })
  })
})

it('goes on where the process ended between the books and the inbox', async () => {
  await addSample(plain)
  const { booked } = opened.store.inbox
  const dying = openHouse(house, {
    wrap: (ports) => ({
      ...ports,
      ledger: place.ledger,
      inbox: {
        ...opened.store.inbox,
        booked: () => {
          throw new Error('dead')
        },
      },
    }),
  })
  await expect(dying.app.invoices.assign('E1', assignment(), { confirmed: false, remember: false })).rejects.toThrow(
    'dead',
  )
  dying.store.close()
  expect([(await incoming()).length, booked.length]).toEqual([1, 3])
  expect((await opened.app.invoices.list()).rows[0]).toMatchObject({ state: 'waiting' })
  must(await assign('E1'))
  expect((await incoming()).map(({ version }) => version)).toEqual([1])
})

describe('invoices among the books', () => {
  it('are taken after the books that bring their creditor, from a folder, a ZIP or alone', async () => {
    await setRules(rule())
    const late = { mandant: 'M1', konto: '70003', firma: 'Neu GmbH', ust_id: 'DE111111111' }
    const seller = { ...plain.seller, vatId: 'DE111111111' }
    const path = writeExchange(
      place.freshPath(),
      { kreditoren: [late] },
      {
        're.xml': toUbl({ ...plain, seller }),
        'kaputt.pdf': 'x',
      },
    )
    const summary = must(await opened.app.ledger.import([path]))
    expect(summary.invoices?.map(({ fileName, outcome }) => [fileName, outcome])).toEqual([
      ['kaputt.pdf', 'refused'],
      ['re.xml', 'booked'],
    ])
    expect((await incoming())[0]?.creditor).toBe('70003')
    const alone = must(await opened.app.ledger.import([put('allein', toCii({ ...plain, number: 'A-1' }))]))
    expect(alone.invoices).toMatchObject([{ fileName: 'allein', outcome: 'booked' }])
  })

  it('are no invoices where they are the picture of a row', async () => {
    const documents = {
      eingangsrechnungen: [
        {
          mandant: 'M1',
          kreditor: '70001',
          rechnungsnummer: 'L-1',
          rechnungsdatum: '2026-03-05',
          brutto: '10,00',
          datei: 'l.pdf',
        },
      ],
      eingangsrechnung_positionen: [
        { mandant: 'M1', kreditor: '70001', rechnungsnummer: 'L-1', position: '1', konto: '4980', betrag: '10,00' },
      ],
    }
    const summary = must(
      await opened.app.ledger.import([writeExchange(place.freshPath(), documents, { 'l.pdf': 'x' })]),
    )
    expect(summary.invoices).toEqual([])
  })

  it('come from the watched folder, those that are none with their reasons beside them', async () => {
    const watched = mkdtempSync(join(tmpdir(), 'belegbote-watch-'))
    try {
      must(await opened.app.watch.set(watched))
      await setRules(rule())
      writeFileSync(join(watched, 're.xml'), toUbl(plain))
      writeFileSync(join(watched, 'kaputt.pdf'), 'x')
      await opened.app.watch.look()
      house.nowMs += 60_000
      expect(await opened.app.watch.look()).toMatchObject({ waiting: [], strays: [], refused: ['kaputt.pdf'] })
      expect(readdirSync(join(watched, 'erledigt'))).toEqual(['re.xml'])
      const list = readFileSync(join(watched, 'fehlerhaft', 'kaputt.pdf.txt'), 'utf8')
      expect(list).toMatch(/nicht als Eingangsrechnung übernommen[\s\S]*- kaputt\.pdf: .+\S/)
      expect((await incoming()).length).toBe(1)
      expect(opened.store.inbox.get('E1')).toMatchObject({ decidedBy: 'watched-folder' })
    } finally {
      rmSync(watched, { recursive: true, force: true })
    }
  })
})
