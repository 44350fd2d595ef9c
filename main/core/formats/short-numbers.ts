import type { FaultList } from './faults'
import { Originals } from './originals'
import type { Remarks } from './remarks'

/** How a number is written where there is little room. */
export interface ShortNumber {
  readonly written: string
  /** Something of it is missing. */
  readonly isCut: boolean
}

/** All digits of a number in their order, without leading zeros, of many the last ones; null: there is none. */
export function digitsOf(documentNo: string, max: number): ShortNumber | null {
  const digits = documentNo.replace(/\D/g, '').replace(/^0+(?=\d)/, '')
  if (digits === '') return null
  return { written: digits.slice(-max).replace(/^0+(?=\d)/, ''), isCut: digits.length > max }
}

/** The last characters of a number. */
export function endOf(documentNo: string, max: number): ShortNumber {
  return { written: documentNo.slice(-max), isCut: documentNo.length > max }
}

/**
 * Sees to it that two numbers which a format writes alike never meet where they would be taken for one: in a book, with a
 * person. Numbers of a run only; what was handed over before is the advisor's to know.
 */
export class ShortNumbers {
  readonly #scopes = new Map<string, Originals>()
  readonly #remarks: Remarks
  readonly #field: string

  /** @param field name of the field in the format */
  constructor(remarks: Remarks, field: string) {
    this.#remarks = remarks
    this.#field = field
  }

  /** @param scopes places where the written number has to be unique */
  take(documentNo: string, { written, isCut }: ShortNumber, scopes: readonly string[], faults: FaultList): void {
    if (isCut) this.#remarks.count('format-document-numbers-shortened', this.#field, documentNo)
    for (const scope of scopes) {
      const known = this.#scopes.get(scope) ?? new Originals()
      this.#scopes.set(scope, known)
      const other = known.otherThan(documentNo, written)
      if (other !== null) faults.reject('format-number-collision', this.#field, `${documentNo} / ${other}`)
    }
  }
}
