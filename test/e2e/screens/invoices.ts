import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toCii } from '../../fixtures/einvoice/cii'
import type { Sample } from '../../fixtures/einvoice/model'
import { makePdf } from '../../fixtures/einvoice/pdf'
import { plain } from '../../fixtures/einvoice/samples'
import { again, button } from '../fixtures'
import { choose, closeWithChanges, dialog, go, press, pressEscape, type Stage } from './stage'
import type { Screen } from './world'

/** To the first Mandant of the demo books. */
const ours: Sample = { ...plain, buyer: { name: 'Sehwerk Optik GmbH', vatId: 'DE111111125', country: 'DE' } }
const glass: Sample = {
  ...ours,
  number: 'RE-2026/4711-0815',
  seller: { name: 'Glas & Schliff GmbH', vatId: 'DE 123 456 789', country: 'DE' },
  terms: 'Zahlbar in 30 Tagen\n#SKONTO#TAGE=14#PROZENT=2.00#\n',
  lines: [...plain.lines, { name: 'Fachbuch', net: 4_990, category: 'S', rate: '7' }],
}
const stranger: Sample = {
  ...ours,
  number: '26-10077',
  seller: { ...plain.seller, name: 'Neuer Lieferant Bürotechnik e. K.' },
}
const misled: Sample = { ...ours, number: 'K-9', buyer: { name: 'Anderes Haus GmbH', country: 'DE' } }
const pdf = makePdf({ text: ['Rechnung Nr. 99', 'Malerarbeiten im Laden, brutto 595,00 EUR'] })

/** Lays the files down and has the system's dialog choose them. */
export async function chooseInvoices({ app, profileDir }: Stage, files: Readonly<Record<string, string | Uint8Array>>) {
  const folder = join(profileDir, 'eingang')
  mkdirSync(folder, { recursive: true })
  const filePaths = Object.entries(files).map(([name, content]) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  })
  await again(() =>
    app.evaluate(({ dialog: dialogs }, paths) => {
      dialogs.showOpenDialog = async () => ({ canceled: false, filePaths: paths })
    }, filePaths),
  )
}

const list = ({ page }: Stage) => page.getByRole('region', { name: 'Eingangsrechnungen', exact: true })
const comeToSight = async (stage: Stage) => list(stage).first().scrollIntoViewIfNeeded()
const openFirst = (name: RegExp) => async (stage: Stage) => {
  await press(stage.page, name)
  await dialog(stage.page).waitFor()
}

/** Eingangsrechnungen on the screen Buchhaltung. */
export const invoiceScreens: readonly Screen[] = [
  {
    name: 'eingangsrechnungen',
    english: true,
    show: async (stage) => {
      const { page } = stage
      await go(page, 'Buchhaltung')
      await chooseInvoices(stage, {
        'glas-und-schliff-oktober.xml': toCii(glass),
        'buerotechnik.xml': toCii(stranger),
        'verirrt.xml': toCii(misled),
        'maler.pdf': pdf,
        'notiz.xml': 'keine Rechnung',
      })
      await press(page, 'Rechnungen hinzufügen …')
      await button(page, /^Kontieren: maler/).waitFor()
      await comeToSight(stage)
    },
  },
  { name: 'eingangsrechnung-kontieren', show: openFirst(/^Kontieren: Glas/) },
  {
    name: 'eingangsrechnung-kontieren-fehler',
    show: async ({ page }) => {
      await press(page, 'Position hinzufügen')
      await press(page, 'Buchen')
      await page
        .getByText(/^Bitte (die markierten|einen Betrag)/)
        .first()
        .waitFor()
    },
    leave: closeWithChanges,
  },
  {
    name: 'eingangsrechnung-entscheiden',
    show: async (stage) => {
      await openFirst(/^Kontieren: Muster Glas/)(stage)
      await choose(stage.page, /Mandant/, 'Sehwerk Optik GmbH')
      await stage.page.getByRole('switch', { name: /^Ich habe das geprüft/ }).waitFor()
    },
    leave: closeWithChanges,
  },
  { name: 'eingangsrechnung-pdf', show: openFirst(/^Kontieren: maler/), leave: pressEscape },
  {
    name: 'eingangsrechnung-ablehnen',
    show: async (stage) => {
      await openFirst(/^Ablehnen: Muster Glas/)(stage)
      await stage.page.getByRole('textbox', { name: 'Grund' }).fill('Gehört nicht zu uns')
    },
    leave: async ({ page }) => {
      await page.getByRole('alertdialog').getByRole('button', { name: 'Ablehnen', exact: true }).click()
      await page.getByText('Die Rechnung ist abgelehnt.').waitFor()
    },
  },
  {
    name: 'eingangsrechnungen-abgelehnte',
    show: async ({ page }) => {
      await page.getByRole('radio', { name: 'Abgelehnte' }).click()
      await button(page, /^Wieder öffnen/).waitFor()
    },
  },
  {
    name: 'kontierungsregel',
    show: async ({ page }) => {
      await page.getByText(/^Kontierungsregeln/).click()
      await press(page, 'Regel hinzufügen …')
      await dialog(page).waitFor()
      await page.getByRole('combobox', { name: 'Konto' }).fill('4930')
      await page.keyboard.press('Tab')
    },
    leave: async ({ page }) => {
      await dialog(page).getByRole('button', { name: 'Speichern', exact: true }).click()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    },
  },
  {
    name: 'kontierungsregeln',
    show: async ({ page }) => button(page, /^Regel entfernen/).scrollIntoViewIfNeeded(),
  },
]
