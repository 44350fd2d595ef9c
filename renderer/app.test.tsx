import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeApp } from '../test/fakes/app'
import { type FakeBridge, fakeBridge } from '../test/fakes/bridge'
import { App } from './app'

let fake: FakeApp
let bridge: FakeBridge

beforeEach(() => {
  fake = new FakeApp()
  bridge = fakeBridge(fake)
  Object.defineProperty(window, 'belegbote', { value: bridge.bridge, configurable: true })
  // jsdom has neither; react-aria asks for both.
  Object.defineProperty(globalThis, 'CSS', { value: { escape: (text: string) => text }, configurable: true })
})
afterEach(cleanup)

configure({ asyncUtilTimeout: 20_000 }) // ends what never appears; a busy machine may take its time
const user = userEvent.setup()
const press = async (name: string | RegExp) => user.click(await screen.findByRole('button', { name }))

async function withDemo() {
  render(<App />)
  await press('Demo-Buchhaltung anlegen')
  await press('Demo-Schnittstelle anlegen')
  await screen.findByRole('button', { name: /^Jetzt exportieren/ })
}

describe('the first start', () => {
  it('offers the demo ledger, then the demo export, then the button', async () => {
    await withDemo()
    const row = screen.getByRole('row', { name: /Demo-Export an die Kanzlei/ })
    expect(within(row).getByText('24.11.2026 18:30')).toBeTruthy()
    expect(within(row).getByText('täglich um 18:30')).toBeTruthy()
    expect(within(row).getAllByText('bereit').length).toBeGreaterThan(0)
    expect(fake.profiles[0]?.target).toMatchObject({ protocol: 'folder', directory: '/profile/demo-kanzlei' })
  })

  it('lists the faults of a refused folder with place and value', async () => {
    render(<App />)
    await press('Übergabeordner einlesen …')
    const list = await screen.findByRole('region', { name: 'Fehler im Übergabeordner' })
    const cells = within(list).getAllByRole('cell')
    expect(cells.slice(0, 4).map((cell) => cell.textContent)).toEqual(['belege.csv', '7', 'belegdatum', '2026-02-30'])
  })
})

describe('an export by hand', () => {
  it('shows how far it is, and then what became of it', async () => {
    await withDemo()
    fake.holdNext()
    await press(/^Jetzt exportieren/)
    const steps = await screen.findByRole('list', { name: 'Ablauf des Exports' })
    await waitFor(() => {
      const now = within(steps)
        .getAllByRole('listitem')
        .find((step) => step.hasAttribute('aria-current'))
      expect(now?.textContent).toContain('Senden')
    })
    expect(screen.getByText(/EXTF_Buchungsstapel.csv: 1 B von 3 B gesendet/)).toBeTruthy()
    fake.hold?.release()
    expect(await screen.findByText('3 Belege in 1 Datei übergeben und geprüft.')).toBeTruthy()
    await waitFor(() => expect(screen.getAllByText('in Ordnung').length).toBeGreaterThan(0))
  })

  it('keeps the progress while the person looks at the history', async () => {
    await withDemo()
    fake.holdNext()
    await press(/^Jetzt exportieren/)
    await screen.findByRole('list', { name: 'Ablauf des Exports' })
    await press('Verlauf')
    await press('Schnittstellen')
    expect(await screen.findByRole('list', { name: 'Ablauf des Exports' })).toBeTruthy()
    fake.hold?.release()
    expect(await screen.findByText('3 Belege in 1 Datei übergeben und geprüft.')).toBeTruthy()
  })

  it('says what to do when the server refuses the password, and shows it above every screen', async () => {
    await withDemo()
    fake.weather = 'auth-refused'
    await press(/^Jetzt exportieren/)
    expect(await screen.findByText(/Der Server hat Benutzer oder Kennwort abgelehnt/)).toBeTruthy()
    expect(await screen.findByText(/ist angehalten und braucht Ihre Entscheidung/)).toBeTruthy()
    await press('Buchhaltung')
    expect(screen.getByText(/ist angehalten und braucht Ihre Entscheidung/)).toBeTruthy()
  })

  it('names the next attempt after trouble that passes', async () => {
    await withDemo()
    fake.weather = 'unreachable'
    await press(/^Jetzt exportieren/)
    expect(await screen.findByText(/Nächster Versuch: 24.11.2026 \d\d:17 \(bisher 1 Versuch\)/)).toBeTruthy()
  })

  it('tells that there was nothing to hand over', async () => {
    await withDemo()
    await press(/^Jetzt exportieren/)
    await screen.findByText('3 Belege in 1 Datei übergeben und geprüft.')
    await press(/^Jetzt exportieren/)
    expect(await screen.findByText(/Es gab nichts zu übergeben/)).toBeTruthy()
  })
})

describe('the installation', () => {
  it('asks before a copied configuration runs here', async () => {
    fake.workstation = { name: 'LADEN-2', boundName: 'LADEN-1', adopted: false }
    await withDemo()
    expect(screen.getByRole('button', { name: /^Jetzt exportieren/ }).hasAttribute('disabled')).toBe(true)
    expect(screen.getByText('Konfiguration für diesen Arbeitsplatz übernehmen?')).toBeTruthy()
    await press('Übernehmen')
    await waitFor(() => expect(screen.queryByText('Konfiguration für diesen Arbeitsplatz übernehmen?')).toBeNull())
    expect(screen.getByRole('button', { name: /^Jetzt exportieren/ }).hasAttribute('disabled')).toBe(false)
  })

  it('says that the background service stopped, and starts it again', async () => {
    await withDemo()
    bridge.host = 'stopped'
    bridge.tell({ name: 'host.changed', data: { host: 'stopped' } })
    expect(await screen.findByText(/Der Hintergrunddienst ist stehen geblieben/)).toBeTruthy()
    await press('Hintergrunddienst neu starten')
    await waitFor(() => expect(screen.queryByText(/Der Hintergrunddienst ist stehen geblieben/)).toBeNull())
    expect(await screen.findByRole('button', { name: /^Jetzt exportieren/ })).toBeTruthy()
  })

  it('shows what the tray asked for, at the start and later', async () => {
    bridge.view = { screen: 'runs', runId: null }
    render(<App />)
    expect(await screen.findByRole('heading', { name: 'Verlauf' })).toBeTruthy()
    bridge.view = { screen: 'profiles', runId: null }
    bridge.tell({ name: 'view.requested', data: {} })
    expect(await screen.findByRole('heading', { name: 'Schnittstellen' })).toBeTruthy()
    expect(bridge.view).toBeNull()
  })

  it('shows every page from its top, however far the one before was scrolled', async () => {
    await withDemo()
    const main = screen.getByRole('main')
    const pages = ['Verlauf', 'Buchhaltung', 'Schnittstellen', /^Bearbeiten: /]
    for (const page of pages) {
      main.scrollTop = 300
      await press(page)
      await waitFor(() => expect(main.scrollTop).toBe(0))
    }
    main.scrollTop = 300
    await user.click(screen.getByRole('textbox', { name: 'Bezeichnung' }))
    expect(main.scrollTop).toBe(300)
  })

  it('speaks English after a switch and remembers it', async () => {
    render(<App />)
    await user.click(await screen.findByRole('radio', { name: 'English' }))
    expect(await screen.findByRole('button', { name: 'Create demo ledger' })).toBeTruthy()
    expect(document.documentElement.lang).toBe('en')
    expect(bridge.language).toBe('en')
  })
})
