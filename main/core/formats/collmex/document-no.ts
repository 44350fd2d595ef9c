import { fitText } from '../text/text'
import { documentNoMax } from './record-fields'

export interface WrittenNo {
  readonly text: string
  /** What Windows-1252 lacks. */
  readonly unknown: string
  readonly shortened: boolean
}

/**
 * A document number keeps its end when it is too long.
 * @param creditor goes before it: two creditors may use the same number, and Collmex would take the later one for a correction
 */
export function writtenNo(documentNo: string, creditor: string | null): WrittenNo {
  const prefix = creditor === null ? '' : `${creditor}/`
  const { text, unknown } = fitText(documentNo.trim(), Number.POSITIVE_INFINITY)
  const room = documentNoMax - prefix.length
  return { text: `${prefix}${text.slice(-room)}`, unknown, shortened: text.length > room }
}

/** As `writtenNo`, without the creditor before it. */
export function bareNo(documentNo: string, creditor: string | null): string {
  const { text } = writtenNo(documentNo, creditor)
  return creditor === null ? text : text.slice(creditor.length + 1)
}
