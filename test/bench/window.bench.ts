import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { asNode, at, electronPath } from '../../scripts/setup.mjs'
import { expect, test } from '../e2e/fixtures'

// As `lists.ts`, but through the window: from the click on a screen's name until its rows are painted, and how smoothly
// they scroll. Measured in the page itself, so that neither the driver nor its line count.

const count = (name: string, otherwise: number) => Number(process.env[`BENCH_${name}`]) || otherwise
const size = { documents: count('DOCUMENTS', 100_000), profiles: count('PROFILES', 500), runs: count('RUNS', 5_000) }
const repetitions = 5

interface List {
  /** Of the screen in the navigation. */
  readonly screen: string
  /** There as soon as a row is. */
  readonly row: string
  /** What scrolls. */
  readonly scroller: string
}

/** The yardstick: a screen with a dozen fields and no list. */
const bare: List = { screen: 'Einstellungen', row: '.settings-card', scroller: '.main' }

const lists: readonly List[] = [
  { screen: 'Verlauf', row: '[role=option] .run-item-when, .run-item .run-item-when', scroller: '.run-list' },
  { screen: 'Schnittstellen', row: '.main tbody tr', scroller: '.main' },
  { screen: 'Buchhaltung', row: '.main tbody tr', scroller: '.main' },
]

/** Milliseconds from the click until the first frame with a row was painted. */
function clickToPaint(page: Page, { screen, row }: List): Promise<number> {
  return page.evaluate(
    async ([name, selector]) => {
      const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
      const items = [...document.querySelectorAll<HTMLElement>('nav button, nav a')]
      const item = items.find(({ textContent }) => textContent?.trim().startsWith(name ?? ''))
      if (!item) throw new Error(`no ${name} in the navigation`)
      performance.mark('click')
      item.click()
      while (!document.querySelector(selector ?? '')) await frame()
      await frame() // drawn now
      return performance.measure('painted', 'click').duration
    },
    [screen, row] as const,
  )
}

/** Scrolls down for two seconds, a step per frame; the pauses between frames in milliseconds, longest first. */
function scrollPauses(page: Page, { scroller }: List): Promise<readonly number[]> {
  return page.evaluate(async (selector) => {
    const element = document.querySelector(selector)
    if (!element) throw new Error(`no ${selector}`)
    const pauses: number[] = []
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
    let before = await frame()
    for (const startedMs = before; before - startedMs < 2_000; ) {
      element.scrollTop += 60
      const now = await frame()
      pauses.push(now - before)
      before = now
    }
    return pauses.toSorted((a, b) => b - a)
  }, scroller)
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

test('every list opens at once', async ({ open, profileDir }) => {
  const folder = mkdtempSync(join(tmpdir(), 'belegbote-bench-'))
  const sizes = [size.documents, size.profiles, size.runs].map(String)
  const args = [at('.cache', 'bench', 'house-main.mjs'), folder, profileDir, 'LADEN-1', ...sizes]
  const { status } = spawnSync(electronPath(), args, { stdio: 'inherit', env: asNode })
  rmSync(folder, { recursive: true })
  expect(status).toBe(0)
  const { page } = await open()
  console.log(`\nThe window over ${size.documents} documents, ${size.profiles} profiles, ${size.runs} runs`)
  for (const list of lists) {
    const times: number[] = []
    const bareTimes: number[] = []
    for (let turn = 0; turn <= repetitions; turn += 1) {
      bareTimes.push(await clickToPaint(page, bare))
      await page.getByRole('heading', { level: 1, name: bare.screen }).waitFor()
      times.push(await clickToPaint(page, list))
    }
    const [first = 0, ...then] = times
    const pauses = await scrollPauses(page, list)
    const told = (ms: number) => `${ms.toFixed(0)} ms`
    console.log(
      `  ${list.screen}: first ${told(first)}, then ${told(median(then))} from click to rows (goal: under 200; ${bare.screen}, without a list: ${told(median(bareTimes))})`,
    )
    console.log(`    scrolling: pause between frames ${told(median(pauses))}, longest ${told(pauses[0] ?? 0)}`)
  }
})
