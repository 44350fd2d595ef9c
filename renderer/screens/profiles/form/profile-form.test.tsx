import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accountOf } from '../../../../main/core/transfer/account'
import type { TestReport } from '../../../../main/engine/app'
import { FakeApp } from '../../../../test/fakes/app'
import { type FakeBridge, fakeBridge } from '../../../../test/fakes/bridge'
import { profile } from '../../../../test/fakes/profile'
import { App } from '../../../app'

let fake: FakeApp
let bridge: FakeBridge

beforeEach(() => {
  fake = new FakeApp()
  fake.documents = 3
  fake.profiles = [profile({ id: 'kanzlei', name: 'Kanzlei' })]
  fake.forms.secrets.set('kanzlei', { secret: 'alt', account: accountOf(profile().target) })
  bridge = fakeBridge(fake)
  Object.defineProperty(window, 'belegbote', { value: bridge.bridge, configurable: true })
  // jsdom has neither; react-aria asks for both, and the form scrolls to what it shows.
  Object.defineProperty(globalThis, 'CSS', { value: { escape: (text: string) => text }, configurable: true })
  Element.prototype.scrollIntoView = () => undefined
})
afterEach(cleanup)

configure({ asyncUtilTimeout: 20_000 }) // ends what never appears; a busy machine may take its time
const user = userEvent.setup()
const press = async (name: string | RegExp) => user.click(await screen.findByRole('button', { name }))
const field = (name: string) => screen.findByRole('textbox', { name })
/** At once, as from the clipboard: a form of this size takes its time for every key here. */
const fill = async (name: string, text: string) => {
  await user.tripleClick(await field(name))
  await user.paste(text)
}
const test = async () => user.click((await screen.findAllByRole('button', { name: 'Server prüfen' }))[0] as HTMLElement)

async function openNew() {
  render(<App />)
  await press('Neue Schnittstelle')
  await screen.findByRole('heading', { name: 'Neue Schnittstelle' })
}

async function openStored() {
  render(<App />)
  await press('Bearbeiten: Kanzlei')
  await screen.findByRole('heading', { name: 'Schnittstelle bearbeiten: Kanzlei' })
}

describe('a new profile', () => {
  it('says what is wrong at a field once it was left, and then while one types', async () => {
    await openNew()
    await fill('FTP Hostname', 'sftp://x')
    expect(screen.queryByText(/Hier gehört nur der Name des Servers hin/)).toBeNull()
    await user.tab()
    expect(await screen.findByText(/Hier gehört nur der Name des Servers hin/)).toBeTruthy()
    await fill('FTP Hostname', 'sftp.example.de')
    await waitFor(() => expect(screen.queryByText(/Hier gehört nur der Name des Servers hin/)).toBeNull())
  })

  it('shows everything that is missing when it is saved, and stores nothing', async () => {
    await openNew()
    await press('Speichern')
    expect(
      await screen.findByText('Bitte die markierten Felder berichtigen. Es wurde nichts gespeichert.'),
    ).toBeTruthy()
    expect(await screen.findAllByText('Diese Angabe fehlt.')).toHaveLength(3)
    expect(fake.profiles).toHaveLength(1)
  })

  it('is stored under the id of its name, with the password beside it', async () => {
    await openNew()
    await fill('Bezeichnung', 'Kanzlei')
    expect(await screen.findByText(/^Kennung: kanzlei-2\./)).toBeTruthy()
    await fill('FTP Hostname', 'sftp.example.de')
    await fill('Benutzer', 'stb')
    await user.type(screen.getByLabelText('Passwort', { selector: '[type=password]' }), 'neu')
    await press('Speichern')
    expect(await screen.findByText('„Kanzlei“ ist gespeichert.')).toBeTruthy()
    expect(fake.profiles.at(-1)).toMatchObject({
      ...{ id: 'kanzlei-2', enabled: true, workstation: null, branch: null },
      target: { protocol: 'sftp', host: 'sftp.example.de', port: null, user: 'stb', hostKeys: [] },
      selection: { mandants: ['M1'], documentTypes: ['RE'] },
    })
    expect(fake.forms.secrets.get('kanzlei-2')?.secret).toBe('neu')
  })

  it('warns of a file name that repeats, and takes it all the same', async () => {
    await openStored()
    const warning = /^Ohne \{lauf\} heißt die Datei/
    await fill('Muster für Dateinamen', '{art}_{lauf}')
    await screen.findByText(/^EXTF_Buchungsstapel_\d{8}-\d{6}-a1b2/)
    expect(screen.queryByText(warning)).toBeNull()
    await fill('Muster für Dateinamen', '{art}_{jjjj}{mm}{tt}')
    await screen.findByText(/^Ohne \{lauf\} heißt die Datei bei einem zweiten Lauf am selben Tag gleich\./)
    await fill('Muster für Dateinamen', 'Buchungen')
    await screen.findByText(/^Ohne \{lauf\} heißt die Datei bei jedem Lauf gleich\./)
    await press('Speichern')
    await screen.findByText('„Kanzlei“ ist gespeichert.')
    expect(fake.profiles[0]?.fileNamePattern).toBe('Buchungen')
  })

  it('says when the keychain did not take the password', async () => {
    fake.forms.secretError = { class: 'failed', code: 'secret-locked', params: {} }
    await openStored()
    await user.type(screen.getByLabelText('Passwort', { selector: '[type=password]' }), 'neu')
    await press('Speichern')
    expect(await screen.findByText('„Kanzlei“ ist gespeichert, das Kennwort nicht.')).toBeTruthy()
    expect(screen.getByText(/Der Schlüsselbund ist gesperrt/)).toBeTruthy()
  })
})

describe('a stored profile', () => {
  it('wants its password anew when it signs in elsewhere, and hands over no stored one', async () => {
    await openStored()
    expect(await screen.findByText('gesetzt')).toBeTruthy()
    expect((screen.getByLabelText('Passwort', { selector: '[type=password]' }) as HTMLInputElement).value).toBe('')
    await fill('Benutzer', 'anderer')
    expect(await screen.findByText(/Bitte das Kennwort neu eingeben/)).toBeTruthy()
    await fill('Benutzer', 'stb')
    await waitFor(() => expect(screen.queryByText(/Bitte das Kennwort neu eingeben/)).toBeNull())
  })

  it('asks for no time where none can be chosen', async () => {
    await openStored()
    expect(screen.getByRole('group', { name: /^Ausführungszeit/ })).toBeTruthy()
    await press(/Intervall$/)
    await user.click(await screen.findByRole('option', { name: 'Stündlich' }))
    await waitFor(() => expect(screen.queryByRole('group', { name: /^Ausführungszeit/ })).toBeNull())
    await press('Speichern')
    await waitFor(() => expect(fake.profiles[0]?.schedule).toEqual({ interval: 'hourly' }))
  })

  it('is duplicated as one that does not run by itself yet', async () => {
    render(<App />)
    await press('Weitere Aktionen: Kanzlei')
    await user.click(await screen.findByRole('menuitem', { name: 'Duplizieren' }))
    await press('Speichern')
    await waitFor(() => expect(fake.profiles).toHaveLength(2))
    expect(fake.profiles[1]).toMatchObject({ id: 'kanzlei-kopie', name: 'Kanzlei (Kopie)', enabled: false })
    expect(fake.forms.secrets.has('kanzlei-kopie')).toBe(false)
  })

  it('is not left with unsaved changes by a slip of the hand', async () => {
    await openStored()
    await fill('Bezeichnung', 'Anders')
    await press('Verlauf')
    expect(await screen.findByRole('alertdialog', { name: 'Es gibt ungespeicherte Änderungen.' })).toBeTruthy()
    await press('Weiter bearbeiten')
    expect(((await field('Bezeichnung')) as HTMLInputElement).value).toBe('Anders')
    await press('Schnittstellen')
    await press('Änderungen verwerfen')
    expect(await screen.findByRole('button', { name: 'Bearbeiten: Kanzlei' })).toBeTruthy()
    expect(fake.profiles[0]?.name).toBe('Kanzlei')
  })
})

const hostKey = `SHA256:${'a'.repeat(43)}`
const good = (name: string) => ({ name, ok: true, error: null })
const reached = ['resolve', 'connect'].map(good)
const canary = 'kanarienvogel-4711'

describe('the test of the server', () => {
  it('shows its steps one by one', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    fake.forms.testHold = promise
    fake.forms.testFinds = () => ({ ok: true, steps: [...reached, good('identity')], hostKey })
    await openStored()
    await test()
    const list = await screen.findByRole('list', { name: 'Schritte der Prüfung' })
    await within(list).findByText('Servernamen auflösen')
    expect(within(list).queryByText('Verbinden')).toBeNull()
    resolve()
    expect(await within(list).findByText('Identität des Servers prüfen')).toBeTruthy()
    expect(await screen.findByText(/Alle Schritte sind gelungen/)).toBeTruthy()
    await fill('Benutzer', 'anderer')
    expect(await screen.findByText(/Die Angaben wurden seit dieser Prüfung geändert/)).toBeTruthy()
  })

  it('trusts an unknown server by a click only, in the form and not before it is saved', async () => {
    fake.forms.testFinds = ({ target }): TestReport => {
      const isKnown = target.hostKeys.includes(hostKey)
      const identity = isKnown ? good('identity') : failed('identity', 'host-key-unknown', '')
      return { ok: isKnown, steps: [...reached, identity], hostKey }
    }
    await openStored()
    await test()
    expect(await screen.findByText(hostKey)).toBeTruthy()
    expect(screen.getByText(/vergleichen Sie den Fingerabdruck mit der Angabe der Kanzlei/)).toBeTruthy()
    expect(fake.forms.tested).toHaveLength(1)
    await press('Stimmt überein: vertrauen und weiter prüfen')
    expect(await screen.findByText(/Alle Schritte sind gelungen/)).toBeTruthy()
    expect(fake.profiles[0]?.target.hostKeys).toEqual([])
    await press('Speichern')
    await waitFor(() => expect(fake.profiles[0]?.target.hostKeys).toEqual([hostKey]))
  })

  it('says who can mend a failure, and gives a text for them without the password', async () => {
    const echo = failed('sign-in', 'auth-refused', `Permission denied (password was ${canary})`)
    fake.forms.testFinds = () => ({ ok: false, steps: [...reached, good('identity'), echo], hostKey })
    await openStored()
    await user.type(screen.getByLabelText('Passwort', { selector: '[type=password]' }), canary)
    await test()
    expect(await screen.findByText('Beheben kann das: die Filiale oder das Büro.')).toBeTruthy()
    expect(fake.forms.tested[0]?.secret).toBe(canary)
    await press('Text für die IT/Kanzlei kopieren')
    await waitFor(() => expect(bridge.copied).toHaveLength(1))
    const text = bridge.copied[0] ?? ''
    expect(text).not.toContain(canary)
    for (const line of ['Schritt: Anmelden', 'FTP Hostname: sftp.example.de', 'Port: 22', 'Benutzer: stb']) {
      expect(text.split('\n')).toContain(line)
    }
  })
})

const failed = (name: string, kind: NonNullable<TestReport['steps'][number]['error']>['kind'], detail: string) => ({
  ...{ name, ok: false },
  error: { kind, detail },
})

const emptyPreview = {
  ...{ documents: 0, groups: [], files: [], excluded: [], rejected: 0, faults: [], faultsTotal: 0, refusal: null },
}

const openAgain = async () => {
  await press('Vorschau')
  return screen.findByRole('dialog', { name: 'Vorschau: Was jetzt exportiert würde' })
}
const openSlow = async () => {
  await openStored()
  return openAgain()
}

describe('the preview', () => {
  it('shows count and sum per document type, and what stays behind and why', async () => {
    const sums = { currency: 'EUR', debitCents: 123_456, creditCents: 0 }
    fake.forms.preview = {
      documents: 7,
      groups: [{ occasion: 'document', mandant: 'M1', documentType: 'RE', documents: 7, ...sums }],
      files: [{ kind: 'postings', mandant: 'M1', name: 'EXTF_x.csv', rows: 9, sizeBytes: 1200 }],
      excluded: [{ reason: 'other-branch', mandant: 'M1', documents: 2 }],
      ...{ rejected: 0, faults: [], faultsTotal: 0 },
      refusal: { class: 'refused', code: 'before-start-date', params: { startDate: '2026-12-01' } },
    }
    await openStored()
    await press('Vorschau')
    const dialog = await screen.findByRole('dialog', { name: 'Vorschau: Was jetzt exportiert würde' })
    expect(within(dialog).getByRole('row', { name: /Optik am Markt Rechnung 7 1\.234,56\s€ 0,00\s€/ })).toBeTruthy()
    expect(within(dialog).getByRole('row', { name: 'Optik am Markt Andere oder keine Filiale 2' })).toBeTruthy()
    expect(within(dialog).getByText('EXTF_x.csv')).toBeTruthy()
    expect(within(dialog).getByText(/01\.12\.2026/)).toBeTruthy()
  })

  it('opens at once, says how far it is, and shows the result in its place', async () => {
    fake.forms.isPreviewSlow = true
    fake.forms.preview = emptyPreview
    const dialog = await openSlow()
    const bar = await within(dialog).findByRole('progressbar', { name: '1.000 von 4.000 Belegen gelesen' })
    expect(bar.getAttribute('aria-valuenow')).toBe('25')
    fake.forms.isPreviewSlow = false
    expect(await within(dialog).findByText('Kein Beleg würde übergeben.')).toBeTruthy()
    expect(within(dialog).queryByRole('progressbar')).toBeNull()
    const [close = dialog] = within(dialog).getAllByRole('button', { name: 'Schließen' }) // one more for screen readers
    await user.click(close)
    expect(screen.queryByRole('dialog')).toBeNull()
    expect([fake.forms.cancelledPreviews, bridge.calls.includes('profiles.cancelPreview')]).toEqual([0, false])
  })

  it.each([
    ['the button', () => press('Abbrechen')],
    ['Escape', () => user.keyboard('{Escape}')],
    ['a click beside it', () => user.click(document.querySelector('.overlay') ?? document.body)],
    ['leaving the screen', async () => cleanup()],
  ])('is cancelled by %s', async (_way, leave) => {
    fake.forms.isPreviewSlow = true
    await openSlow()
    await leave()
    expect(screen.queryByRole('dialog')).toBeNull()
    await waitFor(() => expect(fake.forms.cancelledPreviews).toBe(1))
  })

  it('that is opened again hears nothing of the one that was cancelled', async () => {
    fake.forms.isPreviewSlow = true
    fake.forms.preview = emptyPreview
    await openSlow()
    await user.keyboard('{Escape}')
    const dialog = await openAgain()
    bridge.tell({ name: 'preview.progress', data: { previewId: 'older', done: 4_000, total: 4_000 } })
    await waitFor(() => expect(fake.forms.cancelledPreviews).toBe(1))
    expect(within(dialog).getByRole('progressbar', { name: '1.000 von 4.000 Belegen gelesen' })).toBeTruthy()
    fake.forms.isPreviewSlow = false
    expect(await within(dialog).findByText('Kein Beleg würde übergeben.')).toBeTruthy()
  })
})
