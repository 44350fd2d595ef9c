import type { MandantSettings } from '../formats/format'
import { isIsoDate } from '../schedule/local-time'
import { faultAt, type ProfileFault } from './profile-fault'

/**
 * Rules of a Mandant's tax-key table that look at more than one value, or that a day must fulfil.
 * @returns one fault per wrong place; empty: the settings may be stored
 */
export function checkMandantSettings({ taxKeys }: Pick<MandantSettings, 'taxKeys'>): readonly ProfileFault[] {
  return taxKeys.flatMap(({ validFrom, validTo }, index) => {
    const days = Object.entries({ validFrom, validTo }).flatMap(([field, day]) =>
      day === null || isIsoDate(day) ? [] : [faultAt(`taxKeys[${index}].${field}`, day, 'input-date')],
    )
    if (days.length > 0 || validFrom === null || validTo === null || validFrom <= validTo) return days
    // A row that never counts would leave the documents to another key, unnoticed.
    return [faultAt(`taxKeys[${index}].validTo`, validTo, 'tax-key-never-valid', { fromDate: validFrom })]
  })
}
