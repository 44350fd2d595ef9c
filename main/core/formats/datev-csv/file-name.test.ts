import { describe, expect, it } from 'vitest'
import { fileNames } from './file-name'

function names(fileNamePattern: string | null, branch: string | null = null): ReturnType<typeof fileNames> {
  return fileNames({
    createdAt: '2026-11-24T18:30:05.123',
    runId: '20261124-183005-k3x9',
    branch,
    fileNamePattern,
    settings: {},
  })
}

describe('file names', () => {
  it('are those of the house without a pattern', () => {
    const own = names(null)
    expect(own.next('postings', 'M1', '202610')).toBe('EXTF_Buchungsstapel_M1_202610_20261124-183005-k3x9.csv')
    expect(own.next('personal-accounts', 'M1', '202611')).toBe('EXTF_DebitorenKreditoren_M1_20261124-183005-k3x9.csv')
    expect(own.next('incoming-invoices', 'M1', '202610')).toBe(
      'EXTF_Eingangsrechnungen_M1_202610_20261124-183005-k3x9.csv',
    )
    expect(own.next('postings', 'M1', '202610')).toBe('EXTF_Buchungsstapel_M1_202610_20261124-183005-k3x9_2.csv')
    expect(own.next('postings', 'm1', '202610')).toBe('EXTF_Buchungsstapel_m1_202610_20261124-183005-k3x9_3.csv')
  })

  it('follow the pattern, with prefix and ending enforced', () => {
    const own = names('{art} {mandant}.{filiale}-{jjjj}{mm}{tt}-{monat}', 'Köln Süd')
    expect(own.next('postings', 'M/1', '202609')).toBe('EXTF_Buchungsstapel_M_1_Koeln_Sued-20261124-202609.csv')
    expect(names('EXTF_x.csv').next('postings', 'M1', '202609')).toBe('EXTF_x.csv')
    expect(names('extf_{mandant}.CSV').next('postings', 'M1', '202609')).toBe('EXTF_M1.csv')
    expect(names('{filiale}').next('postings', 'M1', '202609')).toBe('EXTF_alle.csv')
    expect(names('../{lauf}').next('postings', 'M1', '202609')).toBe('EXTF____20261124-183005-k3x9.csv')
  })

  it('stay unique and short enough', () => {
    const own = names('x'.repeat(400))
    const two = [own.next('postings', 'M1', '202609'), own.next('incoming-invoices', 'M2', '202609')]
    expect(new Set(two).size).toBe(2)
    expect(two.every((name) => name.length < 200)).toBe(true)
  })
})
