import { render, screen, waitFor, within } from '@testing-library/react'
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
  fake.profiles = [profile({ email: ['chefin@example.de'] })]
})

const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name)

async function openSettings() {
  render(<App />)
  await press('Einstellungen')
  await screen.findByRole('heading', { name: 'E-Mail-Versand' })
}

async function choose(list: RegExp, option: string) {
  await press(list)
  await user.click(await screen.findByRole('option', { name: option }))
}

it('a password goes in and never comes back', async () => {
  await openSettings()
  await choose(/Anbieter$/, 'IONOS')
  await user.type(field('Absender'), 'buero@example.de')
  await user.type(field('Benutzer'), 'buero@example.de')
  expect(screen.getByText('nicht gesetzt')).toBeTruthy()
  await user.type(field('Kennwort'), 'geheim')
  await press('Speichern')
  await screen.findByText('Gespeichert.')
  expect(fake.smtp.settings).toEqual({
    host: 'smtp.ionos.de',
    port: 465,
    security: 'tls',
    user: 'buero@example.de',
    from: 'buero@example.de',
    auth: 'password',
    tlsCaFile: null,
    oauth2: null,
    language: 'de',
  })
  expect(fake.smtp.secrets.get('sign-in')).toBe('geheim')
  await waitFor(() => expect(screen.getByText('gesetzt')).toBeTruthy())
  expect(field('Kennwort').value).toBe('')
  expect(JSON.stringify(await bridge.bridge.call('smtp.show', {}))).not.toContain('geheim')

  await user.type(field('Test-E-Mail an'), 'chefin@example.de')
  await press('Test-E-Mail senden')
  expect(await screen.findByText('Antwort des Servers: 250 2.0.0 Ok: queued as 4711')).toBeTruthy()
})

it('an empty form says at the fields what is missing', async () => {
  await openSettings()
  await user.type(field('Absender'), 'x')
  await press('Speichern')
  await screen.findByText('Bitte die markierten Felder berichtigen. Es wurde nichts gespeichert.')
  expect(field('Server').getAttribute('aria-invalid')).toBe('true')
  await user.type(field('Server'), 'm')
  expect(field('Server').getAttribute('aria-invalid')).toBeNull()
})

it('OAuth2 sends only what its provider needs', async () => {
  await openSettings()
  await choose(/Anbieter$/, 'Google')
  await user.type(field('Absender'), 'buero@example.de')
  await user.type(field('Benutzer'), 'buero@example.de')
  await user.type(field('Client-ID'), 'c1')
  expect(screen.queryByLabelText('Verzeichnis-ID')).toBeNull()
  await user.type(field('Client-Geheimnis'), 'k1')
  await user.type(field('Refresh-Token'), 'r1')
  await press('Speichern')
  await screen.findByText('Gespeichert.')
  expect(fake.smtp.settings).toMatchObject({
    host: 'smtp.gmail.com',
    auth: 'oauth2',
    oauth2: { provider: 'google', clientId: 'c1', tenant: null, tokenUrl: null },
  })
  expect([...fake.smtp.secrets]).toEqual([
    ['sign-in', 'r1'],
    ['client', 'k1'],
  ])
})

it('a refused test message says who can mend it', async () => {
  fake.smtp.settings = {
    host: 'mail.example.de',
    port: 587,
    security: 'starttls',
    user: 'buero',
    from: 'buero@example.de',
    auth: 'password',
    tlsCaFile: null,
    oauth2: null,
    language: 'de',
  }
  const answer = '535 5.7.8 Authentication failed'
  fake.smtp.refusal = { class: 'failed', code: 'smtp-auth-refused', params: { detail: answer }, details: { answer } }
  render(<App />)
  await press('Bearbeiten: Export an die Kanzlei')
  await press('Test-E-Mail senden')
  expect(
    await screen.findByText(
      /^Test-E-Mail an chefin@example\.de: Der E-Mail-Server hat die Anmeldung abgelehnt.*535 5\.7\.8/,
    ),
  ).toBeTruthy()
  expect(fake.smtp.tested).toEqual(['chefin@example.de'])
})

it('the addresses of a profile are changed', async () => {
  render(<App />)
  await press('Bearbeiten: Export an die Kanzlei')
  expect(await screen.findByText('Für E-Mails fehlt noch der E-Mail-Server (SMTP-Schnittstelle).')).toBeTruthy()
  await user.type(await screen.findByRole('textbox', { name: 'E-Mail' }), 'buero@example.de{Enter}')
  await press('Speichern')
  await waitFor(() => expect(fake.profiles[0]?.email).toEqual(['chefin@example.de', 'buero@example.de']))
})

it('the switches act at once', async () => {
  await openSettings()
  await user.click(await screen.findByRole('switch', { name: 'Beim Anmelden starten' }))
  await waitFor(() => expect(bridge.start.startAtSignIn).toBe(true))
  await user.click(screen.getByRole('switch', { name: 'Auch bei Erfolg benachrichtigen' }))
  await waitFor(() => expect(fake.alerts.notifyOnSuccess).toBe(true))
})

it('a form that is not saved is not left without a question', async () => {
  await openSettings()
  await user.type(field('Absender'), 'x')
  await press('Verlauf')
  await screen.findByRole('alertdialog')
  await press('Weiter bearbeiten')
  expect(field('Absender').value).toBe('x')
  await press('Verlauf')
  const leave = await screen.findAllByRole('button', { name: 'Änderungen verwerfen' })
  const last = leave.at(-1)
  if (last) await user.click(last)
  expect(await screen.findByRole('heading', { name: 'Verlauf' })).toBeTruthy()
})

it('theme, text size and language act at once', async () => {
  await openSettings()
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Wie das System' }).checked).toBe(true)
  await user.click(screen.getByRole('radio', { name: 'Dunkel' }))
  await waitFor(() => expect(bridge.appearance).toEqual({ theme: 'dark', textSize: 100 }))
  await choose(/Schriftgröße$/, '150 %')
  await waitFor(() => expect(bridge.appearance).toEqual({ theme: 'dark', textSize: 150 }))
  await choose(/Sprache$/, 'English')
  await screen.findByRole('heading', { name: 'Appearance' })
  expect(bridge.language).toBe('en')
})

it('new versions come from where IT says, and the screen says how far they are', async () => {
  await openSettings()
  await choose(/Neue Versionen suchen$/, 'Auf einem Server')
  await user.click(field('Adresse des Servers'))
  await user.paste('http://updates.example.de')
  const section = screen.getByRole('region', { name: 'Aktualisierung' })
  const press = (name: string) => user.click(within(section).getByRole('button', { name }))
  await press('Quelle speichern')
  await within(section).findByText(/^Das ist keine Adresse, die mit https/)
  expect(bridge.updates.source).toEqual({ kind: 'off' })

  await user.clear(field('Adresse des Servers'))
  await user.paste('https://updates.example.de')
  await press('Quelle speichern')
  await within(section).findByText('Es wurde noch nicht gesucht.')
  expect(bridge.updates.source).toEqual({ kind: 'server', url: 'https://updates.example.de' })
  await press('Jetzt prüfen')
  expect(bridge.calls).toContain('updates.check')

  bridge.updates = { ...bridge.updates, state: 'downloading', version: '2.0.0', percent: 41 }
  bridge.tell({ name: 'updates.changed', data: {} })
  await within(section).findByText('Version 2.0.0 wird geladen: 41 %')
  bridge.updates = { ...bridge.updates, state: 'ready', percent: null }
  bridge.tell({ name: 'updates.changed', data: {} })
  await within(section).findByText(/^Version 2.0.0 ist geladen und geprüft/)
  await press('Neu starten und einspielen')
  await within(section).findByText('Gerade ist ein Lauf unterwegs. Die neue Version wird danach eingespielt.')
  bridge.updates = { ...bridge.updates, state: 'failed', version: null, problem: 'update-damaged' }
  bridge.tell({ name: 'updates.changed', data: {} })
  await within(section).findByText(/^Die geladene Datei ist nicht die angekündigte/)
})
