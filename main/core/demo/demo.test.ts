import { describe, expect, it } from 'vitest'
import { documentKinds } from '../ledger/ledger'
import { demoExchange } from './index'

const files = demoExchange()

/** Reads a file back without the writer's help; the demo holds no line break inside a field. */
function rows(name: string): readonly Readonly<Record<string, string>>[] {
  const file = files.find((one) => one.name === name)
  const [head = '', ...lines] = (file?.text ?? '').trimEnd().split('\r\n')
  const split = (line: string) =>
    [...line.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)"|([^;"]*))/g)].map(
      (match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? '',
    )
  const columns = split(head)
  return lines.map((line) => Object.fromEntries(split(line).map((value, index) => [columns[index] ?? '', value])))
}
const key = (row: Readonly<Record<string, string>>, ...columns: readonly string[]) =>
  columns.map((column) => row[column] ?? '').join('|')
const toCents = (amount = '') => Math.round(Number(amount.replace(',', '.')) * 100)

describe('demo chain', () => {
  const documents = rows('belege.csv')
  const postings = rows('buchungen.csv')

  it('is the same each time', () => {
    expect(demoExchange()).toEqual(files)
  })

  it('is as large as it says', () => {
    expect(rows('mandanten.csv').map((row) => row['kontenrahmen'])).toEqual(['SKR03', 'SKR04'])
    expect(rows('filialen.csv')).toHaveLength(3)
    const debtors = rows('debitoren.csv')
    expect(debtors).toHaveLength(40)
    expect(debtors.filter((row) => /[äöüßÄÖÜ]/.test(key(row, 'vorname', 'nachname'))).length).toBeGreaterThan(20)
    expect(documents.length).toBeGreaterThan(2000)
    expect(new Set(documents.map((row) => row['belegdatum']?.slice(0, 7))).size).toBe(12)
  })

  it('uses every kind of document and every payment method', () => {
    const types = new Map(rows('belegarten.csv').map((row) => [row['belegart'], row['art']]))
    expect(new Set(documents.map((row) => types.get(row['belegart'])))).toEqual(new Set(documentKinds))
    const methods = new Set(documents.map((row) => row['zahlungsart']).filter((method) => method !== ''))
    expect(methods).toEqual(new Set(rows('zahlungsarten.csv').map((row) => row['zahlungsart'])))
  })

  it('has documents with two tax rates', () => {
    const rates = Map.groupBy(postings, (row) => key(row, 'mandant', 'beleg'))
    const mixed = [...rates.values()].filter((list) => new Set(list.map((row) => row['steuersatz'])).size > 1)
    expect(mixed.length).toBeGreaterThan(50)
  })

  it('holds no document twice and no reference into the void', () => {
    const ids = new Set(documents.map((row) => key(row, 'mandant', 'beleg')))
    expect(ids.size).toBe(documents.length)
    expect(new Set(documents.map((row) => key(row, 'mandant', 'belegnummer'))).size).toBe(documents.length)
    expect(postings.filter((row) => !ids.has(key(row, 'mandant', 'beleg')))).toEqual([])
    const posted = new Set(postings.map((row) => key(row, 'mandant', 'beleg')))
    expect([...ids].filter((id) => !posted.has(id))).toEqual([])
    const cancelled = documents.filter((row) => row['storno_zu'] !== '')
    expect(cancelled.length).toBeGreaterThan(10)
    expect(cancelled.filter((row) => !ids.has(key(row, 'mandant', 'storno_zu')))).toEqual([])
    const branches = new Set(rows('filialen.csv').map((row) => key(row, 'mandant', 'filiale')))
    const inBranch = documents.filter((row) => row['filiale'] !== '')
    expect(inBranch.filter((row) => !branches.has(key(row, 'mandant', 'filiale')))).toEqual([])
  })

  it('has only positive amounts', () => {
    expect(postings.filter((row) => !(toCents(row['betrag']) > 0))).toEqual([])
  })

  it('adds the positions of every incoming invoice up to its gross amount', () => {
    const invoices = rows('eingangsrechnungen.csv')
    const positions = Map.groupBy(rows('eingangsrechnung_positionen.csv'), (row) =>
      key(row, 'mandant', 'kreditor', 'rechnungsnummer'),
    )
    expect(invoices.length).toBeGreaterThan(90)
    const wrong = invoices.filter((row) => {
      const own = positions.get(key(row, 'mandant', 'kreditor', 'rechnungsnummer')) ?? []
      return own.reduce((sum, position) => sum + toCents(position['betrag']), 0) !== toCents(row['brutto'])
    })
    expect(wrong).toEqual([])
  })
})
