import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commonLedgers } from '../../../../test/formats/common-ledger'
import { expectGolden } from '../../../../test/formats/golden'
import { booksOf, writeWith } from '../../../../test/formats/write-with'

const folder = join(import.meta.dirname, 'golden')
const settings = { datevXmlCashAccounts: '1000' }
const written = writeWith('datev-xml', { ...booksOf(commonLedgers.DE), settings })

/** DATEV's schemas are not ours to ship: where somebody laid them beside the project, or says where they are, they are asked. */
const schemas = process.env['BELEGBOTE_XSD'] ?? join(import.meta.dirname, '../../../../../shared/formats/datev-xml/xsd')
const canValidate = existsSync(join(schemas, 'Document_v060.xsd')) && spawnSync('xmllint', ['--version']).status === 0

describe('golden files', () => {
  it('are what is written', () => {
    expectGolden(folder, 'DE', written)
  })

  it('leave out only what belongs into no package, and say so', () => {
    expect(written.faults.map(({ level, code, subject }) => `${level} ${code} ${subject}`)).toEqual([
      'reject format-xml-payment RE-1002',
      'reject format-xml-payment GU-12',
      'reject format-xml-no-ledger SO-1',
      'warning format-text-cut RE-2026-0000000000000000000000000001006',
    ])
  })

  it.runIf(canValidate)('obey the schemas', () => {
    const scratch = mkdtempSync(join(tmpdir(), 'belegbote-xsd-'))
    const ours = readdirSync(folder).filter((name) => name.endsWith('.xml') && !name.endsWith('RE_GS-3_2.xml'))
    expect(ours.length).toBeGreaterThan(20)
    for (const name of ours) {
      const schema = name.endsWith('document.xml') ? 'Document_v060' : 'Belegverwaltung_online_ledger_import_v060'
      const args = ['--noout', '--nonet', '--schema', join(schemas, `${schema}.xsd`)]
      const { status, stderr } = spawnSync('xmllint', [...args, join(folder, name)], { encoding: 'utf8' })
      expect([name, status, stderr.includes('validates')]).toEqual([name, 0, true])
    }
    const broken = join(scratch, 'broken.xml')
    writeFileSync(broken, '<LedgerImport xmlns="http://xml.datev.de/bedi/tps/ledger/v060" version="6.0"/>')
    const schema = join(schemas, 'Belegverwaltung_online_ledger_import_v060.xsd')
    expect(spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, broken]).status).not.toBe(0)
    rmSync(scratch, { recursive: true })
  })
})
