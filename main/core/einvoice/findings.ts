import type { EInvoiceFinding } from './invoice'

type Level = EInvoiceFinding['level']

/** Every finding there is, with its level. Its text is `einvoice.<code>`. */
export const levels = {
  // The file: nothing can be taken from it.
  empty: 'refuse',
  'too-large': 'refuse',
  'not-xml-not-pdf': 'refuse',
  'xml-broken': 'refuse',
  'xml-doctype': 'refuse',
  'xml-too-deep': 'refuse',
  'xml-too-many': 'refuse',
  'xml-too-long': 'refuse',
  'xml-too-slow': 'refuse',
  'root-unknown': 'refuse',
  'not-an-invoice': 'refuse',
  'order-not-invoice': 'refuse',
  'number-missing': 'refuse',
  'pdf-password': 'refuse',
  'pdf-broken': 'refuse',
  'pdf-too-slow': 'refuse',
  'pdf-too-much-memory': 'refuse',
  'attachment-too-large': 'refuse',
  // The file: readable with a remark.
  'encoding-guessed': 'hint',
  'comment-repaired': 'hint',
  'embedded-unreadable': 'wait',
  'embedded-unlisted': 'wait',
  'two-invoices': 'wait',
  'picture-number': 'hint',
  'picture-date': 'hint',
  'picture-gross': 'hint',
  // Fields.
  'date-missing': 'wait',
  'date-invalid': 'wait',
  'other-date-invalid': 'hint',
  'currency-missing': 'wait',
  'currency-mixed': 'wait',
  'amount-unreadable': 'wait',
  'amount-decimals': 'wait',
  'rate-unreadable': 'wait',
  'element-twice': 'wait',
  'gross-missing': 'wait',
  'net-missing': 'wait',
  'breakdown-missing': 'wait',
  'lines-missing': 'wait',
  'seller-missing': 'wait',
  'seller-tax-id-missing': 'wait',
  'service-date-missing': 'hint',
  'iban-invalid': 'hint',
  'category-assumed': 'hint',
  'legacy-format': 'hint',
  // Sums.
  'sum-differs': 'wait',
  'sum-differs-slightly': 'hint',
  'tax-differs': 'wait',
  'tax-differs-slightly': 'hint',
  'group-base-differs': 'wait',
  'group-base-differs-slightly': 'hint',
  'tax-without-rate': 'wait',
  'tax-total-twice': 'wait',
  // What kind of document it is.
  'type-unknown': 'wait',
  'type-contradicts-root': 'wait',
  'profile-without-lines': 'wait',
  'type-no-invoice': 'wait',
  'self-billing': 'wait',
  'own-vat-id-sells': 'wait',
  'buyer-not-us': 'wait',
  'negative-invoice': 'hint',
  'double-negative': 'wait',
  'correction-replaces': 'wait',
  'advance-invoice': 'wait',
  prepaid: 'wait',
  'third-party': 'wait',
  'gross-zero': 'wait',
  'foreign-currency': 'wait',
  'rounding-amount': 'hint',
  'direct-debit': 'hint',
  'other-payee': 'hint',
  // Which tax.
  'foreign-tax': 'wait',
  'rate-not-german': 'wait',
  'old-rate': 'wait',
  'reverse-charge-domestic': 'wait',
  'reverse-charge-abroad': 'wait',
  'reverse-charge-no-vat-id': 'wait',
  'intra-community': 'wait',
  'intra-community-no-vat-id': 'wait',
  'intra-community-not-eu': 'wait',
  'intra-community-domestic': 'wait',
  'export-domestic': 'wait',
  'import-goods': 'hint',
  'small-business': 'hint',
  'margin-scheme': 'hint',
  'exempt-abroad': 'wait',
  'outside-scope-abroad': 'wait',
  'zero-rate-abroad': 'wait',
  'category-special': 'wait',
  'country-unknown': 'wait',
  'country-contradiction': 'wait',
  'country-rules-unknown': 'wait',
  // What the house itself has to say before it can be booked.
  'inbox-by-hand': 'wait',
  'inbox-mandant-unknown': 'wait',
  'inbox-creditor-unknown': 'wait',
  'inbox-creditor-ambiguous': 'wait',
  'inbox-account-missing': 'wait',
  'inbox-tax-key-doubtful': 'wait',
  'inbox-number-known': 'wait',
  'inbox-mixed-signs': 'wait',
  'inbox-gross-differs': 'wait',
  'inbox-not-bookable': 'wait',
  // Before anything was read.
  'inbox-file-missing': 'refuse',
  'inbox-not-kept': 'refuse',
} as const satisfies Record<string, Level>

export type FindingCode = keyof typeof levels

/**
 * Waits that only ask which tax key a case gets, because the invoice cannot say the rate. A rule of the house that names the
 * key for this creditor and category answers them.
 */
export const settledByTaxRule: ReadonlySet<string> = new Set<FindingCode>([
  'reverse-charge-domestic',
  'reverse-charge-abroad',
  'intra-community',
  'foreign-tax',
  'rate-not-german',
  'old-rate',
  'exempt-abroad',
  'outside-scope-abroad',
  'zero-rate-abroad',
])

export function found(
  code: FindingCode,
  field = '',
  value = '',
  params?: Readonly<Record<string, string | number>>,
): EInvoiceFinding {
  const shown = value.length > 120 ? `${value.slice(0, 120)}…` : value
  return { level: levels[code], code, field, value: shown, ...(params ? { params } : {}) }
}
