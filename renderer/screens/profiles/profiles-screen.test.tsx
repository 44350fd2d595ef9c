import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeApp } from '../../../test/fakes/app'
import { type FakeBridge, fakeBridge } from '../../../test/fakes/bridge'
import { folderProfile } from '../../../test/fakes/profiles'
import { App } from '../../app'

let fake: FakeApp
let bridge: FakeBridge

function start(group: 'administrators' | 'users' = 'administrators'): void {
  bridge = fakeBridge(fake, group)
  Object.defineProperty(window, 'belegbote', { value: bridge.bridge, configurable: true })
  render(<App />)
}

beforeEach(() => {
  fake = new FakeApp()
  fake.documents = 3
  // jsdom has neither; react-aria asks for both.
  Object.defineProperty(globalThis, 'CSS', { value: { escape: (text: string) => text }, configurable: true })
})
afterEach(cleanup)

configure({ asyncUtilTimeout: 20_000 }) // ends what never appears; a busy machine may take its time
const user = userEvent.setup()
const press = async (name: string | RegExp) => user.click(await screen.findByRole('button', { name }))
const names = async () => {
  await screen.findAllByRole('rowheader')
  return screen.getAllByRole('rowheader').map((cell) => within(cell).getByRole('button').textContent)
}

describe('the list', () => {
  beforeEach(() => {
    fake.profiles = [
      folderProfile({ id: 'a', name: 'Kanzlei Nord', branch: 'F1' }),
      folderProfile({ id: 'b', name: 'Kanzlei Süd', workstation: 'LADEN-7' }),
      folderProfile({ id: 'c', name: 'Archiv', enabled: false }),
    ]
  })

  it('is found through by every word of the search', async () => {
    start()
    expect(await names()).toEqual(['Archiv', 'Kanzlei Nord', 'Kanzlei Süd'])
    await user.type(screen.getByRole('searchbox', { name: 'Schnittstelle suchen' }), 'laden süd')
    expect(await names()).toEqual(['Kanzlei Süd'])
  })

  it('shows the computer of those that are bound to one', async () => {
    start()
    await names()
    expect(screen.queryByRole('columnheader', { name: 'Rechner' })).toBeNull()
    await user.click(screen.getByRole('switch', { name: 'Mit Arbeitsplatzeinstellungen' }))
    expect(await names()).toEqual(['Kanzlei Süd'])
    expect(screen.getByRole('columnheader', { name: 'Rechner' })).toBeTruthy()
    expect(screen.getByText('LADEN-7')).toBeTruthy()
  })

  it('is sorted by a click, and again the other way round', async () => {
    start()
    await names()
    await press('Filiale')
    expect(await names()).toEqual(['Kanzlei Nord', 'Archiv', 'Kanzlei Süd'])
    expect(screen.getByRole('columnheader', { name: 'Filiale' }).getAttribute('aria-sort')).toBe('ascending')
    await press('Schnittstelle')
    await press('Schnittstelle')
    expect(await names()).toEqual(['Kanzlei Süd', 'Kanzlei Nord', 'Archiv'])
  })

  it('says in words and shapes how a profile is', async () => {
    start()
    await names()
    const row = screen.getByRole('row', { name: /Archiv/ })
    expect(within(row).getAllByText('pausiert').length).toBeGreaterThan(0)
    expect(within(row).getByText('Zeitplan aus')).toBeTruthy()
  })

  it('switches a schedule off and on', async () => {
    start()
    await press('Weitere Aktionen: Kanzlei Nord')
    await user.click(await screen.findByRole('menuitem', { name: 'Deaktivieren' }))
    await waitFor(() => expect(fake.profiles.find(({ id }) => id === 'a')?.enabled).toBe(false))
    const row = screen.getByRole('row', { name: /Kanzlei Nord/ })
    await within(row).findByText('Zeitplan aus')
    await press('Weitere Aktionen: Kanzlei Nord')
    await user.click(await screen.findByRole('menuitem', { name: 'Aktivieren' }))
    await waitFor(() => expect(fake.profiles.find(({ id }) => id === 'a')?.enabled).toBe(true))
  })

  it('removes a profile only after a question', async () => {
    start()
    await press('Weitere Aktionen: Archiv')
    await user.click(await screen.findByRole('menuitem', { name: 'Löschen …' }))
    const question = await screen.findByRole('alertdialog', { name: '„Archiv“ löschen?' })
    expect(within(question).getByText(/Der Verlauf bleibt/)).toBeTruthy()
    expect(fake.profiles).toHaveLength(3)
    await user.click(within(question).getByRole('button', { name: 'Schnittstelle löschen' }))
    await waitFor(() => expect(fake.profiles.map(({ id }) => id)).toEqual(['a', 'b']))
  })

  it('draws of five hundred only those in sight', async () => {
    fake.profiles = Array.from({ length: 500 }, (_, index) => folderProfile({ id: `p${index}`, name: `P ${index}` }))
    start()
    await screen.findAllByRole('rowheader')
    expect(screen.getByRole('table', { name: 'Schnittstellen' }).getAttribute('aria-rowcount')).toBe('501')
    expect(screen.getAllByRole('rowheader').length).toBeLessThan(60)
  })

  it('stays in sight where half a chain is down', async () => {
    const trouble = { subject: 'profile', runId: null, code: 'unreachable', params: {}, sinceMs: null } as const
    const troubles = Array.from({ length: 40 }, (_, index) => {
      const profileId = `p${index}`
      return { ...trouble, profileId, profileName: profileId, needsPerson: false, nextAttemptMs: null }
    })
    fake.alerts.change({ state: 'attention', troubles })
    start()
    const list = await screen.findByRole('region', { name: 'Störungen' })
    expect(within(list).getAllByRole('listitem')).toHaveLength(5)
    await press('Alle 40 Störungen anzeigen')
    expect(within(list).getAllByRole('listitem')).toHaveLength(40)
  })

  it('leads from incoming invoices that wait to the place where they are booked', async () => {
    const nobody = { profileId: null, profileName: null, runId: null, sinceMs: null, nextAttemptMs: null }
    const waiting = { ...nobody, code: 'invoices-wait', params: { count: 2 }, needsPerson: true }
    fake.alerts.change({ state: 'attention', troubles: [{ ...waiting, subject: 'invoices' }] })
    start()
    const list = await screen.findByRole('region', { name: 'Störungen' })
    expect(within(list).getByRole('listitem').textContent).toMatch(
      /Eingangsrechnungen2 Eingangsrechnungen warten auf Kontierung/,
    )
    await press('Zur Buchhaltung')
    await screen.findByRole('heading', { level: 1, name: 'Buchhaltung' })
  })

  it('offers a user of the shop to export, and nothing to change', async () => {
    start('users')
    await screen.findByRole('button', { name: 'Jetzt exportieren: Archiv' })
    expect(screen.queryByRole('button', { name: 'Neue Schnittstelle' })).toBeNull()
    expect(screen.queryByRole('button', { name: /^Bearbeiten/ })).toBeNull()
    expect(screen.queryByRole('button', { name: /^Weitere Aktionen/ })).toBeNull()
  })
})
