import type { Page } from '@playwright/test'
import { button, expect, type Opened, test, withDemoProfile } from './fixtures'

const details = (page: Page) => button(page, 'Zeitplan und Benachrichtigungen: Demo-Export an die Kanzlei')
const slots = (page: Page) => page.getByRole('region', { name: 'Nächste Ausführungen' }).getByRole('listitem')

async function openDialog(page: Page) {
  await button(page, 'Ausführungszeit ändern …').click()
  const dialog = page.getByRole('dialog', { name: 'Ausführungszeit ändern' })
  await expect(slots(page)).toHaveCount(5)
  return dialog
}

async function choose(page: Page, interval: string) {
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Intervall/ })
    .click()
  await page.getByRole('option', { name: interval }).click()
}

/** Types over the hour and the minute of the time field. */
async function typeTime(page: Page, hour: string, minute: string) {
  await page.getByRole('spinbutton', { name: /Stunde/ }).click()
  await page.keyboard.type(hour)
  await page.keyboard.type(minute)
}

async function storedSchedule({ page }: Pick<Opened, 'page'>) {
  const answer = await page.evaluate(() => window.belegbote.call('profiles.list', {}))
  if (!answer.ok || !answer.value[0]) throw new Error(JSON.stringify(answer))
  const { schedule, enabled, missedRuns, startDate, nextRun } = answer.value[0]
  return { schedule, enabled, missedRuns, startDate, nextRun }
}

test('the run times follow what is typed, and a saved schedule is there after a restart', async ({ open }) => {
  const { app, page, complaints } = await open()
  await withDemoProfile(page)
  await details(page).click()
  const dialog = await openDialog(page)
  await expect(slots(page).first()).toHaveText(/^(Mo|Di|Mi|Do|Fr|Sa|So)\., \d\d\.\d\d\.\d{4}, 18:30$/)

  await typeTime(page, '07', '45')
  await expect(slots(page)).toHaveText(Array.from({ length: 5 }, () => /, 07:45$/))
  await choose(page, 'Wöchentlich an folgenden Tagen')
  await expect(dialog.getByText('Wochentage')).toBeVisible()
  for (const day of ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag'])
    await dialog.getByRole('button', { name: day }).click()
  await expect(slots(page)).toHaveText(Array.from({ length: 5 }, () => /^Fr\., .*, 07:45$/))
  await dialog.getByText('auslassen').click()
  await button(page, 'Speichern').click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('Fr um 07:45').first()).toBeVisible()
  const stored = { schedule: { interval: 'weekly', weekdays: ['fri'], time: '07:45' }, missedRuns: 'skip' }
  expect(await storedSchedule({ page })).toMatchObject(stored)
  expect(complaints).toEqual([])
  await app.close()

  const again = await open()
  expect(await storedSchedule(again)).toMatchObject(stored)
  await details(again.page).click()
  await openDialog(again.page)
  await expect(slots(again.page)).toHaveText(Array.from({ length: 5 }, () => /^Fr\., .*, 07:45$/))
})

test('only what belongs to the interval is asked for', async ({ open }) => {
  const { page } = await open()
  await withDemoProfile(page)
  await details(page).click()
  const dialog = await openDialog(page)
  const time = dialog.getByRole('group', { name: 'Uhrzeit' })
  await expect(time).toBeVisible()
  await choose(page, 'Stündlich')
  await expect(time).toBeHidden()
  await expect(slots(page).first()).toHaveText(/:00$/)

  await choose(page, 'Alle x Minuten')
  await dialog.getByLabel('Abstand in Minuten').fill('20')
  await expect(time).toBeHidden()
  await expect
    .poll(async () => new Set((await slots(page).allTextContents()).map((text) => text.slice(-2))))
    .toEqual(new Set(['00', '20', '40']))

  await choose(page, 'Tag des Monats')
  await expect(dialog.getByText(/31 bedeutet in kurzen Monaten den letzten Tag/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Am 1.', exact: true }).click()
  await dialog.getByRole('button', { name: 'Am 31.', exact: true }).click()
  await expect
    .poll(async () => (await slots(page).allTextContents()).map((text) => text.slice(5, 10)))
    .toEqual(expect.arrayContaining([expect.stringMatching(/^ ?(30|31)\./)]))
})

test('a wrong schedule is refused at its field, and nothing is lost by a slip of the hand', async ({ open }) => {
  const { page } = await open()
  await withDemoProfile(page)
  const before = await storedSchedule({ page })
  await details(page).click()
  const dialog = await openDialog(page)
  await typeTime(page, '23', '15')
  await expect(dialog.getByText('Die Zeiten erscheinen, sobald die Angaben stimmen.')).toBeVisible()
  const fault = dialog.getByText(
    '23:15 Uhr ist keine mögliche Ausführungszeit. Bitte eine Zeit von 06:00 bis 22:00 angeben.',
  )
  await expect(fault).toBeHidden()
  await page.keyboard.press('Tab')
  await expect(fault).toBeVisible()
  await button(page, 'Speichern').click()
  await expect(dialog.getByText('Bitte die markierten Felder berichtigen. Es wurde nichts gespeichert.')).toBeVisible()
  expect(await storedSchedule({ page })).toEqual(before)

  await choose(page, 'Alle x Minuten')
  await dialog.getByLabel('Abstand in Minuten').fill('900')
  await button(page, 'Speichern').click()
  await expect(dialog.getByText(/zwischen 1 und 720 Minuten liegen, angegeben ist 900/)).toBeVisible()

  await page.keyboard.press('Escape')
  await expect(dialog.getByText('Es gibt ungespeicherte Änderungen.')).toBeVisible()
  await expect(button(page, 'Weiter bearbeiten')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog.getByLabel('Abstand in Minuten')).toHaveValue('900')
  await page.keyboard.press('Escape')
  await button(page, 'Änderungen verwerfen').click()
  await expect(dialog).toBeHidden()
  expect(await storedSchedule({ page })).toEqual(before)
})

test('the dialog works with the keyboard alone', async ({ open }) => {
  const { page } = await open()
  await withDemoProfile(page)
  await details(page).focus()
  await page.keyboard.press('Enter')
  await button(page, 'Ausführungszeit ändern …').focus()
  await page.keyboard.press('Enter')
  await expect(slots(page)).toHaveCount(5)
  const tabTo = async (find: () => ReturnType<Page['getByRole']>) => {
    await expect(async () => {
      await page.keyboard.press('Tab')
      await expect(find()).toBeFocused({ timeout: 100 })
    }).toPass({ intervals: [0] })
  }
  await tabTo(() => page.getByRole('spinbutton', { name: /Stunde/ }))
  await page.keyboard.type('0615')
  await tabTo(() => page.getByRole('radio', { name: 'einmal nachholen' }))
  await page.keyboard.press('ArrowRight')
  await tabTo(() => button(page, 'Speichern'))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  expect(await storedSchedule({ page })).toMatchObject({
    schedule: { interval: 'daily', time: '06:15' },
    missedRuns: 'skip',
  })
})

test('pause and resume outlive a restart', async ({ open }) => {
  const { app, page } = await open()
  await withDemoProfile(page)
  await button(page, 'Zeitplan anhalten').click()
  await page.getByRole('menuitem', { name: 'bis morgen' }).click()
  await expect(page.getByText(/^Der Zeitplan ist angehalten bis \d\d\.\d\d\.\d{4} \d\d:\d\d\.$/)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Zustand' })).toContainText('angehalten')
  await app.close()

  const second = await open()
  await expect(second.page.getByText(/^Der Zeitplan ist angehalten bis/)).toBeVisible()
  await button(second.page, 'Fortsetzen').first().click()
  await expect(second.page.getByText(/^Der Zeitplan ist angehalten bis/)).toBeHidden()
  await expect(second.page.getByRole('region', { name: 'Zustand' })).toContainText('alles in Ordnung')
  await second.app.close()

  const third = await open()
  await expect(button(third.page, 'Zeitplan anhalten')).toBeVisible()
  await expect(third.page.getByText(/^Der Zeitplan ist angehalten bis/)).toBeHidden()
})
