import { describe, expect, it } from 'vitest'
import type { FormatFaultDto } from '../preload/contract/dto'
import { createWords } from './hooks/use-words'
import { faultSentence } from './run-words'

describe('what was found when a finished file was read back', () => {
  const fault: FormatFaultDto = {
    level: 'reject',
    code: 'check.account-length',
    mandant: 'M1',
    subject: 'RE-1',
    field: 'EXTF_x.csv:3 Konto',
    value: '100000',
  }

  it('is told with its place, in both languages', () => {
    expect(faultSentence(fault, createWords('de'))).toMatch(/^EXTF_x\.csv:3 Konto „100000“: Das Konto passt nicht /)
    expect(faultSentence(fault, createWords('en'))).toMatch(/^EXTF_x\.csv:3 Konto “100000”: The account does not fit /)
    expect(
      faultSentence({ ...fault, field: 'EXTF_x.csv', value: '', code: 'check.no-rows' }, createWords('de')),
    ).toMatch(/^EXTF_x\.csv: Die Datei enthält keine Datenzeilen/)
  })
})
