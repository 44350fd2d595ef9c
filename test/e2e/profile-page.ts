import type { Locator, Page } from '@playwright/test'
import type { ProfileDraftDto } from '../../preload/contract/dto'
import { button, expect } from './fixtures'

/** The profile form as a person uses it. */
export class ProfilePage {
  constructor(readonly page: Page) {}

  field(name: string): Locator {
    return this.page.getByRole('textbox', { name, exact: true })
  }

  list(name: string): Locator {
    return this.page.getByRole('listbox', { name, exact: true })
  }

  switch(name: string): Locator {
    return this.page.getByRole('switch', { name, exact: true })
  }

  radio(name: string | RegExp): Locator {
    return this.page.getByRole('radio', { name })
  }

  /** The button of a drop-down; its name ends with what is chosen. */
  choice(label: string): Locator {
    return this.page.getByRole('button', { name: new RegExp(`${label}$`) })
  }

  async openNew(): Promise<void> {
    await button(this.page, 'Neue Schnittstelle').click()
    await this.page.getByRole('heading', { level: 1, name: 'Neue Schnittstelle' }).waitFor()
  }

  async openStored(name: string): Promise<void> {
    await button(this.page, `Bearbeiten: ${name}`).click()
    await this.page.getByRole('heading', { level: 1, name: `Schnittstelle bearbeiten: ${name}` }).waitFor()
  }

  async fill(values: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, value] of Object.entries(values)) await this.field(name).fill(value)
  }

  async choose(label: string, option: string | RegExp): Promise<void> {
    await this.choice(label).click()
    await this.page.getByRole('option', { name: option }).click()
  }

  /** Exactly these of a list with ticks. */
  async tick(label: string, wanted: readonly string[]): Promise<void> {
    const list = this.list(label)
    for (const option of await list.getByRole('option').all()) {
      const name = (await option.locator('.multi-word').textContent()) ?? ''
      const isTicked = (await option.getAttribute('aria-selected')) === 'true'
      if (isTicked !== wanted.includes(name)) await option.click()
    }
    expect(await this.ticked(label)).toEqual(wanted)
  }

  ticked(label: string): Promise<string[]> {
    return this.list(label).getByRole('option', { selected: true }).locator('.multi-word').allTextContents()
  }

  /** Clicks what a person clicks: the switch itself is drawn by its label. */
  async turn(name: string, on: boolean): Promise<void> {
    if ((await this.switch(name).isChecked()) !== on) await this.page.getByText(name, { exact: true }).click()
    await expect(this.switch(name)).toBeChecked({ checked: on })
  }

  async pick(word: string | RegExp): Promise<void> {
    await this.page.locator('label.radio').filter({ hasText: word }).click()
  }

  /** Digits over the parts of a date or time field. */
  async typeParts(part: RegExp, digits: string): Promise<void> {
    await this.page.getByRole('spinbutton', { name: part }).first().click()
    await this.page.keyboard.type(digits)
  }

  async addEmail(...addresses: string[]): Promise<void> {
    await this.field('E-Mail').click()
    for (const address of addresses) {
      await this.page.keyboard.type(address)
      await this.page.keyboard.press('Enter')
    }
  }

  /** The test in the block FTP; the same button stands in the bar below. */
  async test(): Promise<void> {
    await button(this.page, 'Server prüfen').first().click()
  }

  get steps(): Locator {
    return this.page.getByRole('list', { name: 'Schritte der Prüfung' }).getByRole('listitem')
  }

  async save(): Promise<void> {
    await button(this.page, 'Speichern').click()
  }

  /** Saves, and waits for the list. */
  async saved(name: string): Promise<void> {
    await this.save()
    await expect(this.page.getByText(`„${name}“ ist gespeichert.`)).toBeVisible()
    await expect(button(this.page, `Bearbeiten: ${name}`)).toBeVisible()
  }

  /** What is stored, as the form is given it. */
  async stored(profileId: string): Promise<ProfileDraftDto> {
    const answer = await this.page.evaluate(
      (id) => window.belegbote.call('profiles.edit', { profileId: id, duplicateOf: null }),
      profileId,
    )
    if (!answer.ok) throw new Error(JSON.stringify(answer))
    return answer.value.draft
  }
}
