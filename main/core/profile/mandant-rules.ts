import { formatsWithTaxCodes } from '../formats'
import type { MandantSettings, TaxKeyRule } from '../formats/format'
import { isIsoDate } from '../schedule/local-time'
import { faultAt, type ProfileFault } from './profile-fault'

/**
 * Rules of a Mandant's tax-key table that look at more than one value, or that a day must fulfil.
 * @returns one fault per wrong place; empty: the settings may be stored
 */
export function checkMandantSettings({ taxKeys }: Pick<MandantSettings, 'taxKeys'>): readonly ProfileFault[] {
  return taxKeys.flatMap((rule, index) => [...codeFaults(rule, index), ...dayFaults(rule, index)])
}

/** DATEV's keys are short; codes of other programs may hold signs, never blanks. */
const keyOfDatev = /^[A-Za-z0-9]{1,10}$/
const codeOfOthers = /^[!-~]{1,20}$/

function codeFaults({ format, key }: TaxKeyRule, index: number): readonly ProfileFault[] {
  const isKnown = format === null || formatsWithTaxCodes.includes(format)
  const known = formatsWithTaxCodes.join(', ')
  const isKey = (format === null ? keyOfDatev : codeOfOthers).test(key)
  return [
    // A row of a format that never asks would leave the documents to another key, unnoticed.
    ...(isKnown ? [] : [faultAt(`taxKeys[${index}].format`, format, 'tax-key-format', { known })]),
    ...(isKey ? [] : [faultAt(`taxKeys[${index}].key`, key, 'input-tax-key')]),
  ]
}

function dayFaults({ validFrom, validTo }: TaxKeyRule, index: number): readonly ProfileFault[] {
  const days = Object.entries({ validFrom, validTo }).flatMap(([field, day]) =>
    day === null || isIsoDate(day) ? [] : [faultAt(`taxKeys[${index}].${field}`, day, 'input-date')],
  )
  if (days.length > 0 || validFrom === null || validTo === null || validFrom <= validTo) return days
  // A row that never counts would leave the documents to another key, unnoticed.
  return [faultAt(`taxKeys[${index}].validTo`, validTo, 'tax-key-never-valid', { fromDate: validFrom })]
}
