import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exportFormats } from '../../../../main/core/formats'
import { checkSettings } from '../../../../main/core/formats/settings'
import type { ProfileChoicesDto } from '../../../../preload/contract/dto'
import { FakeApp } from '../../../../test/fakes/app'
import { fakeBridge } from '../../../../test/fakes/bridge'
import type { ProfileFields } from '../../../hooks/use-profile-form'
import { FormatSettings } from './format-settings'

type Stored = ProfileFields['form']['formatSettings']

beforeEach(() => {
  Object.defineProperty(window, 'belegbote', { value: fakeBridge(new FakeApp()).bridge, configurable: true })
  Object.defineProperty(globalThis, 'CSS', { value: { escape: (text: string) => text }, configurable: true })
})
afterEach(cleanup)

const user = userEvent.setup()
let stored: Stored = {}

/** As the app hands the formats to the form. */
function choices(): ProfileChoicesDto['formats'] {
  return exportFormats.map(({ id, settings, presets }) => ({
    ...{ id, personalAccounts: true, incomingInvoices: true },
    settings: settings.map(({ help = false, when, ...setting }) => ({ ...setting, help, when: when ?? null })),
    presets,
  })) as unknown as ProfileChoicesDto['formats'] // safe: the same values, only that nobody may change them
}

function Form({ format, start }: { format: string; start: Stored }) {
  const [formatSettings, setSettings] = useState(start)
  stored = formatSettings
  const fields = {
    form: { format, incomingInvoices: false, incomingFormat: format, formatSettings },
    choices: { formats: choices() },
    change: (change: { formatSettings?: Stored }) => setSettings(change.formatSettings ?? formatSettings),
    leave: () => undefined,
    error: () => undefined,
  } as unknown as ProfileFields // safe: the part asks for nothing else
  return <FormatSettings fields={fields} />
}

async function open(format: string, start: Stored = {}) {
  const { container } = render(<Form format={format} start={start} />)
  const summary = container.querySelector('summary')
  if (summary) await user.click(summary)
}

const choose = async (label: RegExp, option: string) => {
  await user.click(await screen.findByRole('button', { name: label }))
  await user.click(await screen.findByRole('option', { name: option }))
}

describe('the settings of a format', () => {
  it('are those that it declares, with its defaults', async () => {
    await open('datev-csv')
    expect(screen.getByText('Einstellungen für DATEV-Format (CSV)')).toBeTruthy()
    await user.click(screen.getByRole('switch', { name: 'Belegbilder mitschicken' }))
    expect(stored).toEqual({ 'datev-csv': { datevDocuments: true } })
  })

  it('keep what is set for another format', async () => {
    await open('datev-csv', { csv: { delimiter: 'tab' } })
    await user.click(screen.getByRole('switch', { name: 'Belegbilder mitschicken' }))
    expect(stored).toEqual({ csv: { delimiter: 'tab' }, 'datev-csv': { datevDocuments: true } })
  })

  it('take a preset over as a whole, say when something was changed, and go back to the usual', async () => {
    await open('csv')
    await choose(/Vorlage/, 'Simba')
    const simba = exportFormats.find(({ id }) => id === 'csv')?.presets.find(({ id }) => id === 'simba')
    expect(stored['csv']).toEqual(simba?.values)
    await user.click(screen.getByRole('switch', { name: /Überschrift/ }))
    expect(screen.getByRole('button', { name: /Vorlage/ }).textContent).toContain('Eigene Einstellungen')
    await choose(/Vorlage/, 'Übliche Einstellungen')
    expect(stored['csv']).toEqual({})
  })

  it('choose, order and rename columns, and leave at least one', async () => {
    await open('csv')
    const [list] = screen.getAllByRole('list')
    const rows = within(list as HTMLElement).getAllByRole('listitem')
    const headings = () =>
      within(list as HTMLElement)
        .getAllByRole('textbox')
        .map((box) => (box as HTMLInputElement).value)
    const before = headings()
    await user.click(within(rows[1] as HTMLElement).getByRole('button', { name: /nach vorn/ }))
    expect(headings().slice(0, 2)).toEqual([before[1], before[0]])
    const first = within(list as HTMLElement).getAllByRole('textbox')[0] as HTMLElement
    await user.tripleClick(first)
    await user.paste('Konto neu')
    await user.click(within(list as HTMLElement).getAllByRole('button', { name: /entfernen/ })[2] as HTMLElement)
    expect(headings()).toEqual(['Konto neu', before[0], ...before.slice(3)])
    const declared = exportFormats.find(({ id }) => id === 'csv')?.settings ?? []
    expect(checkSettings(declared, stored['csv'] ?? {})).toEqual([])
  })
})
