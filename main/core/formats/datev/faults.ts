import { FaultList as AnyFaultList } from '../faults'

/** Why a Mandant or a document cannot be written; each has a text `fault.<code>`. */
export const rejectCodes = [
  // master data of the Mandant
  'format-consultant-no',
  'format-client-no',
  'format-account-length',
  'format-chart-missing',
  'format-country',
  'format-currency',
  'format-fiscal-year-start',
  'format-tax-key-setting',
  // documents
  'format-date-invalid',
  'format-document-no-unusable',
  'format-document-no-collision',
  'format-document-too-large',
  'format-account-invalid',
  'format-account-too-long',
  'format-personal-account-length',
  'format-personal-account-range',
  'format-amount-not-positive',
  'format-amount-too-large',
  'format-currency-differs',
  'format-tax-key-invalid',
  'format-tax-key-on-automatic-account',
  'format-tax-key-wrong-direction',
  'format-tax-rate-contradicts-account',
  'format-tax-rate-without-output-key',
  'format-tax-rate-without-input-key',
  'format-tax-direction-unknown',
  'format-tax-not-possible',
  'format-text-unknown-characters',
  'format-cost-centre-too-long',
  'format-cost-centre-collision',
  // pictures and document packages
  'format-attachment-missing',
  'format-attachment-too-large',
  'format-attachment-kind',
  'format-xml-no-ledger',
  'format-xml-payment',
  'format-xml-cash-currency',
] as const

/** What goes along with a remark; each has a text `warning.<code>`. */
export const warningCodes = [
  'format-text-cut',
  'format-text-transliterated',
  'format-document-no-cut',
  'format-document-numbers-adapted',
  'format-cost-centre-adapted',
  'format-tax-key-dropped',
  'format-automatic-account-rate-unknown',
  'format-personal-account-only-number',
  'format-personal-account-no-name',
  'format-iban-invalid',
  'format-bic-invalid',
  'format-vat-id-not-eu',
  'format-country-unknown',
] as const

export type RejectCode = (typeof rejectCodes)[number]
export type WarningCode = (typeof warningCodes)[number]

/** Knows only the codes that this format has texts for. */
export class FaultList extends AnyFaultList<RejectCode, WarningCode> {}
