import { describe, expect, it } from 'vitest'
import { fileChecker } from '../../main/checker'
import { exportFormats } from '../../main/core/formats'
import { commonLedgers } from './common-ledger'
import { WrittenLedger } from './read-back'
import { casesOf } from './round-trip-cases'

const tried = exportFormats.flatMap(({ id }) => casesOf(id).map((one) => ({ id, one, name: `${id}, ${one.title}` })))

describe.each(tried)('a file of $name', ({ id, one }) => {
  it('is recognised by what is in it', async () => {
    using written = new WrittenLedger(id, commonLedgers[one.country], one.settings)
    await written.write()
    const files = written.files
      .filter(({ kind }) => kind !== 'attachments')
      .map(({ path, name }) => ({ path, name, kind: null, mandant: null }))
    expect(files.length).toBeGreaterThan(0)
    const report = await fileChecker.check({ format: null, settings: null, files })
    // A table of columns that a person chose bears no mark: then nothing is said rather than something wrong.
    const isOwnTable = id === 'csv' && Object.keys(one.settings).length > 0
    for (const { format } of report.files) expect(isOwnTable ? [id, null] : [id]).toContain(format)
  })
})
