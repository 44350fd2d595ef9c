import { render, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { FakeAccess } from '../../../test/fakes/access'
import { FakeApp } from '../../../test/fakes/app'
import { type FakeBridge, fakeBridge } from '../../../test/fakes/bridge'
import { profile } from '../../../test/fakes/profile'
import { openBridge, press, user } from '../../../test/fakes/screens'
import { App } from '../../app'

let fake: FakeApp
let bridge: FakeBridge
beforeEach(() => {
  const opened = openBridge()
  fake = opened.fake
  bridge = opened.bridge
  bridge.setupOpen = true
})

const title = (name: string) => screen.findByRole('heading', { level: 1, name })
const steps = () => {
  const list = within(screen.getByRole('navigation', { name: 'Schritte der Ersteinrichtung' }))
  return list.getAllByRole('listitem').map(({ textContent }) => textContent)
}
const toStep = async (name: RegExp) =>
  user.click(
    within(await screen.findByRole('navigation', { name: 'Schritte der Ersteinrichtung' })).getByRole('button', {
      name,
    }),
  )
const field = (name: string) => screen.findByRole<HTMLInputElement>('textbox', { name })
const fill = async (name: string, text: string) => {
  await user.tripleClick(await field(name))
  await user.paste(text)
}
const titles = [
  'Ihre Buchhaltung',
  'Wo steht dieser Rechner?',
  'Erste Schnittstelle zur Kanzlei',
  'Verbindung testen',
  'Erster Export',
] as const

describe('the way through the assistant', () => {
  it('begins with the first administrator, and goes on with the books', async () => {
    fake = new FakeApp()
    bridge = fakeBridge(fake, null)
    Object.defineProperty(window, 'belegbote', { value: bridge.bridge, configurable: true })
    render(<App />)
    await title('Ersten Administrator anlegen')
    expect(screen.getByText('Ersteinrichtung: Schritt 1 von 6')).toBeTruthy()
    const { name, password } = FakeAccess.administrator
    await user.type(await screen.findByLabelText('Name'), name)
    await user.type(screen.getByLabelText('Kennwort'), password)
    await user.type(screen.getByLabelText('Kennwort wiederholen'), password)
    await press('Anlegen und anmelden')
    await title('Ihre Buchhaltung')
    expect(bridge.setupOpen).toBe(true)
    expect(steps()).toEqual([
      'Administratorerledigt',
      'Buchhaltungoffen',
      'Filialeoffen',
      'Schnittstelleoffen',
      'Verbindungstestoffen',
      'Erster Exportoffen',
    ])
  })

  it('can be walked to its end and back without doing anything, and nothing counts as done by that', async () => {
    render(<App />)
    for (const [index, name] of titles.entries()) {
      const heading = await title(name)
      await waitFor(() => expect(document.activeElement).toBe(heading))
      expect(screen.getByText(`Ersteinrichtung: Schritt ${index + 2} von 6`)).toBeTruthy()
      if (index < titles.length - 1) await press('Überspringen')
    }
    // The last step needs something to export: there is no way to finish without.
    expect(screen.getByText(/^Dafür braucht es zuerst eine Schnittstelle/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: /^Fertig|Überspringen|Jetzt exportieren/ })).toBeNull()
    for (const name of titles.toReversed().slice(1)) {
      await press('Zurück')
      await title(name)
    }
    expect(screen.queryByRole('button', { name: 'Zurück' })).toBeNull()
    expect(steps().filter((step) => step?.endsWith('erledigt'))).toEqual(['Administratorerledigt'])
  })

  it('goes on with the first step that is not done, however it came to be done', async () => {
    fake.documents = 3
    render(<App />)
    await title('Wo steht dieser Rechner?')
    expect(steps().slice(0, 3)).toEqual(['Administratorerledigt', 'Buchhaltungerledigt', 'Filialeoffen'])
    await press('Übernehmen und weiter')
    await title('Erste Schnittstelle zur Kanzlei')
    expect(steps()[2]).toBe('Filialeerledigt')
  })

  it('fills the books with the demo, and says what came', async () => {
    render(<App />)
    await title('Ihre Buchhaltung')
    await press('Demo-Buchhaltung anlegen')
    await screen.findByText('Eingelesen: 1 Mandant mit 3 Belegen.')
    expect(screen.queryByRole('button', { name: 'Überspringen' })).toBeNull()
    await press('Weiter')
    await title('Wo steht dieser Rechner?')
  })
})

describe('the first export', () => {
  beforeEach(() => {
    fake.documents = 3
  })

  it('is not stored without what is mandatory: the faults stand at their fields', async () => {
    render(<App />)
    await toStep(/^Schnittstelle/)
    await title('Erste Schnittstelle zur Kanzlei')
    await press('Speichern und weiter')
    expect(await screen.findAllByText('Diese Angabe fehlt.')).toHaveLength(3)
    expect((await field('Bezeichnung')).getAttribute('aria-invalid')).toBe('true')
    expect((await field('FTP Hostname')).getAttribute('aria-invalid')).toBe('true')
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Bezeichnung' })))
    await title('Erste Schnittstelle zur Kanzlei')
    expect(fake.profiles).toEqual([])
  })

  it('keeps what was typed when a person goes back, or to another step', async () => {
    render(<App />)
    await toStep(/^Schnittstelle/)
    await fill('Bezeichnung', 'Kanzlei Müller')
    await fill('FTP Hostname', 'sftp.example.de')
    await press('Zurück')
    await title('Wo steht dieser Rechner?')
    await press('Überspringen')
    expect((await field('Bezeichnung')).value).toBe('Kanzlei Müller')
    await toStep(/^Erster Export/)
    await toStep(/^Schnittstelle/)
    expect((await field('FTP Hostname')).value).toBe('sftp.example.de')
  })

  it('is stored with what most people would choose, and tested next', async () => {
    render(<App />)
    await toStep(/^Schnittstelle/)
    await fill('Bezeichnung', 'Kanzlei Müller')
    await fill('FTP Hostname', 'sftp.example.de')
    await fill('Benutzer', 'stb')
    await press('Speichern und weiter')
    await title('Verbindung testen')
    expect(fake.profiles).toMatchObject([
      {
        ...{ name: 'Kanzlei Müller', enabled: true, workstation: null, branch: null, format: 'datev-csv' },
        target: { protocol: 'sftp', host: 'sftp.example.de', user: 'stb' },
        selection: { mandants: ['M1'], documentTypes: ['RE'] },
        schedule: { interval: 'daily' },
      },
    ])
    await waitFor(() => expect(steps()[3]).toBe('Schnittstelleerledigt'))
  })

  it('counts as tested when the test passed, and not when it was refused', async () => {
    fake.profiles = [profile({ id: 'kanzlei', name: 'Kanzlei' })]
    const error = { kind: 'auth-refused', detail: 'no' } as const
    fake.forms.testFinds = () => ({ ok: false, steps: [{ name: 'sign-in', ok: false, error }], hostKey: null })
    render(<App />)
    await toStep(/^Verbindungstest/)
    await press('Server prüfen')
    await waitFor(() => expect(fake.forms.tested).toHaveLength(1))
    await press('Überspringen')
    await title('Erster Export')
    expect(steps()[4]).toBe('Verbindungstestoffen')
    await press('Zurück')
    fake.forms.testFinds = () => ({ ok: true, steps: [{ name: 'sign-in', ok: true, error: null }], hostKey: null })
    await press('Server prüfen')
    await press('Weiter')
    await title('Erster Export')
    expect(steps()[4]).toBe('Verbindungstesterledigt')
  })
})

describe('the end', () => {
  beforeEach(() => {
    fake.documents = 3
    fake.profiles = [profile({ id: 'kanzlei', name: 'Kanzlei' })]
  })

  it('is there once something was handed over, and leads to the list', async () => {
    render(<App />)
    await toStep(/^Erster Export/)
    await screen.findByText('3 Belege warten auf die Übergabe.')
    expect(screen.queryByRole('button', { name: /^Fertig/ })).toBeNull()
    await press('Jetzt exportieren')
    await press('Fertig: zu den Schnittstellen')
    await title('Schnittstellen')
    expect(bridge.setupOpen).toBe(false)
    expect(fake.runs).toMatchObject([{ state: 'delivered' }])
  })

  it('is not reached by an export that failed', async () => {
    fake.weather = 'auth-refused'
    render(<App />)
    await toStep(/^Erster Export/)
    await press('Jetzt exportieren')
    await waitFor(() => expect(fake.runs).toHaveLength(1))
    await screen.findByRole('button', { name: 'Später fertigstellen' })
    expect(screen.queryByRole('button', { name: /^Fertig/ })).toBeNull()
    expect(steps()[5]).toBe('Erster Exportoffen')
  })

  it('can be put off at any step', async () => {
    render(<App />)
    await press('Später fertigstellen')
    await title('Schnittstellen')
    expect(bridge.setupOpen).toBe(false)
  })

  it('asks before what was typed is lost', async () => {
    fake.profiles = []
    render(<App />)
    await toStep(/^Schnittstelle/)
    await fill('Bezeichnung', 'Kanzlei Müller')
    await press('Später fertigstellen')
    await press('Weiter bearbeiten')
    expect((await field('Bezeichnung')).value).toBe('Kanzlei Müller')
    expect(bridge.setupOpen).toBe(true)
    await press('Später fertigstellen')
    await press('Änderungen verwerfen')
    await title('Schnittstellen')
    expect(fake.profiles).toEqual([])
  })
})
