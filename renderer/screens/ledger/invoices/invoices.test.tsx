import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Group } from '../../../../main/core/access/user'
import type { FakeApp } from '../../../../test/fakes/app'
import type { FakeBridge } from '../../../../test/fakes/bridge'
import { openBridge, press, user } from '../../../../test/fakes/screens'
import { toCii } from '../../../../test/fixtures/einvoice/cii'
import type { Sample } from '../../../../test/fixtures/einvoice/model'
import { plain } from '../../../../test/fixtures/einvoice/samples'
import { App } from '../../../app'

let fake: FakeApp
let bridge: FakeBridge
function enter(group: Group = 'administrators'): void {
  const opened = openBridge(group)
  fake = opened.fake
  bridge = opened.bridge
  fake.documents = 3
}
beforeEach(() => enter())

const ours = { name: 'Optik M1', country: 'DE' }
const sample: Sample = { ...plain, buyer: ours }

/** A file as the person will choose it. */
function lay(name: string, content: string | Uint8Array): void {
  fake.invoices.files.set(`/eingang/${name}`, content)
  bridge.invoiceFiles = [...bridge.invoiceFiles, `/eingang/${name}`]
}

async function arrive(...samples: readonly Sample[]): Promise<void> {
  for (const [index, one] of samples.entries()) {
    fake.invoices.files.set(`/r${index}.xml`, toCii(one))
    await fake.invoices.useCases.add([`/r${index}.xml`])
  }
}

async function openLedger(): Promise<HTMLElement> {
  render(<App />)
  await press('Buchhaltung')
  return screen.findByRole('region', { name: 'Eingangsrechnungen' })
}

const row = (name: RegExp) => screen.findByRole('row', { name })
const field = (box: HTMLElement, name: string | RegExp) =>
  within(box).queryByRole('combobox', { name }) ?? within(box).getByRole('textbox', { name })
async function type(input: HTMLElement, text: string): Promise<void> {
  await user.clear(input)
  await user.type(input, text)
  if (input.role === 'combobox') await user.tab() // folds the list
}
async function openDialog(button: RegExp): Promise<HTMLElement> {
  await press(button)
  return screen.findByRole('dialog')
}
const position = (dialog: HTMLElement, no: number) => within(dialog).getByRole('group', { name: `Position ${no}` })
const doing = (dialog: HTMLElement, name: string | RegExp) => user.click(within(dialog).getByRole('button', { name }))

describe('adding', () => {
  it('says what became of every file, and lists what waits with its reason', async () => {
    lay('rechnung.xml', toCii(sample))
    lay('notiz.xml', 'kein XML')
    const section = await openLedger()
    expect(within(section).getByText('Es wartet keine Eingangsrechnung.')).toBeTruthy()
    await press('Rechnungen hinzufügen …')
    const alert = await within(section).findByRole('alert')
    expect(alert.textContent).toContain('Eine Rechnung wartet auf Konten. Eine Datei wurde nicht angenommen.')
    expect(alert.textContent).toContain('notiz.xml Formatfehler: Die Datei ist weder eine E-Rechnung')
    const line = await row(/Muster Glas GmbH/)
    expect(line.textContent).toMatch(/RE-2026\/0815.*05\.10\.2026.*119,00\s€.*Für den Anteil mit 19 % Steuer gibt es/)
    await press('Rechnungen hinzufügen …')
    await screen.findByText(/Eine Datei war schon da; nichts hat sich geändert\./)
    expect(fake.invoices.inbox.invoices).toHaveLength(1)
  })

  it('takes what is dropped, and does not call it an import of books', async () => {
    bridge.dropped = ['/']
    fake.books.faults = null
    fake.books.invoices = [{ fileName: 'r.xml', outcome: 'booked', id: 'E1', reasons: [] }]
    await openLedger()
    const dataTransfer = { types: ['Files'], files: [new File(['x'], 'r.xml')] }
    fireEvent.drop(screen.getByText(/^XRechnung, ZUGFeRD oder PDF hierher/), { dataTransfer })
    await screen.findByText('Eine Rechnung ist gebucht.')
    expect(screen.queryByText(/^Eingelesen \(/)).toBeNull()
  })

  it('nothing chosen: nothing said', async () => {
    await openLedger()
    await press('Rechnungen hinzufügen …')
    await waitFor(() => expect(bridge.calls).toContain('invoices.addFiles'))
    expect(screen.queryByRole('alert')).toBeNull()
  })
})

describe('assigning', () => {
  it('books on the accounts entered, and remembers them for the supplier', async () => {
    await arrive(sample)
    await openLedger()
    const dialog = await openDialog(/^Kontieren: Muster Glas/)
    expect(field(dialog, /^Kreditor/)).toHaveProperty('value', '70001 Muster Glas GmbH')
    expect(field(dialog, /^Rechnungsnummer/)).toHaveProperty('value', 'RE-2026/0815')
    expect(field(position(dialog, 1), /^Brutto/)).toHaveProperty('value', '119,00')
    expect(within(dialog).getByText('Alles verteilt')).toBeTruthy()
    await type(field(position(dialog, 1), /^Konto/), '4930')
    await user.click(within(dialog).getByRole('switch', { name: 'Für diesen Lieferanten merken' }))
    await doing(dialog, 'Buchen')
    await screen.findByText('Die Rechnung ist gebucht. Eine Regel wurde gemerkt.')
    await screen.findByText('Es wartet keine Eingangsrechnung.')
    expect(fake.invoices.inbox.kept).toMatchObject([{ creditor: '70001', taxRate: 1900, account: '4930' }])
    const [booked] = fake.invoices.inbox.invoices
    expect(booked?.assignment).toMatchObject({ creditor: '70001', grossCents: 11_900, dueDate: '2026-11-04' })
    expect(booked?.assignment?.positions).toMatchObject([{ account: '4930', grossCents: 11_900, taxRate: 1900 }])
  })

  it('keeps what is left in sight, and a new position takes it', async () => {
    await arrive(sample)
    await openLedger()
    const dialog = await openDialog(/^Kontieren:/)
    await type(field(position(dialog, 1), /^Brutto/), '100')
    expect(within(dialog).getByText(/Noch zu verteilen: 19,00\s€/)).toBeTruthy()
    await doing(dialog, 'Position hinzufügen')
    expect(field(position(dialog, 2), /^Brutto/)).toHaveProperty('value', '19,00')
    await type(field(position(dialog, 2), /^Brutto/), '1.019,5')
    expect(within(dialog).getByText(/Zu viel verteilt: 1\.000,50\s€/)).toBeTruthy()
    await type(field(position(dialog, 2), /^Brutto/), 'viel')
    expect(within(dialog).getByText(/^Der Rest ergibt sich/)).toBeTruthy()
    await user.tab()
    expect(within(dialog).getByText(/^Bitte einen Betrag angeben/)).toBeTruthy()
    await doing(dialog, 'Buchen')
    expect(bridge.calls).not.toContain('invoices.assign')
    await doing(dialog, 'Position 2 entfernen')
    expect(within(dialog).queryByRole('group', { name: 'Position 2' })).toBeNull()
  })

  it('says at the field what the books do not take', async () => {
    await arrive(sample)
    await openLedger()
    const dialog = await openDialog(/^Kontieren:/)
    await type(field(position(dialog, 1), /^Brutto/), '100')
    await type(field(dialog, /^Kreditor/), '4711')
    await doing(dialog, 'Buchen')
    await within(dialog).findByText('„4711“ ist kein Kreditor dieses Mandanten. Bitte ein Kreditorenkonto angeben.')
    expect(within(position(dialog, 1)).getByText('Diese Angabe fehlt.')).toBeTruthy()
    expect(
      within(dialog).getByText('Die Positionen ergeben 100,00, der Bruttobetrag ist 119,00. Es fehlen 19,00.'),
    ).toBeTruthy()
    expect(fake.invoices.inbox.waiting()).toBe(1)
  })

  it('finds a creditor by part of the name, and proposes by its rules', async () => {
    const { ledger, inbox } = fake.invoices
    const [known] = ledger.partners
    if (!known) throw new Error('no creditor')
    ledger.partners.splice(0, 1, { ...known, account: '70042', company: 'Beispiel Linsen AG', vatId: null })
    const rule = { mandant: 'M1', creditor: '70042', taxRate: 1900, account: '3401', taxKey: null, costCentre: '10' }
    inbox.kept = [rule]
    await arrive(sample)
    await openLedger()
    const dialog = await openDialog(/^Kontieren:/)
    expect(within(dialog).getByText(/ist kein Kreditor der Buchhaltung/)).toBeTruthy()
    await user.clear(field(dialog, /^Kreditor/))
    await user.type(field(dialog, /^Kreditor/), 'lins')
    await user.click(await screen.findByRole('option', { name: '70042 Beispiel Linsen AG' }))
    await waitFor(() => expect(field(position(dialog, 1), /^Konto/)).toHaveProperty('value', '3401'))
    expect(field(position(dialog, 1), /^Kostenstelle/)).toHaveProperty('value', '10')
    expect(within(dialog).queryByText(/ist kein Kreditor der Buchhaltung/)).toBeNull()
  })

  it('an automatic account takes the key away, and another one brings it back', async () => {
    fake.invoices.ledger.automatic.push({ mandant: 'M1', account: '3300', label: 'Wareneingang 7 %', automatic: true })
    await arrive({ ...sample, lines: [{ name: 'Gläser', net: 10_000, category: 'S', rate: '19' }] })
    await openLedger()
    const dialog = await openDialog(/^Kontieren:/)
    const key = () => field(position(dialog, 1), /^Schlüssel/)
    const suggested = (key() as HTMLInputElement).value
    expect(suggested).not.toBe('')
    await type(field(position(dialog, 1), /^Konto/), '3300')
    expect(key()).toHaveProperty('value', '')
    await type(field(position(dialog, 1), /^Konto/), '3200')
    expect(key()).toHaveProperty('value', suggested)
  })

  it('asks for a decision where the file is doubtful or the amount another one', async () => {
    await arrive({ ...sample, buyer: { name: 'Anderes Haus GmbH', country: 'DE' } })
    await openLedger()
    const dialog = await openDialog(/^Kontieren:/)
    expect(within(dialog).getByText('Ein Hinweis verlangt Ihre Entscheidung')).toBeTruthy()
    await type(field(position(dialog, 1), /^Konto/), '4930')
    await doing(dialog, 'Buchen')
    await within(dialog).findByText(/^Die Rechnung wurde nicht gebucht: Ein Hinweis/)
    await type(field(dialog, /^Bruttobetrag/), '120')
    await type(field(position(dialog, 1), /^Brutto/), '120')
    expect(within(dialog).getByText(/^Sie buchen 120,00\s€, die Rechnung nennt 119,00\s€/)).toBeTruthy()
    await user.click(within(dialog).getByRole('switch', { name: /^Ich habe das geprüft/ }))
    await doing(dialog, 'Buchen')
    await screen.findByText('Die Rechnung ist gebucht.')
    expect(fake.invoices.inbox.invoices[0]?.assignment?.grossCents).toBe(12_000)
  })

  it('a plain PDF is entered by hand, beside its text', async () => {
    const findings = [] as const
    fake.invoices.inbox.put('scan.pdf', { kind: 'plain-pdf', pages: 1, text: 'Rechnung Nr. 99', findings })
    await openLedger()
    const dialog = await openDialog(/^Kontieren: scan\.pdf/)
    expect(within(dialog).getByText('Rechnung Nr. 99')).toBeTruthy()
    await type(field(dialog, /^Kreditor/), '70001')
    await type(field(dialog, /^Rechnungsnummer/), '99')
    await type(field(dialog, /^Bruttobetrag/), '59,5')
    const day = within(within(dialog).getByRole('group', { name: /^Rechnungsdatum/ }))
    await user.type(day.getByRole('spinbutton', { name: /^Tag/ }), '05102026')
    await type(field(position(dialog, 1), /^Konto/), '4930')
    await type(field(position(dialog, 1), /^Brutto/), '59,50')
    await type(field(position(dialog, 1), /^Steuer/), '19')
    await doing(dialog, 'Buchen')
    await screen.findByText('Die Rechnung ist gebucht.')
    expect(fake.invoices.inbox.invoices[0]?.assignment).toMatchObject({
      ...{ invoiceNo: '99', invoiceDate: '2026-10-05', grossCents: 5950, creditNote: false },
      positions: [{ account: '4930', grossCents: 5950, taxRate: 1900, taxKey: null }],
    })
  })

  it('opens our copy of the original', async () => {
    await arrive(sample)
    await openLedger()
    const dialog = await openDialog(/^Kontieren:/)
    await doing(dialog, 'Original öffnen')
    await waitFor(() => expect(bridge.opened).toHaveLength(1))
  })

  it('does not lose what was entered by a slip', async () => {
    await arrive(sample)
    await openLedger()
    const dialog = await openDialog(/^Kontieren:/)
    await user.type(field(position(dialog, 1), /^Kostenstelle/), '7')
    await doing(dialog, 'Abbrechen')
    expect(within(dialog).getByText('Es gibt ungespeicherte Änderungen.')).toBeTruthy()
    await doing(dialog, 'Änderungen verwerfen')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })
})

describe('declining', () => {
  it('asks for a reason; what was declined can be seen and waits again on demand', async () => {
    await arrive(sample)
    await openLedger()
    await press(/^Ablehnen: Muster Glas/)
    const question = await screen.findByRole('alertdialog')
    await doing(question, 'Ablehnen')
    expect(within(question).getByText(/^Bitte einen Grund angeben/)).toBeTruthy()
    expect(bridge.calls).not.toContain('invoices.decline')
    await user.type(field(question, /^Grund/), 'doppelt geschickt')
    await doing(question, 'Ablehnen')
    await screen.findByText('Die Rechnung ist abgelehnt.')
    await screen.findByText('Es wartet keine Eingangsrechnung.')
    await user.click(screen.getByRole('radio', { name: 'Abgelehnte' }))
    expect((await row(/Muster Glas/)).textContent).toContain('doppelt geschickt')
    const dialog = await openDialog(/^Ansehen: Muster Glas/)
    expect(within(dialog).getByText('Abgelehnt: doppelt geschickt')).toBeTruthy()
    await doing(dialog, 'Schließen')
    await press(/^Wieder öffnen: Muster Glas/)
    await screen.findByText('Die Rechnung wartet wieder auf Konten.')
    expect(fake.invoices.inbox.waiting()).toBe(1)
  })
})

describe('the list', () => {
  it('shows booked ones with what was booked, and saves what it shows', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'belegbote-invoices-'))
    bridge.saveFile = join(folder, 'Liste.csv')
    fake.invoices.inbox.kept = [
      { mandant: 'M1', creditor: '70001', taxRate: 1900, account: '3400', taxKey: null, costCentre: null },
    ]
    await arrive(sample, { ...sample, number: 'GS-1', typeCode: '381' })
    await openLedger()
    await user.click(await screen.findByRole('radio', { name: 'Gebuchte' }))
    const dialog = await openDialog(/^Ansehen: Muster Glas GmbH RE-2026/)
    expect(within(within(dialog).getByRole('table')).getByRole('row', { name: /^3400 119,00\s€ 19 %/ })).toBeTruthy()
    await doing(dialog, 'Schließen')
    await user.click(
      within(screen.getByRole('region', { name: 'Eingangsrechnungen' })).getByRole('button', {
        name: 'Als CSV speichern',
      }),
    )
    await screen.findByText(/^2 Zeilen in/)
    const text = readFileSync(bridge.saveFile, 'utf8')
    expect(text).toContain('Muster Glas GmbH;M1;RE-2026/0815;05.10.2026;EUR;119,00;gebucht;')
    expect(text).toContain('GS-1;05.10.2026;EUR;-119,00;gebucht;')
    rmSync(folder, { recursive: true })
  })
})

describe('a long list', () => {
  const line = (no: number) => `Linsen ${no} GmbH`
  const findings = [] as const
  const content = { kind: 'plain-pdf', pages: 1, text: '', findings } as const

  it('is shown a page at a time', async () => {
    for (let no = 1; no <= 101; no++) fake.invoices.inbox.put(`${line(no)}.pdf`, content)
    const section = await openLedger()
    const pages = await within(section).findByRole('navigation', { name: 'Seiten' })
    expect(pages.textContent).toContain('1–100 von 101')
    expect(screen.queryByRole('row', { name: /^unbekannt ?Linsen 1 GmbH/i })).toBeNull()
    await user.click(within(pages).getByRole('button', { name: 'Weiter' }))
    const last = await screen.findByRole('button', { name: /^Ablehnen: Linsen 1 GmbH/ })
    expect(screen.getAllByRole('button', { name: /^Ablehnen: / })).toEqual([last])
    // The only one of the last page is decided: the page before it is shown.
    await user.click(last)
    const question = await screen.findByRole('alertdialog')
    await user.type(field(question, /^Grund/), 'doppelt')
    await doing(question, 'Ablehnen')
    await screen.findByRole('button', { name: /^Ablehnen: Linsen 101 GmbH/ })
    expect(within(section).queryByRole('navigation', { name: 'Seiten' })).toBeNull()
  })

  it('is searched, and says when nothing was found', async () => {
    for (let no = 1; no <= 3; no++) fake.invoices.inbox.put(`${line(no)}.pdf`, content)
    const section = await openLedger()
    await screen.findByRole('button', { name: /^Ablehnen: Linsen 3 GmbH/ })
    const search = within(section).getByRole('searchbox', { name: 'Eingangsrechnung suchen' })
    await user.type(search, 'Linsen 2')
    await waitFor(() => expect(screen.getAllByRole('button', { name: /^Ablehnen: / })).toHaveLength(1))
    await user.type(search, 'x{Enter}')
    await screen.findByText('Keine Eingangsrechnung passt zu „Linsen 2x“.')
    await user.click(within(section).getByRole('button', { name: 'Suche leeren' }))
    await screen.findByRole('button', { name: /^Ablehnen: Linsen 3 GmbH/ })
  })
})

describe('the rules', () => {
  const openRules = async () => user.click(await screen.findByText(/^Kontierungsregeln/))

  it('are added, changed and removed after a question', async () => {
    await openLedger()
    await openRules()
    await press('Regel hinzufügen …')
    const adding = await screen.findByRole('dialog')
    await type(field(adding, /^Konto/), '99999999999')
    await doing(adding, 'Speichern')
    await within(adding).findByText(/ist kein Sachkonto dieses Mandanten/)
    await type(field(adding, /^Konto/), '4930')
    await type(field(adding, /^Steuer/), '19')
    await doing(adding, 'Speichern')
    await row(/^alle Kreditoren 19 % 4930/)
    await press(/^Regel ändern: alle Kreditoren, 19 %/)
    const changing = await screen.findByRole('dialog')
    await type(field(changing, /^Kreditor/), '70001')
    await doing(changing, 'Speichern')
    await row(/^70001 19 % 4930/)
    expect(fake.invoices.inbox.kept).toHaveLength(1)
    await press(/^Regel entfernen: 70001/)
    await doing(await screen.findByRole('alertdialog'), 'Entfernen')
    await waitFor(() => expect(fake.invoices.inbox.kept).toEqual([]))
  })

  it('no two say the same', async () => {
    fake.invoices.inbox.kept = [
      { mandant: 'M1', creditor: '70001', taxRate: null, account: '3400', taxKey: null, costCentre: null },
    ]
    await openLedger()
    await openRules()
    await press('Regel hinzufügen …')
    const dialog = await screen.findByRole('dialog')
    await type(field(dialog, /^Kreditor/), '70001')
    await type(field(dialog, /^Konto/), '3200')
    await doing(dialog, 'Speichern')
    await within(dialog).findByText(/gibt es schon eine Regel/)
  })
})

describe('a person who does not administrate', () => {
  it('looks, but decides nothing', async () => {
    enter('users')
    fake.invoices.inbox.kept = [
      { mandant: 'M1', creditor: '70009', taxRate: null, account: '3400', taxKey: null, costCentre: null },
    ]
    await arrive(sample)
    await openLedger()
    await user.click(await screen.findByText(/^Kontierungsregeln/))
    await row(/^70009/)
    for (const name of [/^Regel/, /^Kontieren:/, /^Ablehnen/]) expect(screen.queryByRole('button', { name })).toBeNull()
  })
})
