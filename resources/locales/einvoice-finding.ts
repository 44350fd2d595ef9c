import { isTextKey, type Texts } from './texts'

/** What was found about an e-invoice, as it travels. */
export interface SpokenFinding {
  readonly code: string
  /** Business term as `BT-112`. */
  readonly field: string
  readonly value: string
  readonly params?: Readonly<Record<string, string | number>> | undefined
}

/** The sentence of a finding: what is wrong and who must do what, with the field by its name. */
export function findingSentence(texts: Texts, { code, field, value, params }: SpokenFinding): string {
  const key = `einvoice.${code}`
  return isTextKey(key) ? texts(key, { ...params, value, field: fieldName(texts, field) }) : code
}

function fieldName(texts: Texts, field: string): string {
  const key = `einvoice.field.${field}`
  return isTextKey(key) ? texts(key) : field
}

const legalClasses = {
  'einvoice.class.format': [
    ...['empty', 'not-xml-not-pdf', 'xml-broken', 'xml-doctype', 'xml-too-deep', 'xml-too-many', 'xml-too-long'],
    ...['root-unknown', 'pdf-broken', 'embedded-unreadable', 'encoding-guessed', 'comment-repaired'],
  ],
  'einvoice.class.rule': [
    ...['currency-missing', 'currency-mixed', 'amount-unreadable', 'amount-decimals', 'element-twice', 'iban-invalid'],
    ...['sum-differs', 'sum-differs-slightly', 'group-base-differs', 'group-base-differs-slightly', 'tax-total-twice'],
    ...['tax-differs-slightly', 'net-missing', 'other-date-invalid', 'type-unknown', 'type-contradicts-root'],
  ],
  'einvoice.class.content': [
    ...['number-missing', 'date-missing', 'date-invalid', 'seller-missing', 'seller-tax-id-missing', 'lines-missing'],
    ...['service-date-missing', 'breakdown-missing', 'gross-missing', 'rate-unreadable', 'tax-differs'],
    ...['tax-without-rate'],
  ],
} as const

/** Codes by the class that the tax office gives to such a fault (BMF, 15 October 2025), for a check that all are known. */
export const classifiedFindings: readonly string[] = Object.values(legalClasses).flat()

/** Formatfehler, Geschäftsregelfehler or Inhaltsfehler, in one word; null for what is no fault of the invoice. */
export function findingClass(texts: Texts, { code }: Pick<SpokenFinding, 'code'>): string | null {
  for (const key of ['einvoice.class.format', 'einvoice.class.rule', 'einvoice.class.content'] as const) {
    const codes: readonly string[] = legalClasses[key]
    if (codes.includes(code)) return texts(key)
  }
  return null
}

/** The sentence with its class before it. */
export function classedSentence(texts: Texts, finding: SpokenFinding): string {
  const word = findingClass(texts, finding)
  return word === null ? findingSentence(texts, finding) : `${word}: ${findingSentence(texts, finding)}`
}
