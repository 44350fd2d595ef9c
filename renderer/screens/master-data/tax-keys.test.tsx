import { render, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { defaultMandantSettings, type TaxKeyRule } from '../../../main/core/formats/format'
import { FakeApp } from '../../../test/fakes/app'
import { openBridge, press, user } from '../../../test/fakes/screens'
import { AccessProvider } from '../../hooks/use-access'
import { MandantSettingsDialog } from './mandant-settings-dialog'

const name = { value: 'Optik am Markt', imported: 'Optik am Markt', edited: false }
const record = { kind: 'mandant' as const, id: 'M1', mandant: null, fields: { name } }
const plain: TaxKeyRule = {
  ...{ format: null, direction: 'output', taxRate: 1900, sourceKey: null, key: '3' },
  ...{ validFrom: null, validTo: null },
}

let fake = new FakeApp()
const closed = vi.fn()
beforeEach(() => {
  fake = openBridge().fake
  closed.mockClear()
})

async function open(...taxKeys: readonly TaxKeyRule[]): Promise<void> {
  fake.books.settings.set('M1', { ...defaultMandantSettings, taxKeys })
  render(<MandantSettingsDialog record={record} onClose={closed} />)
  await screen.findByRole('dialog')
}

const group = (no: number) => within(screen.getByRole('group', { name: `Steuerschlüssel ${no}` }))
const stored = () => fake.books.settings.get('M1')?.taxKeys

async function choose(no: number, label: RegExp, option: string): Promise<void> {
  await user.click(group(no).getByRole('button', { name: label }))
  await user.click(await screen.findByRole('option', { name: option }))
}

async function type(no: number, label: string, text: string): Promise<void> {
  const input = group(no).getByRole('textbox', { name: label })
  await user.clear(input)
  if (text !== '') await user.type(input, text)
}

describe('the tax keys of a Mandant', () => {
  it('say for which format they count, and for which BU-Schlüssel, and come back so', async () => {
    await open(plain)
    expect(screen.getByText(/kennen Steuern unter eigenen Codes/)).toBeTruthy()
    await press('Schlüssel hinzufügen')
    await choose(2, /Format/, 'Banana Buchhaltung')
    await choose(2, /Richtung/, 'Vorsteuer')
    await type(2, 'Satz %', '8,1')
    await type(2, 'Nur bei BU-Schlüssel', '94')
    await type(2, 'Code', 'B81-1')
    await press('Speichern')
    await waitFor(() => expect(closed).toHaveBeenCalledTimes(1))
    expect(stored()).toEqual([
      plain,
      { ...plain, format: 'banana', direction: 'input', taxRate: 810, sourceKey: '94', key: 'B81-1' },
    ])
  })

  it('offer DATEV and every format with codes of its own, by name', async () => {
    await open(plain)
    await user.click(group(1).getByRole('button', { name: /Format/ }))
    expect((await screen.findAllByRole('option')).map(({ textContent }) => textContent)).toEqual([
      ...['DATEV', 'CSV-Tabelle (eigene Spalten)', 'Excel-Tabelle (eigene Spalten)', 'BMD NTCS', 'RZL FIBU'],
      ...['Lexware buchhalter', 'Abacus', 'Banana Buchhaltung', 'Collmex'],
    ])
  })

  it('go back to DATEV and to every BU-Schlüssel', async () => {
    await open({ ...plain, format: 'rzl', sourceKey: '94' })
    await choose(1, /Format/, 'DATEV')
    await type(1, 'Nur bei BU-Schlüssel', '')
    await press('Speichern')
    await waitFor(() => expect(stored()).toEqual([plain]))
  })

  it('say at the field what is wrong with it, and nothing is stored', async () => {
    await open({ ...plain, format: 'rzl', key: '20/5' })
    await choose(1, /Format/, 'DATEV')
    await type(1, 'Nur bei BU-Schlüssel', '12345')
    await press('Speichern')
    const source = await waitFor(() => {
      const found = group(1).getByRole('textbox', { name: 'Nur bei BU-Schlüssel' })
      expect(found.getAttribute('aria-invalid')).toBe('true')
      return found
    })
    expect(document.getElementById(source.getAttribute('aria-describedby')?.split(' ')[0] ?? '')?.textContent).toMatch(
      /^1 bis 4 Ziffern/,
    )
    await type(1, 'Nur bei BU-Schlüssel', '94')
    await press('Speichern')
    await waitFor(() =>
      expect(group(1).getByRole('textbox', { name: 'Schlüssel' }).getAttribute('aria-invalid')).toBe('true'),
    )
    expect(stored()).toEqual([{ ...plain, format: 'rzl', key: '20/5' }])
  })

  it('show a format that is none any more, and refuse it at its field', async () => {
    await open({ ...plain, format: 'gone', key: '1' })
    expect(group(1).getByRole('button', { name: /Format/ }).textContent).toContain('Format gibt es nicht mehr')
    await type(1, 'Code', '2')
    await press('Speichern')
    expect(await group(1).findByText(/Dieses Format hat keine eigenen Steuercodes/)).toBeTruthy()
    expect(closed).not.toHaveBeenCalled()
  })

  it('are a table for those who may only look', async () => {
    fake.books.settings.set('M1', {
      ...defaultMandantSettings,
      taxKeys: [{ ...plain, format: 'abacus', sourceKey: '94', key: '382' }],
    })
    const person = { id: 1, name: 'Eva', group: 'users', may: [] } as never // safe: the dialog asks only what they may
    render(
      <AccessProvider state={{ person, lockAfterMinutes: null } as never} reload={() => undefined}>
        <MandantSettingsDialog record={record} onClose={closed} />
      </AccessProvider>,
    )
    const cells = (await screen.findAllByRole('cell')).map(({ textContent }) => textContent)
    expect(cells).toEqual(['Abacus', 'Umsatzsteuer', '19 %', '94', '382', '–', '–'])
  })
})
