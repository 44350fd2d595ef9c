import { assert } from '../assert'

declare const brand: unique symbol
/** Money as a whole number of the currency's hundredths. Made only by `cents()`. */
export type Cents = number & { readonly [brand]: 'cents' }

export function cents(value: number): Cents {
  assert(Number.isSafeInteger(value), `not a whole number of cents: ${value}`)
  return value as Cents // safe: this function is the only maker of the brand
}

export const zeroCents = cents(0)

export function addCents(a: Cents, b: Cents): Cents {
  return cents(a + b)
}

/** `123456` → `1234,56`: decimal comma, two decimals, no thousands separator, as DATEV and the exchange format write it. */
export function toDecimalComma(amount: Cents): string {
  const digits = Math.abs(amount).toString().padStart(3, '0')
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)},${digits.slice(-2)}`
}

/** `123456` → `1234.56`, `-5` → `-0.05`: decimal point, two decimals, no thousands separator. */
export function toDecimalPoint(amount: Cents): string {
  return toDecimalComma(amount).replace(',', '.')
}
