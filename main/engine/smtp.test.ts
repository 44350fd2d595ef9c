import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { House, must, type Opened, openHouse } from '../../test/fakes/engine'
import type { SmtpSettings } from '../core/mail/mail'

const settings: SmtpSettings = {
  host: 'smtp.example.de',
  port: 587,
  security: 'starttls',
  user: 'buero@example.de',
  from: 'Optik Süd <buero@example.de>',
  auth: 'password',
  tlsCaFile: null,
  oauth2: null,
  language: 'de',
}
const microsoft = { provider: 'microsoft', clientId: 'c', tenant: 'example.de', tokenUrl: null } as const
const oauth2: SmtpSettings = { ...settings, auth: 'oauth2', oauth2: microsoft }

let house: House
let opened: Opened
beforeEach(() => {
  house = new House()
  opened = openHouse(house)
})
afterEach(async () => {
  await opened.app.close()
  house.remove()
})

const journal = () => opened.store.journal.list().filter(({ event }) => event.startsWith('smtp.'))

async function withSecrets(of: SmtpSettings): Promise<void> {
  must(await opened.app.smtp.set(of))
  must(await opened.app.smtp.setSecret('Kanarie'))
  must(await opened.app.smtp.setSecret('Kanarie-Client', 'client'))
}

describe('the settings', () => {
  it('are null until they are set, and outlive the process', async () => {
    expect(await opened.app.smtp.show()).toEqual({ settings: null, secretSet: false, clientSecretSet: false })
    await withSecrets(settings)
    await opened.app.close()
    opened = openHouse(house)
    expect(await opened.app.smtp.show()).toEqual({ settings, secretSet: true, clientSecretSet: true })
  })

  it('come into the journal without a secret', async () => {
    await withSecrets(settings)
    must(await opened.app.smtp.set({ ...settings, port: 25 }))
    expect(journal().map(({ event, data }) => [event, data])).toEqual([
      ['smtp.changed', { from: null, to: settings }],
      ['smtp.secret-set', { which: 'sign-in', place: 'vault' }],
      ['smtp.secret-set', { which: 'client', place: 'vault' }],
      ['smtp.changed', { from: settings, to: { ...settings, port: 25 } }],
    ])
    expect(JSON.stringify([journal(), await opened.app.smtp.show()])).not.toContain('Kanarie')
  })

  it('are refused with every place that is wrong, and nothing changes', async () => {
    await withSecrets(settings)
    const refused = await opened.app.smtp.set({ ...settings, host: '', user: null })
    expect(refused).toMatchObject({
      ok: false,
      error: { class: 'invalid', code: 'input-faults', details: { faults: [{ path: 'host' }, { path: 'user' }] } },
    })
    expect(await opened.app.smtp.show()).toMatchObject({ settings, secretSet: true })
  })
})

describe('a stored secret', () => {
  it.each<[string, SmtpSettings, SmtpSettings, boolean, boolean]>([
    ['another port', settings, { ...settings, port: 465, security: 'tls' }, true, true],
    ['another sender', settings, { ...settings, from: 'kasse@example.de', language: 'en' }, true, true],
    ['other letters of the host', settings, { ...settings, host: 'SMTP.example.de' }, true, true],
    ['another host', settings, { ...settings, host: 'smtp.example.org' }, false, true],
    ['another user', settings, { ...settings, user: 'kasse' }, false, true],
    ['a line in the clear', settings, { ...settings, security: 'none' }, false, true],
    ['another way to sign in', settings, oauth2, false, false],
    ['no sign-in', settings, { ...settings, auth: 'none', user: null }, false, false],
    ['another tenant', oauth2, { ...oauth2, oauth2: { ...microsoft, tenant: 'example.org' } }, false, false],
    ['another host of OAuth2', oauth2, { ...oauth2, host: 'smtp.example.org' }, false, true],
  ])('with %s', async (_, before, after, secretSet, clientSecretSet) => {
    await withSecrets(before)
    must(await opened.app.smtp.set(after))
    expect(await opened.app.smtp.show()).toMatchObject({ settings: after, secretSet, clientSecretSet })
    expect(must(await house.secrets.get('smtp'))).toBe(secretSet ? 'Kanarie' : null)
  })

  it('is not empty', async () => {
    expect(await opened.app.smtp.setSecret('')).toMatchObject({ error: { class: 'invalid', code: 'secret-empty' } })
  })
})

describe('the test', () => {
  it('sends a friendly message in the language of the settings', async () => {
    for (const [language, word] of [
      ['de', 'Testnachricht von Belegbote'],
      ['en', 'Test message from Belegbote'],
    ] as const) {
      must(await opened.app.smtp.set({ ...settings, language }))
      expect(must(await opened.app.smtp.test('kanzlei@example.de'))).toEqual({ answer: '250 OK: queued' })
      const message = house.mailer.messages.at(-1)
      expect(message).toMatchObject({ to: 'kanzlei@example.de', subject: word })
      expect(message?.text).toContain('KASSE-1')
      expect(message?.html).toContain(`<html lang="${language}">`)
      expect(message?.messageId).toMatch(/^test-[0-9a-z]{16}@example\.de$/)
    }
    expect(journal().at(-1)).toMatchObject({
      event: 'smtp.tested',
      data: { address: 'kanzlei@example.de', ok: true, kind: null },
    })
  })

  it('brings the server’s own words', async () => {
    must(await opened.app.smtp.set(settings))
    house.mailer.trouble = { kind: 'smtp-refused', detail: '550 no', answer: '550 no' }
    expect(await opened.app.smtp.test('kanzlei@example.de')).toEqual({
      ok: false,
      error: {
        class: 'failed',
        code: 'smtp-refused',
        params: { detail: '550 no' },
        details: { detail: '550 no', answer: '550 no' },
      },
    })
    expect(journal().at(-1)?.data).toEqual({ address: 'kanzlei@example.de', ok: false, kind: 'smtp-refused' })
  })

  it('is refused without settings, and for what is no address', async () => {
    expect(await opened.app.smtp.test('a@example.de')).toMatchObject({
      error: { class: 'refused', code: 'smtp-not-set' },
    })
    must(await opened.app.smtp.set(settings))
    expect(await opened.app.smtp.test('a@example.de, b@example.de')).toMatchObject({
      error: { class: 'invalid', code: 'mail-address-invalid' },
    })
    expect(house.mailer.messages).toEqual([])
  })
})
