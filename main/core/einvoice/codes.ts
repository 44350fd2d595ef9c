/** Type codes (UNTDID 1001) that EN 16931 allows in a UBL Invoice and in CII (CEN rules 1.3.16). */
export const invoiceCodes: ReadonlySet<string> = new Set(
  (
    '71 80 81 82 84 102 130 202 203 204 211 218 219 295 325 326 331 380 382 383 384 385 386 387 388 389 390 393 394 395 456 ' +
    '457 471 472 473 500 501 527 553 575 623 633 751 780 817 870 875 876 877 935'
  ).split(' '),
)

/** Those of a credit note: they turn the sign. 81 and 83 stand in both lists and mean a credit note by their name. */
export const creditCodes: ReadonlySet<string> = new Set('81 83 261 262 296 308 381 396 420 458 502 503 532'.split(' '))

/** Written by the customer: the receiver of the file is the seller. */
export const selfBillingCodes: ReadonlySet<string> = new Set('261 389 471 473 500 501 502 527'.split(' '))

/** For information and pro-forma: no invoice in the sense of § 14 UStG. */
export const noInvoiceCodes: ReadonlySet<string> = new Set(['325', '751'])

/** Advance, partial and final invoices: what was already invoiced and paid must be known before one books. */
export const advanceCodes: ReadonlySet<string> = new Set('326 386 500 503 875 876 877'.split(' '))

/** Correct an earlier invoice. */
export const correctionCodes: ReadonlySet<string> = new Set('384 471 472 473'.split(' '))

/** VAT area of the EU by VAT id prefix; `EL` is Greece, `XI` Northern Ireland (goods only). */
const euCountries: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE EL ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
)

export function isInEu(country: string): boolean {
  return euCountries.has(country)
}

const withoutDecimals = new Set('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' '))
const withThree = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '))

/** Minor digits of a currency (ISO 4217). */
export function currencyDecimals(currency: string): 0 | 2 | 3 {
  if (withoutDecimals.has(currency)) return 0
  return withThree.has(currency) ? 3 : 2
}
