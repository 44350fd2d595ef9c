import { describe, expect, it } from 'vitest'
import { createTexts } from '../../resources/locales/texts'
import type { Run } from '../core/run/run'
import type { AppStatus, StatusTrouble } from '../engine/app'
import { type TrayEntry, type TrayModel, type TrayOptions, trayModel } from './tray-model'

const zone = 'Europe/Berlin'
const at = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds
const now = at('2026-11-24T15:00')

const run = (change: Partial<Run> = {}): Run => ({
  id: '20261124-120000-ab12',
  no: 7,
  profileId: 'kanzlei',
  origin: 'schedule',
  dueMs: at('2026-11-24T12:00'),
  state: 'delivered',
  error: null,
  attempts: 1,
  retryAtMs: null,
  documents: 14,
  files: [],
  sums: [],
  startedMs: at('2026-11-24T12:00'),
  finishedMs: at('2026-11-24T12:01'),
  releasedMs: null,
  ...change,
})

const trouble = (change: Partial<StatusTrouble> = {}): StatusTrouble => ({
  subject: 'profile',
  profileId: 'kanzlei',
  profileName: 'Kanzlei Müller',
  runId: '20261124-120000-ab12',
  code: 'auth-refused',
  params: {},
  sinceMs: at('2026-11-24T12:00'),
  needsPerson: true,
  nextAttemptMs: null,
  ...change,
})

const fine: AppStatus = {
  state: 'ok',
  pausedUntilMs: null,
  running: [],
  nextRun: { profileId: 'kanzlei', name: 'Kanzlei Müller', atMs: at('2026-11-24T18:30') },
  lastRun: { profileName: 'Kanzlei Müller', run: run() },
  troubles: [],
  profiles: [
    { id: 'kanzlei', name: 'Kanzlei Müller', runnable: true },
    { id: 'lohn', name: 'Lohnbüro', runnable: true },
    { id: 'fremd', name: 'Filiale Nord', runnable: false },
  ],
}

const draw = (status: AppStatus | null, language: 'de' | 'en' = 'de', options: Partial<TrayOptions> = {}) =>
  trayModel(status, createTexts(language), now, zone, { problem: null, profilesMax: 10, ...options })

const labels = (entries: readonly TrayEntry[]): unknown[] =>
  entries.map((entry) => (entry.entries ? [entry.label, labels(entry.entries)] : entry.label))
const menu = (model: TrayModel) => model.menu.map(labels)
const entryOf = (model: TrayModel, id: string) => {
  const all = model.menu.flat().flatMap((entry) => [entry, ...(entry.entries ?? [])])
  const found = all.filter((entry) => entry.id === id)
  expect(found, id).toHaveLength(1)
  return found[0]!
}

describe('the tray', () => {
  it('shows the next run, the last result, and what a person can do', () => {
    const model = draw(fine)
    expect(model.icon).toBe('ok')
    expect(model.tooltip).toBe('Nächster Lauf: heute 18:30, Kanzlei Müller')
    expect(menu(model)).toEqual([
      ['Nächster Lauf: heute 18:30, Kanzlei Müller', 'Letzter Lauf: heute 12:01, Kanzlei Müller – 14 Belege übergeben'],
      ['Belegbote öffnen', ['Jetzt exportieren', ['Kanzlei Müller', 'Lohnbüro']]],
      ['1 Stunde anhalten', 'Bis morgen anhalten'],
      ['Belegbote beenden'],
    ])
    expect(entryOf(model, 'next').action).toBeNull()
    expect(entryOf(model, 'last').action).toEqual({ do: 'show-run', runId: '20261124-120000-ab12' })
    expect(entryOf(model, 'run-lohn').action).toEqual({ do: 'run', profileId: 'lohn', name: 'Lohnbüro' })
    expect(entryOf(model, 'pause-tomorrow').action).toEqual({ do: 'pause', span: 'tomorrow' })
  })

  it('says the same in English', () => {
    const model = draw(fine, 'en')
    expect(model.tooltip).toBe('Next run: today 18:30, Kanzlei Müller')
    expect(menu(model)).toEqual([
      ['Next run: today 18:30, Kanzlei Müller', 'Last run: today 12:01, Kanzlei Müller – 14 documents delivered'],
      ['Open Belegbote', ['Export now', ['Kanzlei Müller', 'Lohnbüro']]],
      ['Pause for 1 hour', 'Pause until tomorrow'],
      ['Quit Belegbote'],
    ])
  })

  it.each([
    [{ pausedUntilMs: at('2026-11-24T16:00') }, 'Zeitplan angehalten bis heute 16:00', 'paused until today 16:00'],
    [{ pausedUntilMs: at('2026-11-25T06:00') }, 'Zeitplan angehalten bis morgen 06:00', 'until tomorrow 06:00'],
    [{ nextRun: null }, 'Kein Lauf geplant', 'No run planned'],
    [
      { nextRun: { profileId: 'a', name: 'Kanzlei', atMs: at('2026-11-30T06:00') } },
      'Nächster Lauf: Mo 30.11., 06:00, Kanzlei',
      'Next run: Mon 30/11, 06:00, Kanzlei',
    ],
    [
      { nextRun: { profileId: 'a', name: 'Kanzlei', atMs: at('2027-01-31T22:00') } },
      'Nächster Lauf: 31.01.2027, 22:00, Kanzlei',
      '31/01/2027, 22:00',
    ],
    [
      { running: [{ profileId: 'kanzlei', name: 'Kanzlei Müller' }], nextRun: null },
      'Export läuft: Kanzlei Müller\nKein Lauf geplant',
      'Export under way: Kanzlei Müller',
    ],
    [
      { running: ['a', 'b'].map((id) => ({ profileId: id, name: id })), nextRun: null },
      '2 Exporte laufen\nKein Lauf geplant',
      '2 exports under way',
    ],
    [
      { troubles: [trouble(), trouble()], nextRun: null },
      'Kanzlei Müller: Kennwort abgelehnt (+1)\nKein Lauf geplant',
      'Kanzlei Müller: password refused (+1)',
    ],
  ])('puts %j into its tooltip', (change, german, english) => {
    expect(draw({ ...fine, ...change }).tooltip).toBe(german)
    expect(draw({ ...fine, ...change }, 'en').tooltip).toContain(english)
  })

  it.each(['ok', 'running', 'attention', 'paused'] as const)('has an icon for %s', (state) => {
    expect(draw({ ...fine, state }).icon).toBe(state)
  })

  it('names troubles first, each with the way to it', () => {
    const troubles = [
      trouble(),
      trouble({ profileName: 'Lohnbüro', runId: null, code: 'overdue' }),
      trouble({ subject: 'mail', profileName: null, runId: null, code: 'smtp-auth-refused' }),
      trouble({ subject: 'workstation', profileName: null, runId: null, code: 'workstation-other-name' }),
      trouble({ code: 'a-code-of-tomorrow' }),
    ]
    const model = draw({ ...fine, state: 'attention', troubles })
    expect(menu(model)[0]).toEqual([
      'Kanzlei Müller: Kennwort abgelehnt – öffnen',
      'Lohnbüro: zu lange kein Export gelungen – öffnen',
      'E-Mail-Versand: Anmeldung abgelehnt – öffnen',
      'Arbeitsplatz: Konfiguration eines anderen Rechners – öffnen',
      'Kanzlei Müller: Störung – öffnen',
    ])
    expect(entryOf(model, 'trouble-0').action).toEqual({ do: 'show-run', runId: '20261124-120000-ab12' })
    expect(entryOf(model, 'trouble-1').action).toEqual({ do: 'show-profiles' })
  })

  it('keeps a menu that fits a screen', () => {
    const profiles = Array.from({ length: 300 }, (_, index) => ({
      id: `p${index}`,
      name: `Filiale ${index}`,
      runnable: true,
    }))
    const model = draw({ ...fine, profiles, troubles: Array.from({ length: 300 }, () => trouble()) })
    const names = entryOf(model, 'run').entries?.map((entry) => entry.label) ?? []
    expect(names).toHaveLength(11)
    expect(names.at(-1)).toBe('Alle anzeigen … (290 weitere)')
    expect(entryOf(model, 'run-all').action).toEqual({ do: 'show-profiles' })
    expect(entryOf(model, 'trouble-more').label).toBe('Noch 295 Störungen – anzeigen')
    expect(model.menu[0]).toHaveLength(6)
    const name = 'Sehr ausführlicher Name einer Schnittstelle zur Kanzlei 👓👓👓'
    const long = draw({ ...fine, nextRun: { profileId: 'a', name, atMs: now }, troubles: [trouble()] })
    expect([...long.tooltip].length).toBeLessThanOrEqual(127)
    expect(long.tooltip).toContain('Sehr ausführlicher Name einer Schnittst…')
  })

  it('offers only what applies', () => {
    const paused = draw({ ...fine, state: 'paused', pausedUntilMs: at('2026-11-24T16:00') })
    expect(paused.menu.flat().map((entry) => entry.id)).toEqual(['next', 'last', 'open', 'run', 'resume', 'quit'])
    const busy = draw({ ...fine, running: [{ profileId: 'lohn', name: 'Lohnbüro' }] })
    expect(entryOf(busy, 'run-lohn')).toEqual({ id: 'run-lohn', label: 'Lohnbüro – läuft gerade', action: null })
    const empty = draw({ ...fine, profiles: [], lastRun: null, nextRun: null })
    expect(empty.menu.flat().map((entry) => entry.id)).toEqual(['next', 'open', 'pause-hour', 'pause-tomorrow', 'quit'])
  })

  it.each([
    ['delivered', 1, null, 'ein Beleg übergeben', 'one document delivered'],
    ['empty', 0, null, 'nichts zu übergeben', 'nothing to hand over'],
    ['cancelled', 3, null, 'abgebrochen', 'cancelled'],
    ['parked', 3, { kind: 'no-space', detail: 'full' }, 'kein Speicherplatz auf dem Server', 'no space left'],
  ] as const)('says that the last run was %s', (state, documents, error, german, english) => {
    const status = { ...fine, lastRun: { profileName: 'Kanzlei', run: run({ state, documents, error }) } }
    expect(entryOf(draw(status), 'last').label).toBe(`Letzter Lauf: heute 12:01, Kanzlei – ${german}`)
    expect(entryOf(draw(status, 'en'), 'last').label).toContain(english)
  })

  it('starts without a status, and says what is wrong when none comes', () => {
    expect(draw(null)).toEqual({
      icon: 'ok',
      tooltip: 'Belegbote startet …',
      menu: [
        [{ id: 'starting', label: 'Belegbote startet …', action: null }],
        [{ id: 'open', label: 'Belegbote öffnen', action: { do: 'open' } }],
        [{ id: 'quit', label: 'Belegbote beenden', action: { do: 'quit' } }],
      ],
    })
    const stopped = draw(fine, 'de', { problem: { code: 'host-stopped', params: {} } })
    expect([stopped.icon, stopped.tooltip]).toEqual(['attention', 'Belegbote: Hintergrunddienst steht'])
    expect(entryOf(stopped, 'restart-host').action).toEqual({ do: 'restart-host' })
    const newer = draw(null, 'en', { problem: { code: 'database-newer', params: {} } })
    expect(newer.tooltip).toBe('Belegbote: Belegbote is too old for the database')
    expect(entryOf(newer, 'problem').action).toEqual({ do: 'open' })
  })
})
