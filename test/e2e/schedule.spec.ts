import type { Page } from '@playwright/test'
import { button, expect, type Opened, test, withDemoProfile } from './fixtures'

// Starts the app up to three times; the limit only ends what hangs.
test.describe.configure({ timeout: 240_000 })

const slots = (page: Page) => page.getByRole('region', { name: 'Nächste Ausführungen' }).getByRole('listitem')
const edit = (page: Page) => button(page, 'Bearbeiten: Demo-Export an die Kanzlei')
const saved = (page: Page) => page.getByText('„Demo-Export an die Kanzlei“ ist gespeichert.')

async function openForm(page: Page) {
  await edit(page).click()
  await expect(slots(page)).toHaveCount(5)
}

async function choose(page: Page, interval: string) {
  await page.getByRole('button', { name: /Intervall/ }).click()
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
  await openForm(page)
  await expect(slots(page).first()).toHaveText(/^(Mo|Di|Mi|Do|Fr|Sa|So)\., \d\d\.\d\d\.\d{4}, 18:30$/)

  await typeTime(page, '07', '45')
  await expect(slots(page)).toHaveText(Array.from({ length: 5 }, () => /, 07:45$/))
  await choose(page, 'Wöchentlich an folgenden Tagen')
  await expect(page.getByText('Wochentage')).toBeVisible()
  for (const day of ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag'])
    await page.getByRole('button', { name: day }).click()
  await expect(slots(page)).toHaveText(Array.from({ length: 5 }, () => /^Fr\., .*, 07:45$/))
  await page.getByText('auslassen', { exact: true }).click()
  await button(page, 'Speichern').click()
  await expect(saved(page)).toBeVisible()
  await expect(page.getByText('Fr um 07:45').first()).toBeVisible()
  const stored = { schedule: { interval: 'weekly', weekdays: ['fri'], time: '07:45' }, missedRuns: 'skip' }
  expect(await storedSchedule({ page })).toMatchObject(stored)
  expect(complaints).toEqual([])
  await app.close()

  const again = await open()
  expect(await storedSchedule(again)).toMatchObject(stored)
  await openForm(again.page)
  await expect(slots(again.page)).toHaveText(Array.from({ length: 5 }, () => /^Fr\., .*, 07:45$/))
})

test('only what belongs to the interval is asked for', async ({ open }) => {
  const { page } = await open()
  await withDemoProfile(page)
  await openForm(page)
  const time = page.getByRole('group', { name: 'Ausführungszeit' })
  await expect(time).toBeVisible()
  await choose(page, 'Stündlich')
  await expect(time).toBeHidden()
  await expect(slots(page).first()).toHaveText(/:00$/)

  await choose(page, 'Alle x Minuten')
  await page.getByLabel('Abstand in Minuten').fill('20')
  await expect(time).toBeHidden()
  await expect
    .poll(async () => new Set((await slots(page).allTextContents()).map((text) => text.slice(-2))))
    .toEqual(new Set(['00', '20', '40']))

  await choose(page, 'Tag des Monats')
  await expect(page.getByText(/31 bedeutet in kurzen Monaten den letzten Tag/)).toBeVisible()
  await page.getByRole('button', { name: 'Am 1.', exact: true }).click()
  await page.getByRole('button', { name: 'Am 31.', exact: true }).click()
  await expect
    .poll(async () => (await slots(page).allTextContents()).map((text) => text.slice(5, 10)))
    .toEqual(expect.arrayContaining([expect.stringMatching(/^ ?(30|31)\./)]))
})

test('a wrong schedule is refused at its field, and nothing is lost by a slip of the hand', async ({ open }) => {
  const { page } = await open()
  await withDemoProfile(page)
  const before = await storedSchedule({ page })
  await openForm(page)
  await typeTime(page, '23', '15')
  await expect(page.getByText('Die Zeiten erscheinen, sobald die Angaben stimmen.')).toBeVisible()
  const fault = page.getByText(
    '23:15 Uhr ist keine mögliche Ausführungszeit. Bitte eine Zeit von 06:00 bis 22:00 angeben.',
  )
  await expect(fault).toBeHidden()
  await page.keyboard.press('Tab')
  await expect(fault).toBeVisible()
  await button(page, 'Speichern').click()
  await expect(page.getByText('Bitte die markierten Felder berichtigen. Es wurde nichts gespeichert.')).toBeVisible()
  expect(await storedSchedule({ page })).toEqual(before)

  await choose(page, 'Alle x Minuten')
  await page.getByLabel('Abstand in Minuten').fill('900')
  await button(page, 'Speichern').click()
  await expect(page.getByText(/zwischen 1 und 720 Minuten liegen, angegeben ist 900/)).toBeVisible()

  await button(page, 'Abbrechen').click()
  await expect(page.getByRole('alertdialog')).toContainText('Es gibt ungespeicherte Änderungen.')
  await expect(button(page, 'Weiter bearbeiten')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Abstand in Minuten')).toHaveValue('900')
  await button(page, 'Abbrechen').click()
  await button(page, 'Änderungen verwerfen').click()
  await expect(edit(page)).toBeVisible()
  expect(await storedSchedule({ page })).toEqual(before)
})

test('the schedule can be changed with the keyboard alone', async ({ open }) => {
  const { page } = await open()
  await withDemoProfile(page)
  await edit(page).focus()
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
  await expect(saved(page)).toBeVisible()
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
