import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import type { Answer, CallInput, CallOutput } from '../../../preload/contract/dto'
import type { CallName } from '../../../preload/contract/names'
import { button, type Opened } from '../fixtures'

/** An installation with its window, and what a screen needs to be brought up. */
export interface Stage extends Opened {
  readonly profileDir: string
  readonly command: (args: readonly string[], input?: string) => Promise<string>
}

/** A call of the page, past the screens: it must be granted. */
export async function ask<K extends CallName>(page: Page, name: K, input: CallInput<K>): Promise<CallOutput<K>> {
  const given = await page.evaluate(
    ([name, input]) => window.belegbote.call(name, input as never) as Promise<unknown>,
    [name, input] as const,
  )
  const answer = given as Answer<CallOutput<K>> // the call of this name answers this
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer)}`)
  return answer.value
}

export const title = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()
export const go = async (page: Page, screen: string) => {
  await page.getByRole('navigation').first().getByRole('button', { name: screen, exact: true }).click()
  await title(page, screen)
}
export const press = (page: Page, name: string | RegExp) => button(page, name).first().click()
export const dialog = (page: Page) => page.locator('[role=dialog], [role=alertdialog]').first()
export const choose = async (page: Page, list: RegExp, option: string | RegExp) => {
  await page.getByRole('button', { name: list }).first().click()
  await page.getByRole('option', { name: option }).first().click()
}

type Draft = CallInput<'profiles.save'>['draft']

/** One more profile, as the form would store it: everything of the books, unless it says otherwise. */
export async function saveProfile(page: Page, change: Partial<Draft>, secret: string | null = null): Promise<string> {
  const { draft, choices } = await ask(page, 'profiles.edit', { profileId: null, duplicateOf: null })
  const mandants = choices.mandants.filter((one) => one.bookkeepingActive).map((one) => one.id)
  const all = { ...draft.selection, mandants }
  const order = { draft: { ...draft, selection: all, ...change }, isNew: true, secret }
  const { profileId } = await ask(page, 'profiles.save', order)
  return profileId
}

const noServer = { host: null, port: null, user: null, hostKeys: [], privateKeyFile: null, tlsCaFile: null }
export const folderTarget = (directory: string) => ({ protocol: 'folder' as const, ...noServer, directory })
export const serverTarget = (change: Partial<Draft['target']>): Draft['target'] => ({
  ...noServer,
  ...{ protocol: 'sftp', host: '127.0.0.1', port: 9, directory: 'eingang/{mandant}/{jjjj}', user: 'optik' },
  ...change,
})

/** A chain at work: books, exports that go well, wait, stand and rest, people, a mail server. */
export async function furnish({ page, profileDir }: Stage): Promise<void> {
  await ask(page, 'ledger.createDemo', {})
  await ask(page, 'profiles.createDemo', {})
  await ask(page, 'export.runNow', { profileId: 'demo' })
  const everyHour = { interval: 'hourly' as const }
  const failing = await saveProfile(
    page,
    { name: 'Zweigstelle Bad Münstereifel an die Steuerberatungsgesellschaft', target: serverTarget({}) },
    'geheim',
  )
  await ask(page, 'export.runNow', { profileId: failing })
  // Somebody else's file lies there under the name that the run wants: nobody overwrites it.
  const share = join(profileDir, 'netzlaufwerk')
  mkdirSync(share)
  writeFileSync(join(share, 'EXTF_Monatsabschluss.csv'), 'von Hand abgelegt')
  const parked = await saveProfile(page, {
    name: 'Monatsabschluss auf das Netzlaufwerk',
    target: folderTarget(share),
    fileNamePattern: 'Monatsabschluss',
    schedule: { interval: 'monthly', days: [1, 15], time: '07:30' },
  })
  await ask(page, 'export.runNow', { profileId: parked })
  await saveProfile(page, {
    name: 'Kasse stündlich',
    target: folderTarget(join(profileDir, 'kasse')),
    schedule: everyHour,
  })
  await saveProfile(page, {
    name: 'Archiv (ruht)',
    enabled: false,
    workstation: 'LADEN-1',
    target: folderTarget(join(profileDir, 'archiv')),
    schedule: { interval: 'weekly', weekdays: ['mon', 'thu'], time: '20:00' },
  })
  await ask(page, 'users.create', { name: 'Verkauf', group: 'users', password: 'noch ein langer Satz' })
  await ask(page, 'users.create', { name: 'Leitung', group: 'administrators', password: 'noch ein langer Satz' })
}

/** Closes what lies over the screen; a dialog that just opens does not hear the first key. */
export const pressEscape = async ({ page }: Stage): Promise<void> => {
  const over = page.locator('[role=dialog], [role=alertdialog], [role=menu]')
  for (let attempt = 0; attempt < 5 && (await over.count()) > 0; attempt++) {
    await page.keyboard.press('Escape')
    await over
      .first()
      .waitFor({ state: 'detached', timeout: 2000 })
      .catch(() => undefined)
  }
}
/** Into the middle: at the edge the bar of a form lies over it. */
export const bring = (element: Locator) => element.evaluate((found) => found.scrollIntoView({ block: 'center' }))
/** Out of a dialog in which something was typed. */
export const closeWithChanges = async (stage: Stage): Promise<void> => {
  await press(stage.page, 'Abbrechen')
  await press(stage.page, 'Änderungen verwerfen')
  await pressEscape(stage)
}
/** Out of the form of a profile, whatever was changed in it. */
export const discard = async ({ page }: Stage) => {
  await press(page, 'Abbrechen')
  const question = page.getByRole('alertdialog').getByRole('button', { name: 'Änderungen verwerfen' })
  const list = page.getByRole('heading', { level: 1, name: 'Schnittstellen' })
  await question.or(list).first().waitFor()
  if (await question.isVisible()) await question.click()
}
export const editOf = (name: string) => `Bearbeiten: ${name}`
export const demo = 'Demo-Export an die Kanzlei'
export const field = ({ page }: Stage, name: string) => page.getByRole('textbox', { name, exact: true })
