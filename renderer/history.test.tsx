import { render, screen, waitFor, within } from '@testing-library/react'
import { useState } from 'react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Run } from '../main/core/run/run'
import type { FakeApp } from '../test/fakes/app'
import type { FakeBridge } from '../test/fakes/bridge'
import { openBridge, press, user } from '../test/fakes/screens'
import { useCall } from './hooks/use-call'
import { WordsProvider } from './hooks/use-words'
import { RunsScreen } from './screens/runs/runs-screen'

let fake: FakeApp
let bridge: FakeBridge
beforeEach(async () => {
  const opened = openBridge()
  fake = opened.fake
  bridge = opened.bridge
  await bridge.bridge.call('ledger.createDemo', {})
  await bridge.bridge.call('profiles.createDemo', {})
})

function Screen() {
  const profiles = useCall('profiles.list', {}, ['profiles.changed'])
  const [runId, setRunId] = useState<string | null>(null)
  return (
    <WordsProvider language="de">
      <RunsScreen profiles={profiles.value ?? []} runId={runId} onSelect={setRunId} />
    </WordsProvider>
  )
}

const profileId = () => fake.profiles[0]?.id ?? ''

/** An export, and how the screen shows it. */
async function withRun(weather: FakeApp['weather'] = 'fine') {
  fake.weather = weather
  await bridge.bridge.call('export.runNow', { profileId: profileId() })
  render(<Screen />)
  await screen.findByRole('heading', { name: 'Lauf 1: Demo-Export an die Kanzlei' })
}

/** So many empty runs, the newest an hour ago, one a day. */
function withEmptyRuns(count: number): void {
  const nowMs = Date.now()
  fake.runs = Array.from({ length: count }, (_, index): Run => {
    const startedMs = nowMs - index * 86_400_000
    const no = count - index
    return {
      ...{ id: `20261124-101500-${no}`, no, profileId: profileId(), origin: index % 2 ? 'schedule' : 'manual' },
      ...{ dueMs: startedMs, state: 'empty', error: null, attempts: 0, retryAtMs: null, documents: 0 },
      ...{ files: [], sums: [], startedMs, finishedMs: startedMs, releasedMs: null },
    }
  })
}

async function choose(label: string, option: string) {
  await user.click(await screen.findByRole('button', { name: new RegExp(`${label}$`) }))
  await user.click(await screen.findByRole('option', { name: option }))
}

describe('a run', () => {
  it('shows sums to the cent, files with their receipts, and documents', async () => {
    await withRun()
    expect(await screen.findByText(/^12\.345,67\s€$/)).toBeTruthy()
    expect(screen.getByText('a3f1c29e…5d6e7f80')).toBeTruthy()
    expect(
      screen.getByText(
        /^Empfangen am 24\.11\.2026 \d\d:15: eingang\/EXTF_\S+\.csv\. Inhalt zurückgelesen und verglichen; Antwort des Ziels: endgültiger Name vergeben\.$/,
      ),
    ).toBeTruthy()
    await user.click(screen.getByRole('tab', { name: 'Belege (3)' }))
    expect(await screen.findByRole('row', { name: /RE-2 RE 23\.11\.2026 M1 Beleg/ })).toBeTruthy()
  })

  it('tells its journal in sentences, and who did it', async () => {
    await withRun()
    await user.click(screen.getByRole('tab', { name: 'Protokoll' }))
    expect(await screen.findByRole('row', { name: /Der Lauf ist vollständig übergeben\. LADEN-1$/ })).toBeTruthy()
  })

  it('copies the whole checksum', async () => {
    await withRun()
    await press(/^Prüfsumme von .* kopieren$/)
    await waitFor(() => expect(bridge.copied[0]).toMatch(/^[0-9a-f]{64}$/))
  })
})

describe('the deeds on a run', () => {
  it('send the same file again after a question that names file and target', async () => {
    await withRun()
    await press('Gleiche Datei erneut senden …')
    const dialog = await screen.findByRole('alertdialog', { name: 'Diese Datei erneut senden?' })
    expect(within(dialog).getByText(/^EXTF_Buchungsstapel_M1_202611_.*\.csv$/)).toBeTruthy()
    expect(within(dialog).getByText(/^Ordner: \/profile\/demo-kanzlei$/)).toBeTruthy()
    expect(bridge.calls).not.toContain('runs.resend')
    await user.click(within(dialog).getByRole('button', { name: 'Erneut senden' }))
    expect(await screen.findByText('Die Dateien wurden unverändert erneut gesendet.')).toBeTruthy()
    expect(bridge.calls).toContain('runs.resend')
  })

  it('release a run only with a reason, and then say why nothing is possible any more', async () => {
    await withRun()
    await press('Lauf freigeben …')
    const dialog = await screen.findByRole('alertdialog', { name: 'Lauf 1 freigeben?' })
    expect(within(dialog).getByText(/kommt dann doppelt an/)).toBeTruthy()
    await user.click(within(dialog).getByRole('button', { name: 'Lauf freigeben' }))
    expect(within(dialog).getByText('Bitte einen Grund angeben, mindestens drei Zeichen.')).toBeTruthy()
    expect(bridge.calls).not.toContain('runs.release')
    await user.type(within(dialog).getByRole('textbox'), 'Datei war leer')
    await user.click(within(dialog).getByRole('button', { name: 'Lauf freigeben' }))
    expect(await screen.findByText(/^Am 24\.11\.2026 \d\d:00 freigegeben/)).toBeTruthy()
    for (const name of ['Gleiche Datei erneut senden …', 'Lauf freigeben …']) {
      expect(screen.getByRole('button', { name })).toHaveProperty('disabled', true)
    }
    expect(screen.getByText(/^Der Lauf 20261124-\S+ ist freigegeben; seine Belege gehen/)).toBeTruthy()
  })

  it('note that an uncertain run arrived, with a reason and without sending', async () => {
    await withRun()
    expect(screen.queryByRole('button', { name: 'Ist angekommen …' })).toBeNull()
    const [run] = fake.runs
    if (!run) throw new Error('no run')
    fake.runs = [{ ...run, state: 'parked', error: { kind: 'restored-uncertain', detail: '' } }]
    fake.tell({ fact: 'runs.changed', runId: run.id })
    await press('Ist angekommen …')
    const dialog = await screen.findByRole('alertdialog', { name: 'Ist Lauf 1 angekommen?' })
    expect(within(dialog).getByText(/^Es wird nichts gesendet\./)).toBeTruthy()
    await user.click(within(dialog).getByRole('button', { name: 'Als angekommen verbuchen' }))
    expect(bridge.calls).not.toContain('runs.arrived')
    await user.type(within(dialog).getByRole('textbox'), 'liegt auf dem Server')
    await user.click(within(dialog).getByRole('button', { name: 'Als angekommen verbuchen' }))
    expect(await screen.findByText('Der Lauf gilt als angekommen. Gesendet wurde nichts.')).toBeTruthy()
    expect(bridge.calls).not.toContain('runs.resend')
  })

  it('give the reason of each that is not possible', async () => {
    withEmptyRuns(1)
    render(<Screen />)
    expect(await screen.findByText(/^Erneut senden ist nicht möglich: .*keine Dateien/)).toBeTruthy()
    expect(screen.getByText(/^Freigeben ist nicht möglich: .*hält keine Belege fest/)).toBeTruthy()
  })
})

describe('the list of runs', () => {
  it('finds the run of a document, as typed and to its end', async () => {
    await withRun()
    const search = screen.getByRole('searchbox', { name: 'Beleg suchen' })
    await user.type(search, 'RE-1{Enter}')
    expect(await screen.findByText('Beleg „RE-1“: in 1 Lauf')).toBeTruthy()
    await user.clear(search)
    await user.type(search, '4711')
    expect(await screen.findByText('In keinem Lauf ist der Beleg „4711“ enthalten.')).toBeTruthy()
    await press('Filter zurücksetzen')
    expect(await screen.findByText('1 Lauf, neueste zuerst')).toBeTruthy()
    expect(search).toHaveProperty('value', '')
  })

  it('searches from a document of a run', async () => {
    await withRun()
    await user.click(await screen.findByRole('tab', { name: 'Belege (3)' }))
    await press('Läufe mit Beleg RE-2 suchen')
    expect(await screen.findByText('Beleg „RE-2“: in 1 Lauf')).toBeTruthy()
  })

  it('is narrowed down by result, period and origin, and says when nothing is left', async () => {
    withEmptyRuns(40)
    render(<Screen />)
    expect(await screen.findByText('40 Läufe, neueste zuerst')).toBeTruthy()
    await choose('Zeitraum', '30 Tage')
    expect(await screen.findByText('30 Läufe, neueste zuerst')).toBeTruthy()
    await choose('Auslöser', 'Zeitplan')
    expect(await screen.findByText('15 Läufe, neueste zuerst')).toBeTruthy()
    await choose('Ergebnis', 'angehalten')
    expect(await screen.findByText('Keine Läufe in diesem Zeitraum')).toBeTruthy()
  })

  it('leads by keyboard to the details and back', async () => {
    withEmptyRuns(3)
    render(<Screen />)
    await screen.findByText('3 Läufe, neueste zuerst')
    await user.click(await screen.findByRole('option', { name: /./, selected: true }))
    await user.keyboard('{ArrowDown}')
    await screen.findByRole('heading', { name: /^Lauf 2:/ })
    await user.keyboard('{Enter}')
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Details' }))
    await user.keyboard('{Escape}')
    expect(document.activeElement?.closest('[role=listbox]')).toBeTruthy()
  })

  it('follows what happens meanwhile', async () => {
    await withRun()
    await bridge.bridge.call('export.runNow', { profileId: profileId() })
    expect(await screen.findByText('2 Läufe, neueste zuerst')).toBeTruthy()
  })

  it('comes by the page to its end, and follows a change far down', async () => {
    // What jsdom lacks: everything is in sight there.
    class InSight {
      constructor(readonly tell: (seen: readonly { isIntersecting: boolean }[]) => void) {}
      observe = () => setTimeout(() => this.tell([{ isIntersecting: true }]))
      disconnect = () => undefined
    }
    vi.stubGlobal('IntersectionObserver', InSight)
    withEmptyRuns(230)
    render(<Screen />)
    const rows = () => document.querySelectorAll('.run-item')
    await waitFor(() => expect(rows()).toHaveLength(230))
    expect(bridge.calls.filter((name) => name === 'runs.search')).toHaveLength(3)
    const far = fake.runs[210]
    fake.runs = fake.runs.map((run) => (run === far ? { ...run, releasedMs: Date.now() } : run))
    fake.tell({ fact: 'runs.changed', runId: far?.id ?? '' })
    await waitFor(() => expect(rows()[210]?.textContent).toContain('freigegeben'))
    expect(rows()).toHaveLength(230)
    vi.unstubAllGlobals()
  })

  it('is saved whole, with its filter', async () => {
    await withRun()
    const { mkdtempSync, readFileSync } = await import('node:fs')
    bridge.saveFile = `${mkdtempSync('/tmp/belegbote-list-')}/Verlauf.csv`
    await press('Als CSV speichern')
    expect(await screen.findByText('1 Zeile in „Verlauf.csv“ gespeichert.')).toBeTruthy()
    expect(readFileSync(bridge.saveFile, 'utf8')).toContain(';übergeben;')
  })
})

describe('the days', () => {
  const day = (ago: number) => Temporal.Now.plainDateISO().subtract({ days: ago })
  const german = (date: Temporal.PlainDate) =>
    `${String(date.day).padStart(2, '0')}.${String(date.month).padStart(2, '0')}.${date.year}`

  beforeEach(async () => {
    withEmptyRuns(3)
    fake.gaps = new Set([day(5).toString()])
    render(<Screen />)
    await user.click(await screen.findByRole('radio', { name: 'Kalender und Diagramm' }))
  })

  it('show what came and where something is missing, in chart and table', async () => {
    expect(await screen.findByRole('button', { name: `${german(day(0))}: 1 Lauf leer` })).toBeTruthy()
    expect(screen.getByRole('button', { name: `${german(day(5))}: Lücke bei einer Schnittstelle` })).toBeTruthy()
    expect(screen.getByRole('button', { name: `${german(day(7))}: kein Lauf` })).toBeTruthy()
    await user.click(screen.getByRole('radio', { name: 'Tabelle' }))
    const link = await screen.findByRole('button', { name: `Läufe am ${german(day(5))} zeigen` })
    const row = link.closest('tr') ?? document.body
    expect(
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual(['0', '0', '0', '0', '1'])
  })

  it('lead to the runs of a day, from the chart and from the calendar', async () => {
    const bar = await screen.findByRole('button', { name: `${german(day(1))}: 1 Lauf leer` })
    await user.click(bar)
    expect(await screen.findByText('1 Lauf, neueste zuerst')).toBeTruthy()
    expect(screen.getByRole('button', { name: /Zeitraum$/ }).textContent).toContain('Frei wählen')
    await user.click(screen.getByRole('radio', { name: 'Kalender und Diagramm' }))
    const cell = await screen.findByRole('button', { name: /^Heute, .*: 1 Lauf leer$/ })
    await user.click(cell)
    expect(await screen.findByText('1 Lauf, neueste zuerst')).toBeTruthy()
  })

  it('are walked through with the arrow keys, one stop for the Tab key', async () => {
    const bar = await screen.findByRole('button', { name: `${german(day(0))}: 1 Lauf leer` })
    bar.focus()
    await user.keyboard('{ArrowLeft}')
    expect(document.activeElement?.getAttribute('aria-label')).toBe(`${german(day(1))}: 1 Lauf leer`)
    await user.keyboard('{Home}{Enter}')
    expect(await screen.findByText('Keine Läufe in diesem Zeitraum')).toBeTruthy()
  })
})
