import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { AppearanceDto, Language } from '../../../preload/contract/dto'
import { expect, resize, test } from '../fixtures'
import { layoutProbe, textProbe } from './measure'
import { worlds } from './screens'
import { ask, type Stage } from './stage'
import { germanIn, rawKeysIn } from './untranslated'

/** Folder for the pictures (`npm run screenshots`); without it the screens are checked. */
const pictures = process.env.BELEGBOTE_PICTURES
if (pictures) mkdirSync(pictures, { recursive: true })
/** Part of the name of the screens to look at, or `all`, in more ways to read them: for one who works on them. */
const only = process.env.BELEGBOTE_SCREENS

const usual = { width: 1280, height: 800 }
const small = { width: 1024, height: 700 }
const usualWay = { textSize: 100, size: usual } as const
/** The usual way, and the narrowest that there is: large text in the smallest window. */
const ends = [usualWay, { textSize: 150, size: small }] as const
const readings = only
  ? [...ends, { textSize: 100, size: small } as const, { textSize: 150, size: usual } as const]
  : ends
const themes = [
  ['light', 'hell'],
  ['dark', 'dunkel'],
] as const
const actionMs = 20_000

/** Straight at the switch: it also acts behind a dialog, and the screen keeps what is in it. */
async function speak({ page }: Stage, language: Language): Promise<void> {
  await page.evaluate((id) => document.querySelector<HTMLElement>(`.language[lang=${id}]`)?.click(), language)
  await expect(page.locator('html')).toHaveAttribute('lang', language)
}

async function enlarge(stage: Stage, textSize: AppearanceDto['textSize'], size: typeof usual) {
  const { page } = stage
  await ask(page, 'appearance.set', { textSize })
  const percent = 100
  await resize(stage, size.width, size.height, textSize / percent)
}

async function draw(stage: Stage, name: string, folder: string): Promise<void> {
  for (const [colorScheme, word] of themes) {
    await stage.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await stage.page.screenshot({ path: join(folder, `${name}-${word}.png`), animations: 'disabled' })
  }
}

async function drawAll(stage: Stage, name: string, inEnglish: boolean, folder: string): Promise<void> {
  await draw(stage, name, folder)
  if (!inEnglish) return
  await speak(stage, 'en')
  await draw(stage, `${name}-en`, folder)
  await speak(stage, 'de')
}

/** In both themes no violation of axe's rules. */
async function usableByEveryone({ page }: Stage, name: string): Promise<void> {
  for (const [colorScheme] of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // Its half a megabyte is loaded twice for every question, unless the page has it.
    const isThere = await page.evaluate(() => 'axe' in window)
    const builder = new AxeBuilder(isThere ? { page, axeSource: 'undefined' } : { page })
    // Legacy mode: the other one opens a page of its own, which this app refuses.
    const { violations } = await builder
      .setLegacyMode()
      .options({ resultTypes: ['violations'] })
      .analyze()
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
    expect.soft(found, `${name}, ${colorScheme}`).toEqual([])
  }
}

/** In both languages nothing is cut, however it is read, and everything is in that language. */
async function readable(stage: Stage, name: string, names: ReadonlySet<string>): Promise<void> {
  const { page } = stage
  for (const reading of readings) {
    const { textSize, size } = reading
    await enlarge(stage, textSize, size)
    for (const language of ['en', 'de'] as const) {
      await speak(stage, language)
      const where = `${name}, ${language}, ${textSize} %, ${size.width}`
      expect.soft(await page.evaluate(layoutProbe), where).toEqual([])
      if (reading !== usualWay) continue
      const texts = await page.evaluate<string[]>(textProbe)
      expect.soft(rawKeysIn(texts), where).toEqual([])
      if (language === 'en') expect.soft(germanIn(texts, names), where).toEqual([])
    }
  }
  await enlarge(stage, 100, usual)
}

/** A language is called by its own name in every language. */
const ownNames = ['Deutsch']

/** What people called things: German stays German there. */
async function namesOf({ page }: Stage): Promise<ReadonlySet<string>> {
  const edit = await page.evaluate(() => window.belegbote.call('profiles.edit', { profileId: null, duplicateOf: null }))
  if (!edit.ok) return new Set(ownNames)
  const { branches, mandants, documentTypes, paymentMethods } = edit.value.choices
  return new Set([
    ...ownNames,
    ...[...branches, ...mandants, ...documentTypes, ...paymentMethods].flatMap(({ id, name }) => [id, name]),
  ])
}

// Recording every step of so many costs more than the steps; what fails says itself which screen it was.
test.use({ trace: 'off' })

for (const world of worlds) {
  test(`${pictures ? 'pictures' : 'every screen'}: ${world.name}`, async ({ open, command, profileDir }) => {
    test.setTimeout(1_800_000) // each screen in two themes, in several sizes and in both languages
    await world.before?.({ command, profileDir })
    const opened = await open(world.args, world.entry)
    const stage: Stage = { ...opened, command, profileDir }
    stage.page.setDefaultTimeout(actionMs)
    await enlarge(stage, 100, usual)
    await world.furnish?.(stage)
    let failed = 0
    for (const { name, show, leave, english = false } of world.screens) {
      try {
        await show(stage)
        if (!only || only === 'all' || name.includes(only)) {
          const names = await namesOf(stage)
          if (pictures) await drawAll(stage, name, english, pictures)
          else {
            await usableByEveryone(stage, name)
            await readable(stage, name, names)
          }
        }
        await leave?.(stage)
      } catch (error) {
        // The others are still looked at.
        expect.soft(String(error), `${name} could not be shown`).toBe('')
        await stage.page.screenshot({ path: join(test.info().outputDir, `${name}.png`) })
        failed += 1
        if (failed === 3) break // what stands in the way stands in the way of them all
      }
    }
    await world.after?.()
    expect.soft(opened.complaints).toEqual([])
  })
}
