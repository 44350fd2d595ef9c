import { checkHouse } from '../check-house'
import { FaultList } from '../faults'
import type { FormatFault, FormatMandant } from '../format'
import { columnsOf, type FormatSettings, textOf } from '../settings'
import { fits } from '../text/text'
import { bookingFields } from './booking-fields'
import { personFields } from './person-fields'
import { chosenBookingFields, chosenPersonFields } from './rows'

/** Columns without which nobody could book, headings that would break the line, and a currency that BMD does not lead. */
export function checkBmd({ mandant }: FormatMandant, settings: FormatSettings): readonly FormatFault[] {
  const list = new FaultList(mandant.mandant, null)
  checkHouse(mandant, list)
  const chosen = [...chosenBookingFields(settings), ...chosenPersonFields(settings)].map(({ name }) => name)
  for (const { name, required } of [...bookingFields, ...personFields]) {
    if (required && !chosen.includes(name)) list.reject('format-table-column-missing', name, '')
  }
  const isNarrow = textOf(settings, 'encoding') === 'windows-1252'
  for (const { heading } of [...columnsOf(settings, 'bmdColumns'), ...columnsOf(settings, 'bmdPersonColumns')]) {
    if (/[;"]/.test(heading)) list.reject('format-heading-semicolon', 'Überschrift', heading)
    if (isNarrow && !fits(heading, heading.length))
      list.reject('format-table-heading-characters', 'Überschrift', heading)
  }
  return list.faults
}
