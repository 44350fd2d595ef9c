import { narrow } from '../text/text'

export const documentNoMax = 36
const allowedInDocumentNo = /^[A-Za-z0-9$&%*+\-/]$/
const plainDocumentNo = /^[A-Za-z0-9$&%*+\-/]{1,36}$/
const usable = /[A-Za-z0-9]/

/**
 * A document number as Belegfeld 1 takes it. The rule: letters, digits and `$ & % * + - /` stay; umlauts become two
 * letters, other letters lose their marks; every other character becomes `-`; of more than 36 characters the last 36
 * stay. Invoice and payment go through the same rule, so that open items still clear. Null: nothing usable is left.
 */
export function toDocumentNo(documentNo: string): string | null {
  if (plainDocumentNo.test(documentNo)) return usable.test(documentNo) ? documentNo : null
  const written = narrow(documentNo, allowedInDocumentNo, '-').slice(-documentNoMax)
  return usable.test(written) ? written : null
}

const plainCostCentre = /^[A-Za-z0-9_ ]{0,36}$/
const allowedInCostCentre = /^[A-Za-z0-9_ ]$/
export const costCentreMax = 36

/** A cost centre as KOST1 and KOST2 take it: letters, digits, `_` and blanks; every other character becomes `_`. */
export function toCostCentre(costCentre: string): string {
  return plainCostCentre.test(costCentre) ? costCentre : narrow(costCentre, allowedInCostCentre, '_')
}
