import { describe, expect, it } from 'vitest'
import { checkPaths, goldenFiles } from '../../../test/formats/check-files'
import { commonLedgers } from '../../../test/formats/common-ledger'
import { linesOfLedger, linesRead } from '../../../test/formats/read-back'
import { findFormat } from '../../core/formats'
import { completeSettings, type FormatSettings } from '../../core/formats/settings'

const csv = findFormat('csv')
if (!csv) throw new Error('csv is not registered')
const preset = (id: string): FormatSettings => csv.presets.find((one) => one.id === id)?.values ?? {}
const all = (settings: FormatSettings) => completeSettings(csv.settings, { ...settings, documentNoMax: '39' })

describe('golden files of csv', () => {
  it.each([
    ['usual', 'DE1', 'DE', {}],
    ['usual', 'AT1', 'AT', {}],
    ['usual', 'CH1', 'CH', {}],
    ['sage100', 'DE1', 'DE', preset('sage100')],
    ['simba', 'DE1', 'DE', preset('simba')],
    ['business-central', 'AT1', 'AT', preset('business-central')],
    ['infoniqa50', 'CH1', 'CH', preset('infoniqa50')],
  ] as const)('%s %s: nothing to refuse, and the postings of the books', async (name, house, country, values) => {
    const paths = goldenFiles('csv', `${name}.`).filter((path) => path.includes(`_${house}_`))
    expect(paths.length).toBeGreaterThan(4)
    const { documents, invoices } = commonLedgers[country]
    const books = linesOfLedger({ documents, invoices }, (no) => no)
    for (const settings of [all(values), null]) {
      const { report, postings } = await checkPaths(paths, settings && 'csv', settings)
      expect(report.findings).toEqual([])
      expect(report.files.map(({ format }) => format)).toEqual(paths.map(() => 'csv'))
      expect(linesRead(postings)).toEqual(books)
    }
  })
})
