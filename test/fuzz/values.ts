import fc from 'fast-check'
import type { Random } from './random'

/** What a page of ours never sends: wrong kinds, numbers at the edge, keys that mean something to JavaScript. */
export const hostileValues: readonly unknown[] = [
  ...[null, undefined, true, false, 0, -0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 10n, '', ' ', '\0'],
  ...['../../etc/passwd', '..\\..\\boot.ini', 'C:\\Windows', '/etc/passwd', 'CON', 'file:///etc/passwd', '\u{202e}abc'],
  ...['\ud800', "' OR 1=1 --", '{{7*7}}', '%s%n', '<script>alert(1)</script>', '__proto__', 'constructor'],
  ...['x'.repeat(100_000), [], [[]], {}, { length: 1e9 }, { toString: null }, new Date(Number.NaN), new Map([[1, 2]])],
  ...[
    new Set([1]),
    new Uint8Array(4),
    /a/,
    Object.create(null),
    { $ne: null },
    JSON.parse('{"then":1}'),
    [null],
    [undefined],
  ],
]

/** Own keys of these names, as only `JSON.parse` or a clone makes them. */
export const hostileKeys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '', '0', 'more']

const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true })

/** Any value that a structured clone could bring. */
export function anyValue(random: Random): unknown {
  if (!random.oneIn(8)) return random.pick(hostileValues)
  return fc.sample(anything, { seed: random.below(2 ** 31), numRuns: 1 })[0]
}

/** A copy with one place changed: replaced, removed, or with a key too many. */
export function spoilt(value: unknown, random: Random): unknown {
  if (Array.isArray(value)) return spoiltArray(value, random)
  if (typeof value !== 'object' || value === null || random.oneIn(12)) return anyValue(random)
  const entries = Object.entries(value)
  if (entries.length === 0 || random.oneIn(6)) return withKey(value, random.pick(hostileKeys), anyValue(random))
  const [key, inner] = random.pick(entries)
  if (random.oneIn(10)) return Object.fromEntries(entries.filter(([other]) => other !== key))
  return withKey(value, key, spoilt(inner, random))
}

function spoiltArray(value: readonly unknown[], random: Random): unknown {
  if (value.length === 0 || random.oneIn(6)) return [...value, anyValue(random)]
  if (random.oneIn(40)) return Array.from({ length: 20_000 }, () => value[0])
  const at = random.below(value.length)
  return value.map((inner, index) => (index === at ? spoilt(inner, random) : inner))
}

/** Also for `__proto__`, which a plain assignment would not make a key. */
function withKey(value: object, key: string, inner: unknown): object {
  const copy = { ...value }
  Object.defineProperty(copy, key, { value: inner, enumerable: true, configurable: true, writable: true })
  return copy
}
