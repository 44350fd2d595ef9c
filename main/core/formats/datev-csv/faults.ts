import type { FormatFault } from '../format'

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

type RejectCode = (typeof rejectCodes)[number]
type WarningCode = (typeof warningCodes)[number]

/** Collects the faults of one subject (document, account or Mandant); the same fault counts once. */
export class FaultList {
  readonly #faults: FormatFault[] = []
  readonly #mandant: string
  readonly #subject: string | null
  #rejected = false

  constructor(mandant: string, subject: string | null) {
    this.#mandant = mandant
    this.#subject = subject
  }

  get faults(): readonly FormatFault[] {
    return this.#faults
  }

  get isRejected(): boolean {
    return this.#rejected
  }

  reject(code: RejectCode, field: string, value: string): void {
    this.#rejected = true
    this.#add('reject', code, field, value)
  }

  warn(code: WarningCode, field: string, value: string): void {
    this.#add('warning', code, field, value)
  }

  #add(level: FormatFault['level'], code: string, field: string, value: string): void {
    if (this.#faults.some((one) => one.code === code && one.field === field && one.value === value)) return
    this.#faults.push({ level, code, mandant: this.#mandant, subject: this.#subject, field, value })
  }
}
