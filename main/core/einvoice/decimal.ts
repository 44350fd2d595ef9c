import { type Cents, cents } from '../money/cents'

declare const brand: unique symbol
/** An exact decimal number as a whole number of 10⁻¹². Made only here. */
export type Decimal = bigint & { readonly [brand]: 'decimal' }

const places = 12
const scale = 10n ** BigInt(places)
const perCent = 10n ** BigInt(places - 2)
// safe: this file is the only maker of the brand
const made = (value: bigint) => value as Decimal

export const zero = made(0n)

/**
 * `-12.50`, `+1`, `.5`: what xs:decimal allows. Null for anything else (exponents, commas, blanks inside), for more than
 * twelve decimals that are not zero, and for numbers no invoice has (over 10¹⁵).
 */
export function parseDecimal(text: string): Decimal | null {
  const match = /^([+-]?)(\d{0,18})(?:\.(\d{0,60}))?$/.exec(text)
  if (!match) return null
  const [, sign = '', whole = '', fraction = ''] = match
  if (whole + fraction === '' || /[1-9]/.test(fraction.slice(places))) return null
  const value = BigInt(whole || '0') * scale + BigInt(fraction.slice(0, places).padEnd(places, '0'))
  if (value > 10n ** 15n * scale) return null
  return made(sign === '-' ? -value : value)
}

export function add(...values: readonly Decimal[]): Decimal {
  return sum(values)
}

/** As `add`, of any number of values: a call takes only some ten thousand arguments. */
export function sum(values: readonly Decimal[]): Decimal {
  return made(values.reduce<bigint>((total, value) => total + value, 0n))
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return made(a - b)
}

export function absolute(value: Decimal): Decimal {
  return made(value < 0n ? -value : value)
}

/** A percentage (hundredths of a percent) of an amount, rounded half away from zero to so many decimals. */
export function percentOf(value: Decimal, hundredths: number, decimals: number): Decimal {
  return made(roundTo(value * BigInt(hundredths), scale * 10_000n, decimals))
}

/** Rounded half away from zero to so many decimals. */
export function round(value: Decimal, decimals: number): Decimal {
  return made(roundTo(value, scale, decimals))
}

/** value / one, rounded, as a number of 10⁻¹². */
function roundTo(value: bigint, one: bigint, decimals: number): bigint {
  const unit = one / 10n ** BigInt(decimals)
  const magnitude = (value < 0n ? -value : value) + unit / 2n
  const whole = magnitude / unit
  return (value < 0n ? -whole : whole) * 10n ** BigInt(places - decimals)
}

export function fromCents(amount: number): Decimal {
  return made(BigInt(amount) * perCent)
}

/** Whole hundredths; null when there is a rest. */
export function toCentsExact(value: Decimal): Cents | null {
  return value % perCent === 0n ? cents(Number(value / perCent)) : null
}

/** Whole hundredths, rounded half away from zero. */
export function toCentsRounded(value: Decimal): Cents {
  return cents(Number(round(value, 2) / perCent))
}

/** `-1234,5` → at least two decimals, as people read it in German texts: `-1234,50`. */
export function spoken(value: Decimal): string {
  const magnitude = value < 0n ? -value : value
  const fraction = (magnitude % scale).toString().padStart(places, '0').replace(/0+$/, '').padEnd(2, '0')
  return `${value < 0n ? '-' : ''}${magnitude / scale},${fraction}`
}
