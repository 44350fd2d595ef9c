import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, it } from 'vitest'
import type { FakeApp } from '../test/fakes/app'
import type { FakeBridge } from '../test/fakes/bridge'
import { profile } from '../test/fakes/profile'
import { openBridge, press, user } from '../test/fakes/screens'
import { App } from './app'

let fake: FakeApp
let bridge: FakeBridge
beforeEach(() => {
  const opened = openBridge()
  fake = opened.fake
  bridge = opened.bridge
  fake.documents = 3
  fake.profiles = [profile()]
})

async function openLedger() {
  render(<App />)
  await press('Buchhaltung')
  await screen.findByRole('heading', { name: 'Buchhaltung einlesen' })
}

const fault = (line: number) => ({
  file: 'belege.csv',
  line,
  column: 'belegdatum',
  value: '2026-02-30',
  code: 'import-date-invalid',
  params: {},
})

it('shows the books per Mandant and branch', async () => {
  await openLedger()
  const table = await screen.findByRole('table', { name: 'Stand der Buchhaltung' })
  expect(within(table).getByText('Optik am Markt')).toBeTruthy()
  expect(within(table).getByText('Filiale Mitte')).toBeTruthy()
  expect(within(table).getByText('ohne Filiale')).toBeTruthy()
})

it('names the first exports that documents wait for, and all of them on demand', async () => {
  fake.profiles = Array.from({ length: 12 }, (_, index) => profile({ id: `p${index}`, name: `Export ${index}` }))
  await openLedger()
  const table = await screen.findByRole('table', { name: 'Stand der Buchhaltung' })
  expect(within(table).getAllByText(/^3 für Export \d+$/)).toHaveLength(5)
  await press('Alle 12 Schnittstellen anzeigen')
  expect(within(table).getAllByText(/^3 für Export \d+$/)).toHaveLength(12)
})

it('a refused import shows each fault, copies them as text and saves them', async () => {
  fake.books.faults = Array.from({ length: 12 }, (_, index) => fault(index + 2))
  await openLedger()
  await press('Übergabeordner einlesen …')
  await screen.findByText(/^Nicht eingelesen .*12 Fehler/)
  const grid = screen.getByRole('grid', { name: 'Fehler im Übergabeordner' })
  expect(within(grid).getAllByText('belegdatum').length).toBeGreaterThan(0)
  await press('Fehlerliste kopieren')
  await screen.findByText('Kopiert.')
  const [text = ''] = bridge.copied
  expect(text.split('\n')).toHaveLength(13)
  expect(text).toContain('belege.csv, Zeile 13, Spalte belegdatum, Wert 2026-02-30: ')
})

it('the list of faults outlives the screen, and a good import takes its place', async () => {
  fake.books.faults = [fault(7)]
  await openLedger()
  await press('ZIP einlesen …')
  await screen.findByText(/^Nicht eingelesen/)
  await press('Verlauf')
  await press('Buchhaltung')
  await screen.findByText(/^Nicht eingelesen/)
  fake.books.faults = null
  await press('Übergabeordner einlesen …')
  await screen.findByText(/^Eingelesen \(/)
  expect(screen.getByRole('row', { name: 'Belege 4 3 1 0' })).toBeTruthy()
  expect(screen.getByText('1 Hinweis')).toBeTruthy()
  expect(fake.books.imported).toEqual([['/somewhere/key'], ['/somewhere']])
})

it('an import is cancelled by a button, and the books are said to be unchanged', async () => {
  fake.books.faults = null
  await openLedger()
  expect(screen.queryByRole('button', { name: 'Einlesen abbrechen' })).toBeNull()
  fake.books.isSlow = true
  await press('Übergabeordner einlesen …')
  await press('Einlesen abbrechen')
  await screen.findByText('Das Einlesen wurde abgebrochen. Die Buchhaltung ist unverändert.')
  expect(screen.queryByRole('button', { name: /abbrechen|abgebrochen/ })).toBeNull()
  expect(screen.queryByText(/^Eingelesen \(/)).toBeNull()
  fake.books.isSlow = false
  await press('Übergabeordner einlesen …')
  await screen.findByText(/^Eingelesen \(/)
})

it('an import goes on while one looks elsewhere, and is found again', async () => {
  fake.books.faults = null
  fake.books.isSlow = true
  await openLedger()
  await press('Übergabeordner einlesen …')
  await press(/^Buchhaltung ?Einlesen läuft$/)
  await press('Verlauf')
  await press(/^Buchhaltung ?Einlesen läuft$/)
  await screen.findByText(/^Wird gelesen/)
  await press('Einlesen abbrechen')
  await screen.findByText('Das Einlesen wurde abgebrochen. Die Buchhaltung ist unverändert.')
  await press('Verlauf')
  await press('Buchhaltung')
  await screen.findByRole('heading', { name: 'Buchhaltung einlesen' })
  expect(screen.queryByText(/^Das Einlesen wurde abgebrochen/)).toBeNull()
})

it('an import that ends while one looks elsewhere says what came of it', async () => {
  fake.books.faults = null
  fake.books.isSlow = true
  await openLedger()
  await press('Übergabeordner einlesen …')
  await press('Verlauf')
  fake.books.isSlow = false
  await waitFor(() => expect(screen.queryByText('Einlesen läuft')).toBeNull())
  await press('Buchhaltung')
  await screen.findByText(/^Eingelesen \(/)
})

it('a window that is opened anew finds the import of the one before', async () => {
  fake.books.faults = null
  fake.books.isSlow = true
  await openLedger()
  await press('Übergabeordner einlesen …')
  await press(/^Buchhaltung ?Einlesen läuft$/)
  cleanup()
  render(<App />)
  await press(/^Buchhaltung ?Einlesen läuft$/)
  await press('Einlesen abbrechen')
  await press('Buchhaltung')
  expect(screen.queryByText(/^Wird gelesen/)).toBeNull()
})

it('so is one that was dropped', async () => {
  fake.books.isSlow = true
  bridge.dropped = ['/']
  await openLedger()
  dropFiles()
  await press('Einlesen abbrechen')
  await screen.findByText('Das Einlesen wurde abgebrochen. Die Buchhaltung ist unverändert.')
})

function dropFiles(): void {
  const dataTransfer = { types: ['Files'], files: [new File(['x'], 'books.zip')] }
  const zone = screen.getByText(/^Übergabeordner oder ZIP hierher ziehen/)
  fireEvent.dragOver(zone, { dataTransfer })
  expect(screen.getByText('Jetzt loslassen, dann wird eingelesen.')).toBeTruthy()
  fireEvent.drop(zone, { dataTransfer })
}

it('what is dropped is imported from where the system says it lies', async () => {
  bridge.dropped = ['/']
  fake.books.faults = null
  await openLedger()
  dropFiles()
  await screen.findByText(/^Eingelesen \(/)
  expect(fake.books.imported).toEqual([['/']])
})

it('what has no path is not imported', async () => {
  bridge.dropped = ['books.zip']
  await openLedger()
  dropFiles()
  await screen.findByText(/^Das lässt sich nicht einlesen/)
  expect(fake.books.imported).toEqual([])
})

it('a document that changed after its export waits for a decision', async () => {
  const one = { profileId: 'p1', mandant: 'M1', sourceId: 'b1', documentNo: 'RE-1', sentVersion: 1, currentVersion: 2 }
  fake.profiles = [profile({ id: 'p1' })]
  fake.books.changed = [one, { ...one, sourceId: 'b2', documentNo: 'RE-2' }]
  await openLedger()
  await screen.findByText('2 Belege wurden nach dem Export geändert')
  await press('Storno und neu: RE-1')
  const dialog = await screen.findByRole('alertdialog')
  await user.click(within(dialog).getByRole('button', { name: 'Storno und neu' }))
  await screen.findByText('1 Beleg wurde nach dem Export geändert')
  await press('Nicht senden: RE-2')
  await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Nicht senden' }))
  await waitFor(() => expect(screen.queryByText(/nach dem Export geändert$/)).toBeNull())
  expect(fake.books.decisions).toEqual(['reverse-and-resend b1', 'do-not-send b2'])
})

it('a folder is watched, and says what lies in it', async () => {
  await openLedger()
  await screen.findByText('Es wird kein Ordner überwacht.')
  await press('Ordner wählen …')
  await screen.findByText('/somewhere')
  fake.books.watched = { ...fake.books.watched, refused: ['kaputt.zip'], strays: ['belege.csv'] }
  fake.tell({ fact: 'status.changed' })
  expect(await screen.findByText('kaputt.zip')).toBeTruthy()
  expect(screen.getByText('braucht Aufmerksamkeit')).toBeTruthy()
  await press('Nicht mehr überwachen')
  await screen.findByText('Es wird kein Ordner überwacht.')
})

it('who may not configure sees the books and no way to fill them', async () => {
  const opened = openBridge('users')
  opened.fake.documents = 3
  render(<App />)
  await press('Buchhaltung')
  await screen.findByRole('table', { name: 'Stand der Buchhaltung' })
  expect(screen.queryByText(/hierher ziehen/)).toBeNull()
  expect(screen.queryByRole('button', { name: 'Ordner wählen …' })).toBeNull()
  const dataTransfer = { types: ['Files'], files: [new File(['x'], 'rechnung.xml')] }
  fireEvent.drop(screen.getByRole('heading', { name: 'Buchhaltung' }), { dataTransfer })
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toMatch(/^Nichts angenommen: .*dürfen nur Administratoren hinzufügen/)
  expect(opened.bridge.calls).not.toContain('ledger.importDropped')
})
