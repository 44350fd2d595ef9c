import type { Page } from '@playwright/test'
import { toCii } from '../fixtures/einvoice/cii'
import { plain } from '../fixtures/einvoice/samples'
import { expect, test } from './fixtures'
import { chooseInvoices } from './screens/invoices'
import { ask } from './screens/stage'

/** Presses Tab until this element has the focus, as a person without a mouse would. */
async function tabTo(page: Page, role: Parameters<Page['getByRole']>[0], name: string | RegExp): Promise<void> {
  const wanted = page.getByRole(role, { name }).first()
  await wanted.waitFor()
  for (let steps = 0; steps < 120; steps++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reaches ${role} ${name}`)
}

async function activate(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, 'button', name)
  await page.keyboard.press('Enter')
}

async function enter(page: Page, role: 'combobox' | 'textbox', name: string | RegExp, text: string): Promise<void> {
  await tabTo(page, role, name)
  await page.keyboard.press('Control+A')
  await page.keyboard.type(text)
  await page.keyboard.press('Tab')
}

const invoice = (number: string) =>
  toCii({ ...plain, number, buyer: { name: 'Sehwerk Optik GmbH', vatId: 'DE111111125', country: 'DE' } })

test('an e-invoice waits, is assigned by the keyboard alone, and its accounts are remembered', async ({
  open,
  profileDir,
  command,
}) => {
  test.setTimeout(240_000) // a real window on a machine that may be busy
  const opened = await open()
  const stage = { ...opened, profileDir, command }
  const { page } = stage
  await ask(page, 'ledger.createDemo', {})
  const { creditors } = await ask(page, 'invoices.choices', { mandant: 'M1' })
  const [creditor] = creditors
  if (!creditor) throw new Error('the demo books have no creditor')

  await activate(page, 'Buchhaltung')
  await chooseInvoices(stage, { 'oktober.xml': invoice('RE-1') })
  await activate(page, 'Rechnungen hinzufügen …')
  await expect(page.getByText('Eine Rechnung wartet auf Konten.')).toBeVisible()

  await activate(page, /^Kontieren: Muster Glas GmbH RE-1/)
  await expect(page.getByRole('dialog')).toBeVisible()
  await enter(page, 'combobox', 'Kreditor', creditor.account)
  await enter(page, 'combobox', 'Konto', '4930')
  await tabTo(page, 'switch', 'Für diesen Lieferanten merken')
  await page.keyboard.press('Space')
  await activate(page, /^Buchen$/)
  await expect(page.getByText('Die Rechnung ist gebucht. Eine Regel wurde gemerkt.')).toBeVisible()
  await expect(page.getByText('Es wartet keine Eingangsrechnung.')).toBeVisible()

  const { rows } = await ask(page, 'invoices.list', { states: ['booked'], text: '', offset: 0 })
  const [booked] = rows
  expect(booked).toMatchObject({ invoiceNo: 'RE-1', grossCents: 11_900, reasons: [] })
  const rules = await ask(page, 'invoices.rules', { mandant: 'M1' })
  expect(rules).toMatchObject([{ creditor: creditor.account, taxRate: 1900, account: '4930' }])
  expect(opened.complaints).toEqual([])
})
