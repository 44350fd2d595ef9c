import { render, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { FakeApp } from '../test/fakes/app'
import { profile } from '../test/fakes/profile'
import { openBridge, press, user } from '../test/fakes/screens'
import { App } from './app'

let fake: FakeApp
beforeEach(() => {
  fake = openBridge().fake
  fake.documents = 3
  fake.profiles = [profile()]
})

// By selector: asking a page as large as the form for roles, again and again, takes jsdom half a minute.
const slots = () =>
  [...document.querySelectorAll('[aria-label="Nächste Ausführungen"] li')].map((item) => item.textContent)

async function openForm() {
  render(<App />)
  await press('Bearbeiten: Export an die Kanzlei')
  await waitFor(() => expect(slots()).toHaveLength(5))
}

async function choose(interval: string) {
  await user.click(screen.getByText('Intervall').parentElement?.querySelector('button') ?? document.body)
  await user.click(await screen.findByRole('option', { name: interval }))
}

// The form of a whole profile is slow in jsdom; the limit only ends what hangs.
describe('the schedule of a profile', { timeout: 180_000 }, () => {
  it('shows the next five run times, and others as soon as something changes', async () => {
    await openForm()
    expect(slots()[0]).toBe('Di., 24.11.2026, 18:30')
    await choose('Tag des Monats')
    await user.click(screen.getByText('Am 31.'))
    await waitFor(() =>
      expect(slots()).toEqual([
        'Mo., 30.11.2026, 18:30',
        'Di., 01.12.2026, 18:30',
        'Do., 31.12.2026, 18:30',
        'Fr., 01.01.2027, 18:30',
        'So., 31.01.2027, 18:30',
      ]),
    )
    expect(screen.getByText('Ausführungszeit')).toBeTruthy()
    await choose('Stündlich')
    await waitFor(() => expect(slots().slice(0, 2)).toEqual(['Di., 24.11.2026, 11:00', 'Di., 24.11.2026, 12:00']))
    expect(screen.queryByText('Ausführungszeit')).toBeNull()
  })

  it('says at the field what is wrong once it was left, and saves nothing', async () => {
    await openForm()
    await choose('Alle x Minuten')
    const minutes = screen.getByLabelText('Abstand in Minuten')
    await user.clear(minutes)
    await user.type(minutes, '721')
    await screen.findByText('Die Zeiten erscheinen, sobald die Angaben stimmen.')
    const fault = 'Der Abstand muss zwischen 1 und 720 Minuten liegen, angegeben ist 721.'
    expect(screen.queryByText(fault)).toBeNull()
    await user.tab()
    expect(await screen.findByText(fault)).toBeTruthy()
    await user.click(screen.getByText('Speichern'))
    await screen.findByText(/Es wurde nichts gespeichert/)
    expect(fake.profiles[0]?.schedule).toEqual({ interval: 'daily', time: '18:30' })
    await user.clear(minutes)
    await user.type(minutes, '45')
    await user.click(screen.getByText('Speichern'))
    await waitFor(() => expect(fake.profiles[0]?.schedule).toEqual({ interval: 'minutes', minutes: 45 }))
    expect(await screen.findByRole('button', { name: 'Bearbeiten: Export an die Kanzlei' })).toBeTruthy()
  })

  it('keeps what was entered for another interval, and asks before it is lost', async () => {
    await openForm()
    await choose('Wöchentlich an folgenden Tagen')
    await user.click(screen.getByText('Freitag'))
    await choose('Täglich')
    await choose('Wöchentlich an folgenden Tagen')
    expect(screen.getByText('Freitag').closest('button')?.getAttribute('aria-pressed')).toBe('false')
    await user.click(screen.getByText('Abbrechen'))
    await screen.findByText('Es gibt ungespeicherte Änderungen.')
    await user.click(screen.getByText('Änderungen verwerfen'))
    expect(await screen.findByRole('button', { name: 'Bearbeiten: Export an die Kanzlei' })).toBeTruthy()
    expect(fake.profiles[0]?.schedule).toEqual({ interval: 'daily', time: '18:30' })
  })
})

describe('the state of the installation', () => {
  it('is paused and resumed from every screen', async () => {
    render(<App />)
    await press('Zeitplan anhalten')
    await user.click(await screen.findByRole('menuitem', { name: '1 Stunde' }))
    expect(await screen.findByText(/^Der Zeitplan ist angehalten bis .*\d\d:15\.$/)).toBeTruthy()
    await press('Verlauf')
    const [first] = await screen.findAllByRole('button', { name: 'Fortsetzen' })
    if (first) await user.click(first)
    await waitFor(() => expect(screen.queryByText(/^Der Zeitplan ist angehalten/)).toBeNull())
    expect(screen.getByRole('button', { name: 'Zeitplan anhalten' })).toBeTruthy()
  })

  it('lists what is wrong, with the way to it', async () => {
    const trouble = { params: {}, sinceMs: Date.UTC(2026, 10, 23, 8, 0), nextAttemptMs: null, needsPerson: true }
    const about = {
      subject: 'profile',
      profileId: 'kanzlei',
      profileName: 'Export an die Kanzlei',
      runId: 'r1',
    } as const
    fake.alerts.status = {
      ...fake.alerts.status,
      state: 'attention',
      troubles: [
        { ...about, ...trouble, code: 'auth-refused' },
        { subject: 'mail', profileId: null, profileName: null, runId: null, ...trouble, code: 'smtp-auth-refused' },
      ],
    }
    render(<App />)
    const list = await screen.findByRole('region', { name: 'Störungen' })
    expect(within(list).getByText(/Der Server hat Benutzer oder Kennwort abgelehnt/)).toBeTruthy()
    expect(within(list).getByRole('button', { name: 'Lauf ansehen: Export an die Kanzlei' })).toBeTruthy()
    expect(screen.getByText('2 Störungen')).toBeTruthy()
    await user.click(within(list).getByRole('button', { name: 'Einstellungen öffnen' }))
    expect(await screen.findByRole('heading', { name: 'Einstellungen' })).toBeTruthy()
    fake.alerts.change({ state: 'ok', troubles: [] })
    expect(await screen.findByText('alles in Ordnung')).toBeTruthy()
  })
})
