import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeAccess } from '../../../test/fakes/access'
import { FakeApp } from '../../../test/fakes/app'
import { type FakeBridge, fakeBridge } from '../../../test/fakes/bridge'
import { press, user } from '../../../test/fakes/screens'
import { WordsProvider } from '../../hooks/use-words'
import { Entrance } from './entrance'
import { UserMenu } from './user-menu'
import { UsersScreen } from './users-screen'

let fake: FakeApp
let bridge: FakeBridge

function open(signedIn: 'administrators' | 'users' | null) {
  fake = new FakeApp()
  bridge = fakeBridge(fake, signedIn)
  Object.defineProperty(window, 'belegbote', { value: bridge.bridge, configurable: true })
  Object.defineProperty(globalThis, 'CSS', { value: { escape: (text: string) => text }, configurable: true })
  render(
    <WordsProvider language="de">
      <Entrance info={{ language: 'de', version: '1', host: 'running' }} onLanguage={() => undefined}>
        <p>Inhalt</p>
        <UserMenu />
        <UsersScreen />
      </Entrance>
    </WordsProvider>,
  )
}
const type = async (label: string, text: string) => {
  const field = await screen.findByLabelText(label)
  await user.clear(field)
  if (text !== '') await user.type(field, text)
}
const content = () => screen.findByText('Inhalt')
const names = () => fake.access.records.map(({ user: { name, group, enabled } }) => [name, group, enabled])
const { administrator, user: other } = FakeAccess

describe('the first start', () => {
  beforeEach(() => open(null))

  it('asks for the first administrator and signs them in', async () => {
    await screen.findByRole('heading', { level: 1, name: 'Ersten Administrator anlegen' })
    expect(screen.queryByText('Inhalt')).toBeNull()
    await type('Name', administrator.name)
    await type('Kennwort', 'kurz')
    await type('Kennwort wiederholen', 'kurz')
    await press('Anlegen und anmelden')
    expect(await screen.findByText(/^Das Kennwort ist zu kurz/)).toBeTruthy()
    expect(screen.getByLabelText('Kennwort').getAttribute('aria-invalid')).toBe('true')
    await type('Kennwort', administrator.password)
    await type('Kennwort wiederholen', 'anders als oben')
    await user.tab()
    expect(await screen.findByText('Die beiden Kennwörter sind verschieden.')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Anlegen und anmelden' }).hasAttribute('disabled')).toBe(true)
    await type('Kennwort wiederholen', administrator.password)
    await user.keyboard('{Enter}')
    expect(await content()).toBeTruthy()
    expect(names()).toEqual([['Inhaberin', 'administrators', true]])
  })
})

describe('signing in', () => {
  beforeEach(async () => {
    open(null)
    await fake.access.enter('users')
    bridge.tell({ name: 'access.changed', data: {} })
    await screen.findByRole('heading', { level: 1, name: 'Anmelden' })
  })

  it('says the same of a wrong name and a wrong password, and takes the right one', async () => {
    const refused = /^Die Anmeldung ist nicht gelungen/
    await type('Name', 'niemand')
    await type('Kennwort', other.password)
    await press('Anmelden')
    const sentence = (await screen.findByText(refused)).textContent
    expect((screen.getByLabelText('Kennwort') as HTMLInputElement).value).toBe('')
    await type('Name', 'verkauf')
    await type('Kennwort', 'falsch falsch')
    await press('Anmelden')
    await waitFor(() => expect((screen.getByLabelText('Kennwort') as HTMLInputElement).value).toBe(''))
    expect(screen.getByText(refused).textContent).toBe(sentence)
    await type('Kennwort', other.password)
    await user.keyboard('{Enter}')
    expect(await content()).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Angemeldet: Verkauf' })).toBeTruthy()
  })

  it('shows what is typed only when asked, and says that Caps Lock is on', async () => {
    const field = screen.getByLabelText('Kennwort') as HTMLInputElement
    expect(field.type).toBe('password')
    await user.click(screen.getByRole('button', { name: 'Kennwort: Eingabe zeigen' }))
    expect(field.type).toBe('text')
    fireEvent.keyDown(field, { key: 'A', modifierCapsLock: true })
    expect(screen.getByText(/^Die Feststelltaste ist an/)).toBeTruthy()
    fireEvent.keyUp(field, { key: 'a', modifierCapsLock: false })
    expect(screen.queryByText(/^Die Feststelltaste ist an/)).toBeNull()
  })
})

describe('the lock', () => {
  it('takes every content away with Ctrl+L, and gives it back for the password', async () => {
    open('administrators')
    await content()
    fireEvent.keyDown(window, { key: 'l', ctrlKey: true })
    await screen.findByRole('heading', { level: 1, name: 'Bildschirm gesperrt' })
    expect(screen.queryByText('Inhalt')).toBeNull()
    expect(screen.queryByRole('table')).toBeNull()
    await type('Kennwort von Inhaberin', 'falsch falsch')
    await press('Entsperren')
    expect(await screen.findByText(/^Ihr Kennwort stimmt nicht/)).toBeTruthy()
    expect(screen.queryByText('Inhalt')).toBeNull()
    await type('Kennwort von Inhaberin', administrator.password)
    await press('Entsperren')
    expect(await content()).toBeTruthy()
  })

  it('lets somebody else sign the person out', async () => {
    open('administrators')
    await content()
    await press('Angemeldet: Inhaberin')
    await user.click(await screen.findByRole('menuitem', { name: /Bildschirm sperren/ }))
    await press('Abmelden')
    expect(await screen.findByRole('heading', { level: 1, name: 'Anmelden' })).toBeTruthy()
  })

  it('falls by itself when nobody did anything, and not while somebody does', async () => {
    vi.useFakeTimers()
    const advance = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
    try {
      const pass = async (minutes: number) => {
        fake.access.nowMs += minutes * 60_000
        await advance(minutes * 60_000 + 500)
      }
      open('administrators')
      await advance(1000)
      expect(screen.getByText('Inhalt')).toBeTruthy()
      await pass(10)
      for (const key of 'abc') fireEvent.keyDown(window, { key })
      await advance(100)
      expect(bridge.calls.filter((name) => name === 'access.active')).toHaveLength(1)
      await advance(20_000)
      expect(bridge.calls.filter((name) => name === 'access.active')).toHaveLength(2)
      await pass(10)
      expect(screen.getByText('Inhalt')).toBeTruthy()
      await pass(5)
      expect(screen.queryByText('Inhalt')).toBeNull()
      expect(screen.getByRole('heading', { level: 1, name: 'Bildschirm gesperrt' })).toBeTruthy()
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('the own password', () => {
  it('is left as it is with Escape, also out of the field', async () => {
    open('administrators')
    await press('Angemeldet: Inhaberin')
    await user.click(await screen.findByRole('menuitem', { name: 'Mein Kennwort ändern' }))
    await type('Bisheriges Kennwort', 'a')
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('is changed with the old one', async () => {
    open('administrators')
    await press('Angemeldet: Inhaberin')
    await user.click(await screen.findByRole('menuitem', { name: 'Mein Kennwort ändern' }))
    await type('Bisheriges Kennwort', 'falsch falsch')
    await type('Neues Kennwort', 'ein neuer langer Satz')
    await type('Kennwort wiederholen', 'ein neuer langer Satz')
    await press('Speichern')
    expect(await screen.findByText(/^Ihr Kennwort stimmt nicht/)).toBeTruthy()
    await type('Bisheriges Kennwort', administrator.password)
    await press('Speichern')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(fake.access.records[0]?.passwordHash).toBe('hash of ein neuer langer Satz')
    expect(await content()).toBeTruthy()
  })
})

describe('the users', () => {
  beforeEach(() => open('administrators'))
  const change = async (name: string, what: string) => {
    await press(`${name} ändern`)
    await user.click(await screen.findByRole('menuitem', { name: what }))
  }
  const add = async (name: string) => {
    await press('Benutzer anlegen')
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByText(/^Darf alles ansehen/)).toBeTruthy()
    await type('Name', name)
    await type('Kennwort', other.password)
    await type('Kennwort wiederholen', other.password)
    await press('Speichern')
  }

  it('are added, renamed, moved to the other group, disabled and removed', async () => {
    await add('inhaberin')
    expect(await screen.findByText(/^Diesen Namen hat schon jemand/)).toBeTruthy()
    await type('Name', 'Verkauf')
    await press('Speichern')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    const row = await screen.findByRole('row', { name: /Verkauf/ })
    expect(within(row).getByText('noch nie')).toBeTruthy()
    expect(within(row).getByText('aktiv')).toBeTruthy()

    await change('Verkauf', 'Name und Gruppe ändern')
    await type('Name', 'Werkstatt')
    await user.click(await screen.findByRole('radio', { name: 'Administrator' }))
    await press('Speichern')
    await screen.findByRole('row', { name: /Werkstatt Administrator/ })

    await change('Werkstatt', 'Neues Kennwort setzen')
    await type('Neues Kennwort', 'noch ein neuer Satz')
    await type('Kennwort wiederholen', 'noch ein neuer Satz')
    await press('Speichern')
    await waitFor(() => expect(fake.access.records[1]?.passwordHash).toBe('hash of noch ein neuer Satz'))

    await change('Werkstatt', 'Deaktivieren')
    expect(await screen.findByText('Werkstatt deaktivieren?')).toBeTruthy()
    await press('Deaktivieren')
    expect(await screen.findByText('deaktiviert')).toBeTruthy()
    await change('Werkstatt', 'Entfernen')
    await press('Abbrechen')
    expect(names()).toHaveLength(2)
    await change('Werkstatt', 'Entfernen')
    await press('Entfernen')
    await waitFor(() => expect(screen.queryByRole('row', { name: /Werkstatt/ })).toBeNull())
    expect(names()).toEqual([['Inhaberin', 'administrators', true]])
  })

  it.each([
    ['Entfernen', 'Entfernen'],
    ['Deaktivieren', 'Deaktivieren'],
  ])('keep the last administrator: %s', async (what, confirm) => {
    await change('Inhaberin', what)
    await press(confirm)
    expect(await screen.findByText(/^Das ist der letzte Administrator/)).toBeTruthy()
    expect(names()).toEqual([['Inhaberin', 'administrators', true]])
  })

  it('set when the screen locks itself', async () => {
    const section = await screen.findByRole('region', { name: 'Bildschirmsperre' })
    const minutes = within(section).getByLabelText('Nach Minuten')
    await user.clear(minutes)
    await user.type(minutes, '481')
    await user.click(within(section).getByRole('button', { name: 'Speichern' }))
    expect(await screen.findByText(/^Geben Sie für die Bildschirmsperre/)).toBeTruthy()
    await user.clear(minutes)
    await user.type(minutes, '5')
    await user.click(within(section).getByRole('button', { name: 'Speichern' }))
    expect(await screen.findByText('Gespeichert.')).toBeTruthy()
    expect(fake.access.screenLock).toEqual({ lockAfterMinutes: 5 })
    await user.click(within(section).getByRole('switch'))
    await user.click(within(section).getByRole('button', { name: 'Speichern' }))
    await waitFor(() => expect(fake.access.screenLock).toEqual({ lockAfterMinutes: null }))
  })
})
