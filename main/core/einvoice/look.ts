import type { IsoDate } from '../ledger/ledger'
import { compactDay, isoDay } from './dates'
import { type Decimal, parseDecimal } from './decimal'
import { type FindingCode, found } from './findings'
import type { EInvoiceFinding, InvoiceOf } from './invoice'
import { all, textOf, type XmlElement } from './xml'

/** An invoice while it is read: exact decimals, not yet rounded to hundredths. */
export type DraftInvoice = InvoiceOf<Decimal>

/** An attachment of the XML, still base64. Index as in `attachments` of the invoice. */
export interface EncodedAttachment {
  readonly name: string
  readonly mime: string
  readonly base64: string
}

/** Reads typed values out of the tree and notes what could not be read, with the business term it was meant for. */
export class Look {
  readonly findings: EInvoiceFinding[] = []
  readonly #currencies = new Map<string, string>()

  note(code: FindingCode, field: string, value = '', params?: Readonly<Record<string, string | number>>): void {
    this.findings.push(found(code, field, value, params))
  }

  /** The only element at a path; a second one is a finding, for nobody can know which counts. */
  only(element: XmlElement | null, path: string, field: string): XmlElement | null {
    const elements = all(element, path)
    if (elements.length > 1) this.note('element-twice', field, elements.map(({ text }) => text.trim()).join(' / '))
    return elements[0] ?? null
  }

  amount(element: XmlElement | null, path: string, field: string): Decimal | null {
    return this.amountOf(this.only(element, path, field), field)
  }

  amountOf(element: XmlElement | null, field: string): Decimal | null {
    const text = textOf(element)
    if (element === null || text === null) return null
    const value = parseDecimal(text)
    if (value === null) this.note('amount-unreadable', field, text)
    const currency = element.attributes['currencyID']
    if (currency !== undefined) this.#currencies.set(currency, field)
    return value
  }

  /** Every amount must be in the invoice's currency; what is in the VAT currency is read by `foreignAmountOf`. */
  checkCurrencies(currency: string): void {
    for (const [other, field] of this.#currencies) {
      if (other !== currency) this.note('currency-mixed', field, other, { currency })
    }
  }

  foreignAmountOf(element: XmlElement | null, field: string): Decimal | null {
    const text = textOf(element)
    const value = text === null ? null : parseDecimal(text)
    if (text !== null && value === null) this.note('amount-unreadable', field, text)
    return value
  }

  /** `19`, `19.00` → 1900. A rate with more than two decimals that are not zero is no tax rate. */
  rate(element: XmlElement | null, field: string): number | null {
    const text = withoutPercentSign(textOf(element))
    if (text === null) return null
    const value = parseDecimal(text)
    const unit = 10n ** 10n
    if (value === null || value % unit !== 0n || value < 0n || value > 10_000n * unit) {
      this.note('rate-unreadable', field, text)
      return null
    }
    return Number(value / unit)
  }

  isoDate(element: XmlElement | null, field: string): IsoDate | null {
    return this.#date(element, field, isoDay)
  }

  compactDate(element: XmlElement | null, field: string): IsoDate | null {
    return this.#date(element, field, compactDay)
  }

  #date(element: XmlElement | null, field: string, read: (text: string) => IsoDate | null): IsoDate | null {
    const text = textOf(element)
    if (text === null) return null
    const day = read(text)
    if (day === null) this.note(field === 'BT-2' ? 'date-invalid' : 'other-date-invalid', field, text)
    return day
  }
}

function withoutPercentSign(text: string | null): string | null {
  return text?.endsWith('%') ? text.slice(0, -1).trimEnd() : text
}

/** Upper case, without blanks, dots and dashes: two spellings of one number become equal. Null for nothing. */
export function plainId(text: string | null): string | null {
  const plain = text?.replace(/[\s.\-/]/g, '').toUpperCase() ?? ''
  return plain === '' ? null : plain
}

const fileNameLength = 120

/** A file name without folders, control characters and what Windows refuses. */
export function safeFileName(name: string, otherwise: string): string {
  const last =
    name
      .slice(-fileNameLength * 4)
      .replace(/\p{Cc}/gu, '')
      .split(/[\\/]/)
      .at(-1) ?? ''
  const safe = last
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(-fileNameLength)
  return safe === '' ? otherwise : safe
}
