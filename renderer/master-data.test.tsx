import { render, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, it } from 'vitest'
import type { FakeApp } from '../test/fakes/app'
import { openBridge, press, user } from '../test/fakes/screens'
import { App } from './app'
import { MasterDataScreen } from './screens/master-data/master-data-screen'

let fake: FakeApp
beforeEach(() => {
  fake = openBridge().fake
  fake.documents = 3
})

const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name })
const tab = async (name: string) => user.click(await screen.findByRole('tab', { name }))

async function openMandant() {
  render(<MasterDataScreen />)
  await tab('Mandanten')
  await press('Bearbeiten: Optik am Markt')
  await screen.findByRole('dialog')
}

async function type(name: string, text: string) {
  await user.clear(field(name))
  if (text !== '') await user.type(field(name), text)
}

it('stands in the sidebar and shows what was imported', async () => {
  render(<App />)
  await press('Stammdaten')
  await tab('Filialen')
  expect(await screen.findByRole('row', { name: /^Filiale Mitte ?F1 Optik am Markt/ })).toBeTruthy()
  await tab('Belegarten')
  expect(await screen.findByRole('row', { name: /^Rechnung ?RE Rechnung/ })).toBeTruthy()
  await tab('Zahlungsarten')
  expect(await screen.findByRole('row', { name: /^EC-Karte ?EC/ })).toBeTruthy()
})

it('a changed field is marked with what the import says, and goes back', async () => {
  await openMandant()
  expect(screen.getAllByText('aus dem Import')).toHaveLength(7)
  await type('Beraternummer', '29098')
  await type('Beginn des Wirtschaftsjahres', '1.7.')
  expect(screen.getByText('geändert – im Import: 1001')).toBeTruthy()
  await press('Speichern')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(fake.books.edits).toEqual([
    { kind: 'mandant', id: 'M1', field: 'consultantNo', value: '29098' },
    { kind: 'mandant', id: 'M1', field: 'fiscalYearStart', value: '07-01' },
  ])
  const row = await screen.findByRole('row', { name: /29098 ?geändert/ })
  expect(within(row).getByText('01.07.')).toBeTruthy()

  await press('Bearbeiten: Optik am Markt')
  await press('Beraternummer zurücksetzen')
  expect(field('Beraternummer').value).toBe('1001')
  await press('Speichern')
  await waitFor(() => expect(fake.books.edits.map((one) => one.field)).toEqual(['fiscalYearStart']))
})

it('what the core refuses stands at its field, and nothing is stored', async () => {
  await openMandant()
  await type('Name', '')
  await type('Beginn des Wirtschaftsjahres', '31.02.')
  await press('Speichern')
  await screen.findByText('Bitte die markierten Felder berichtigen. Es wurde nichts gespeichert.')
  expect(field('Name').getAttribute('aria-invalid')).toBe('true')
  expect(field('Beginn des Wirtschaftsjahres').getAttribute('aria-invalid')).toBe('true')
  expect(field('Beraternummer').getAttribute('aria-invalid')).toBeNull()
  expect(fake.books.edits).toEqual([])
})

it('tax keys and Festschreibung are set per Mandant', async () => {
  render(<MasterDataScreen />)
  await tab('Mandanten')
  await press('Steuerschlüssel: Optik am Markt')
  await screen.findByText('Keine eigenen Schlüssel: Es gelten die des Formats.')
  await user.click(screen.getByRole('switch', { name: 'Festschreibung' }))
  await press('Schlüssel hinzufügen')
  await type('Satz %', 'viel')
  await type('Schlüssel', 'x y')
  await press('Speichern')
  await screen.findByText('Bitte 1 bis 10 Ziffern oder Buchstaben.')
  expect(screen.getByText('Bitte 0 bis 100, z. B. 19 oder 8,1.')).toBeTruthy()
  expect(fake.books.settings.size).toBe(0)
  await type('Satz %', '8,1')
  await type('Schlüssel', '102')
  await press('Speichern')
  await waitFor(() =>
    expect(fake.books.settings.get('M1')).toEqual({
      locked: 1,
      withoutInputTax: false,
      taxKeys: [
        {
          format: null,
          direction: 'output',
          taxRate: 810,
          sourceKey: null,
          key: '102',
          validFrom: null,
          validTo: null,
        },
      ],
    }),
  )
})

it('a row for one format or one key of the books stays so when the table is saved', async () => {
  const row = { format: 'abacus', direction: 'input', taxRate: 1900, sourceKey: '94', key: 'R1' } as const
  const stored = { ...row, validFrom: null, validTo: null }
  fake.books.settings.set('M1', { locked: 0, withoutInputTax: false, taxKeys: [stored] })
  render(<MasterDataScreen />)
  await tab('Mandanten')
  await press('Steuerschlüssel: Optik am Markt')
  await user.click(await screen.findByRole('switch', { name: 'Festschreibung' }))
  await press('Speichern')
  await waitFor(() =>
    expect(fake.books.settings.get('M1')).toEqual({ locked: 1, withoutInputTax: false, taxKeys: [stored] }),
  )
})

it('a Mandant without input tax is set by one switch', async () => {
  render(<MasterDataScreen />)
  await tab('Mandanten')
  await press('Steuerschlüssel: Optik am Markt')
  await user.click(await screen.findByRole('switch', { name: 'Ohne Vorsteuerabzug' }))
  await press('Speichern')
  await waitFor(() => expect(fake.books.settings.get('M1')).toEqual({ locked: 0, withoutInputTax: true, taxKeys: [] }))
})

it('a key that would never count is refused at its last day', async () => {
  const rule = { direction: 'output', taxRate: 1900, key: '3', validFrom: '2026-03-01', validTo: '2026-02-01' } as const
  fake.books.settings.set('M1', {
    locked: 0,
    withoutInputTax: false,
    taxKeys: [{ format: null, sourceKey: null, ...rule }],
  })
  render(<MasterDataScreen />)
  await tab('Mandanten')
  await press('Steuerschlüssel: Optik am Markt')
  await user.click(await screen.findByRole('switch', { name: 'Festschreibung' }))
  await press('Speichern')
  await screen.findByText(/^Dieser Tag liegt vor „Gültig ab“ \(01\.03\.2026\)/)
  expect(fake.books.settings.get('M1')?.locked).toBe(0)
})

it('the hours are not closed over a profile, which is named', async () => {
  render(<MasterDataScreen />)
  const section = await screen.findByRole('region', { name: 'Filialkette' })
  const params = { profile: 'Kanzlei Nord' }
  fake.closes = [{ path: 'maintenanceWindow', value: '18:30', code: 'chain-window-closes', params }]
  await user.click(await screen.findByRole('switch', { name: 'Administratoren dürfen gesetzte Passwörter einsehen' }))
  await user.click(within(section).getByRole('button', { name: 'Speichern' }))
  await within(section).findByText('„Kanzlei Nord“ läuft um 18:30 Uhr; das läge im Wartungsfenster.')
})

it('the chain may let administrators see passwords', async () => {
  render(<MasterDataScreen />)
  await user.click(await screen.findByRole('switch', { name: 'Administratoren dürfen gesetzte Passwörter einsehen' }))
  const section = screen.getByRole('region', { name: 'Filialkette' })
  await user.click(within(section).getByRole('button', { name: 'Speichern' }))
  await within(section).findByText('Gespeichert.')
  expect(fake.access.allowsReveal).toBe(true)
})

it('who may not configure reads, and is offered no change', async () => {
  fake = openBridge('users').fake
  fake.documents = 3
  render(<App />)
  await press('Stammdaten')
  expect(await screen.findByText('Von 22:00 bis 06:00 Uhr')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Speichern' })).toBeNull()
  await tab('Mandanten')
  expect(await screen.findByText('Optik am Markt')).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^Bearbeiten/ })).toBeNull()
})

it('an empty ledger says where master data comes from', async () => {
  fake.documents = 0
  render(<MasterDataScreen />)
  await tab('Mandanten')
  expect(await screen.findByText('Noch keine Mandanten')).toBeTruthy()
})
