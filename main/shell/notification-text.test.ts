import { describe, expect, it } from 'vitest'
import { createTexts } from '../../resources/locales/texts'
import type { DesktopAlert } from '../core/alert/alert'
import { asMarkup, notificationText, summaryText } from './notification-text'

const zone = 'Europe/Berlin'
const at = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds
const now = at('2026-11-24T18:31')

const alert = (change: Partial<DesktopAlert> = {}): DesktopAlert => ({
  id: 1,
  what: 'failed',
  profileId: 'kanzlei',
  profileName: 'Kanzlei Müller',
  runId: '20261124-183000-ab12',
  code: 'auth-refused',
  params: {},
  sinceMs: at('2026-11-24T18:30'),
  nextAttemptMs: null,
  ...change,
})
const text = (change: Partial<DesktopAlert>, language: 'de' | 'en' = 'de') =>
  notificationText(alert(change), createTexts(language), now, zone)

describe('a notification', () => {
  it.each<[Partial<DesktopAlert>, string, string]>([
    [
      {},
      'Export fehlgeschlagen: Kanzlei Müller',
      'Der Server hat Benutzer oder Kennwort abgelehnt. Bitte beides prüfen und das Kennwort neu eingeben; bis dahin wird nicht weiter versucht. Seit heute 18:30.',
    ],
    [
      { code: 'timeout', nextAttemptMs: at('2026-11-24T18:33') },
      'Export fehlgeschlagen: Kanzlei Müller',
      'Der Server hat nicht rechtzeitig geantwortet. Der nächste Versuch folgt von selbst. Seit heute 18:30. Nächster Versuch: heute 18:33.',
    ],
    [
      { what: 'reminder', code: 'no-space', sinceMs: at('2026-11-22T18:30') },
      'Export steht noch immer: Kanzlei Müller',
      'Auf dem Zielserver ist kein Speicherplatz mehr frei. Bitte den Betreiber des Servers informieren und danach den Export erneut starten. Seit So 22.11., 18:30.',
    ],
    [
      { what: 'recovered', code: null, sinceMs: at('2026-11-23T18:30') },
      'Export läuft wieder: Kanzlei Müller',
      'Die Übergabe ist wieder gelungen. Die Störung begann gestern 18:30; Sie müssen nichts tun.',
    ],
    [
      { what: 'delivered', code: null, params: { documents: 14 } },
      'Export übergeben: Kanzlei Müller',
      '14 Belege sind übergeben und geprüft.',
    ],
    [{ what: 'delivered', code: null }, 'Export übergeben: Kanzlei Müller', 'Die Belege sind übergeben und geprüft.'],
  ])('of %j', (change, title, body) => {
    expect(text(change)).toEqual({ title, body })
    const english = text(change, 'en')
    expect(english.title).toContain('Kanzlei Müller')
    expect(`${english.title} ${english.body}`).not.toMatch(/Export fehl|Seit|Belege|undefined|\{/)
  })

  it('has a title of its own for a profile that is overdue, and words for a code that it does not know', () => {
    expect(text({ code: 'overdue' }).title).toBe('Export überfällig: Kanzlei Müller')
    expect(text({ code: 'a-code-of-tomorrow' }).body).toMatch(/^Ein unerwarteter Fehler/)
  })

  it('is one for many', () => {
    const many = ['A', 'B', 'B', 'C', 'D', 'E', 'F'].map((profileName, id) => alert({ id, profileName }))
    expect(summaryText(many, createTexts('de'))).toEqual({
      title: 'Belegbote: 7 Meldungen',
      body: 'A, B, C, D, E, …. Anklicken zeigt die Schnittstellen und was zu tun ist.',
    })
  })

  it('is plain text where the desktop reads markup', () => {
    expect(asMarkup('Müller & <b>Söhne</b>')).toBe('Müller &amp; &lt;b&gt;Söhne&lt;/b&gt;')
  })
})
