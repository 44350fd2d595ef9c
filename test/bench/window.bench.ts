import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { asNode, at, electronPath } from '../../scripts/setup.mjs'
import { expect, test } from '../e2e/fixtures'
import { type Deed, roundOfSums, type Smoothness, smoothness, untilPainted, untilThere } from './watch-page'

// As `lists.ts`, but through the window: from the click on a screen's name until its rows are painted, and how smoothly
// they scroll. Measured in the page itself, so that neither the driver nor its line count.
// BENCH_HOUSE=<folder> keeps the installation for the next time, BENCH_ONLY=<name> measures lists of that name only.

const count = (name: string, otherwise: number) => Number(process.env[`BENCH_${name}`]) || otherwise
const size = { documents: count('DOCUMENTS', 100_000), profiles: count('PROFILES', 500), runs: count('RUNS', 5_000) }
const repetitions = 5
const goalMs = 200

interface List {
  readonly name: string
  /** What was opened before, screen by screen. */
  readonly way: readonly Deed[]
  readonly open: Deed
  /** What scrolls; null: nothing does. */
  readonly scroller: string | null
  /** What a dialog shows after it has read all documents: this time is told, and has no goal. */
  readonly later?: string
}

const screen = (text: string, row: string): Deed => ({ kind: 'click', on: '.nav button', text, row })
const tab = (text: string, row: string): Deed => ({ kind: 'click', on: '[role=tab], .look', text, row })

/** The yardstick: a screen with a dozen fields and no list. */
const bare = screen('Einstellungen', '.frame:has(.nav-item:last-child[aria-current]) .settings .settings-card')

const profiles = screen('Schnittstellen', '.main tbody tr[data-row]')
const history = screen('Verlauf', '.run-item .run-item-when')
const details = { ...history, row: '.details [role=tab]' }
const master = screen('Stammdaten', '.master-tabs')

const lists: readonly List[] = [
  { name: 'Schnittstellen', way: [], open: profiles, scroller: '.main' },
  {
    name: 'Schnittstellen, Suche',
    way: [profiles],
    open: { kind: 'search', on: '.main .search-input', text: 'Filiale 499', row: '.main tbody tr[data-row]', count: 1 },
    scroller: null,
  },
  { name: 'Verlauf', way: [], open: history, scroller: '.run-list' },
  {
    name: 'Verlauf, Suche nach einem Beleg',
    way: [history],
    open: { kind: 'search', on: '.main .search-input', text: 'RE-2026-9000', row: '.run-item', count: 1 },
    scroller: null,
  },
  { name: 'Verlauf, Tage', way: [history], open: tab('Kalender', '.days .bar'), scroller: null },
  { name: 'Verlauf, Belege eines Laufs', way: [details], open: tab('Belege', '.document-no'), scroller: '.details' },
  { name: 'Stammdaten, Mandanten', way: [master], open: tab('Mandanten', '.tab-panel tbody tr'), scroller: '.main' },
  { name: 'Stammdaten, Filialen', way: [master], open: tab('Filialen', '.tab-panel tbody tr'), scroller: '.main' },
  { name: 'Stammdaten, Belegarten', way: [master], open: tab('Belegarten', '.tab-panel tbody tr'), scroller: '.main' },
  {
    name: 'Stammdaten, Zahlungsarten',
    way: [master],
    open: tab('Zahlungsarten', '.tab-panel tbody tr'),
    scroller: '.main',
  },
  { name: 'Benutzer', way: [], open: screen('Benutzer', '.users tbody tr'), scroller: '.main' },
  { name: 'Buchhaltung', way: [], open: screen('Buchhaltung', '.ledger-status tbody tr'), scroller: '.main' },
  {
    name: 'Buchhaltung, nach Export geändert',
    way: [],
    open: screen('Buchhaltung', '.changed tbody tr'),
    scroller: '.changed .scroll-box',
  },
  {
    name: 'Buchhaltung, Eingangsrechnungen',
    way: [],
    open: screen('Buchhaltung', '.invoice-list tbody tr'),
    scroller: '.invoice-list',
  },
  {
    name: 'Vorschau',
    way: [profiles, { kind: 'click', on: '.name-button', text: 'Filiale 0', row: '.form-bar .bar-gap' }],
    open: { kind: 'click', on: '.form-bar button', text: 'Vorschau', row: '.modal .preview' },
    later: '.modal .preview-table',
    scroller: null,
  },
]

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const told = (ms: number) => `${ms.toFixed(0)} ms`

function makeInstallation(profileDir: string): void {
  const kept = process.env['BENCH_HOUSE']
  if (kept && existsSync(kept)) {
    cpSync(kept, profileDir, { recursive: true })
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'belegbote-bench-'))
  const sizes = [size.documents, size.profiles, size.runs].map(String)
  const args = [at('.cache', 'bench', 'house-main.mjs'), folder, profileDir, 'LADEN-1', ...sizes]
  const { status } = spawnSync(electronPath(), args, { stdio: 'inherit', env: asNode })
  rmSync(folder, { recursive: true })
  expect(status).toBe(0)
  if (kept) cpSync(profileDir, kept, { recursive: true })
}

/** From a screen without the list to the list. */
async function openOnce(page: Page, { way, open, later }: List): Promise<Opening> {
  for (const deed of way) await untilPainted(page, deed)
  const openMs = await untilPainted(page, open)
  if (later === undefined) return { openMs, laterMs: 0 }
  const laterMs = openMs + (await untilThere(page, later))
  await page.keyboard.press('Escape')
  await page.locator('.modal').waitFor({ state: 'detached' })
  return { openMs, laterMs }
}

interface Opening {
  readonly openMs: number
  /** Until what comes later is there, from the click on. */
  readonly laterMs: number
}

interface Measured {
  readonly name: string
  readonly firstMs: number
  readonly thenMs: number
  /** Of the screen without a list, and of a round of sums: how fast the machine is now. */
  readonly bareMs: number
  readonly sumsMs: number
  readonly later: { readonly firstMs: number; readonly thenMs: number } | null
  readonly scrolling: { readonly list: Smoothness; readonly still: Smoothness } | null
}

async function measure(page: Page, list: List): Promise<Measured> {
  // Whoever clicks has seen the first screen: its rows are there.
  await page.locator(profiles.row).first().waitFor({ timeout: 60_000 })
  // The first screen after the sign-in is a list itself.
  if (list.way[0] === profiles || list.open === profiles) await untilPainted(page, bare)
  const first = await openOnce(page, list)
  const times: Opening[] = []
  const bareTimes: number[] = []
  const sums: number[] = []
  for (let turn = 0; turn < repetitions; turn += 1) {
    bareTimes.push(await untilPainted(page, bare))
    sums.push(await roundOfSums(page))
    times.push(await openOnce(page, list))
  }
  const scrolling =
    list.scroller === null ? null : { list: await smoothness(page, list.scroller), still: await smoothness(page, null) }
  return {
    name: list.name,
    firstMs: first.openMs,
    thenMs: median(times.map(({ openMs }) => openMs)),
    bareMs: median(bareTimes),
    sumsMs: median(sums),
    later:
      list.later === undefined ? null : { firstMs: first.laterMs, thenMs: median(times.map(({ laterMs }) => laterMs)) },
    scrolling,
  }
}

const columns = ['first', 'then', 'bare', 'sums', 'frame', 'still', 'late']
const inLine = (name: string, cells: readonly string[]) =>
  `  ${name.padEnd(36)}${cells.map((cell) => cell.padStart(8)).join('')}`

/** A list in a line, and what came after it in a second one. */
function lineOf({ name, firstMs, thenMs, bareMs, sumsMs, later, scrolling }: Measured): string {
  const frames = scrolling
    ? [told(scrolling.list.longestMs), told(scrolling.still.longestMs), `${(scrolling.list.late * 100).toFixed(0)} %`]
    : ['–', '–', '–']
  const line = inLine(name, [told(firstMs), told(thenMs), told(bareMs), told(sumsMs), ...frames])
  const mark = Math.max(firstMs, thenMs) < goalMs ? '' : `  OVER ${goalMs}`
  const result = later ? `\n${inLine('  its result', [told(later.firstMs), told(later.thenMs)])}` : ''
  return line + mark + result
}

test('every list opens at once', async ({ open, profileDir }) => {
  makeInstallation(profileDir)
  console.log(
    `\nThe window over ${size.documents} documents, ${size.profiles} profiles, ${size.runs} runs (goal: ${goalMs} ms)`,
  )
  console.log(
    '  first: the first click after a start; then: the median of the next; bare: a screen without a list; sums: a',
  )
  console.log(
    '  round of plain sums; frame: the longest while scrolling; still: the longest while nothing moves; late: over 34 ms',
  )
  console.log(inLine('', columns))
  const wanted = process.env['BENCH_ONLY'] ?? ''
  for (const list of lists.filter(({ name }) => name.includes(wanted))) {
    // Every list once as the first thing after a start.
    const { app, page } = await open()
    console.log(lineOf(await measure(page, list)))
    await app.close()
  }
})
