import crypto, { randomBytes } from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

/*
 * Diffie-Hellman for SSH key exchange in plain BigInt. BoringSSL, which Electron's Node is built on, proves the prime of a
 * group anew for every connection and stands still meanwhile: 3 s for group 16, 30 s for group 18. The primes here are
 * either those of RFC 3526, or the server's own of a group exchange, which OpenSSL does not prove either.
 */

/** RFC 3526: 2^n − 2^(n−64) − 1 + 2^64 · (⌊2^(n−130) · π⌋ + k), and RFC 2409 §6.2 for modp2; bits → k. */
const groups: Readonly<Record<string, { readonly bits: number; readonly k: bigint }>> = {
  modp2: { bits: 1024, k: 129_093n },
  modp14: { bits: 2048, k: 124_476n },
  modp15: { bits: 3072, k: 1_690_314n },
  modp16: { bits: 4096, k: 240_904n },
  modp17: { bits: 6144, k: 929_484n },
  modp18: { bits: 8192, k: 4_743_158n },
}

/** Twice the security strength in bits of a prime of this size (RFC 8270, NIST SP 800-57), with a margin. */
function exponentBits(primeBits: number): number {
  if (primeBits >= 8192) return 800
  if (primeBits >= 4096) return 640
  return Math.min(576, primeBits - 1)
}

/** What SSH needs of Node's `DiffieHellman`. All buffers are unsigned big-endian numbers. */
export class BigIntDiffieHellman {
  readonly #prime: bigint
  readonly #generator: bigint
  #secret = 0n
  #public = 0n

  constructor(prime: bigint, generator: bigint) {
    this.#prime = prime
    this.#generator = generator
  }

  generateKeys(): Buffer {
    const bits = exponentBits(this.#prime.toString(2).length)
    const random = number(randomBytes(Math.ceil(bits / 8)))
    this.#secret = BigInt.asUintN(bits - 1, random) | (1n << BigInt(bits - 1))
    this.#public = power(this.#generator, this.#secret, this.#prime)
    return bytes(this.#public)
  }

  getPublicKey(): Buffer {
    return bytes(this.#public)
  }

  getPrime(): Buffer {
    return bytes(this.#prime)
  }

  getGenerator(): Buffer {
    return bytes(this.#generator)
  }

  /** Refuses the values 0, 1, p−1 and beyond (RFC 8268 §4): they would make the secret known to everybody. */
  computeSecret(other: Uint8Array): Buffer {
    const value = number(other)
    if (value <= 1n || value >= this.#prime - 1n) throw new Error('the public key of the server is out of range')
    return bytes(power(value, this.#secret, this.#prime))
  }
}

/** A group by Node's name for it, `modp14` and so on. */
export function namedGroup(name: string): BigIntDiffieHellman {
  const group = groups[name]
  if (group === undefined) throw new Error(`unknown group ${name}`)
  return new BigIntDiffieHellman(standardPrime(group.bits, group.k), 2n)
}

/**
 * Lets modules that are loaded now take our Diffie-Hellman from Node's `crypto`; the answer undoes it. Modules loaded
 * before and afterwards keep Node's.
 */
export function lendDiffieHellman(): () => void {
  const { createDiffieHellman, createDiffieHellmanGroup } = crypto
  const own = {
    createDiffieHellman: (prime: Uint8Array, generator: Uint8Array) =>
      new BigIntDiffieHellman(number(prime), number(generator)),
    createDiffieHellmanGroup: namedGroup,
  }
  Object.assign(crypto, own)
  syncBuiltinESMExports()
  return () => {
    Object.assign(crypto, { createDiffieHellman, createDiffieHellmanGroup })
    syncBuiltinESMExports()
  }
}

function standardPrime(bits: number, k: bigint): bigint {
  const n = BigInt(bits)
  return (1n << n) - (1n << (n - 64n)) - 1n + ((pi(bits - 130) + k) << 64n)
}

/** ⌊2^bits · π⌋ by Machin's formula, with guard bits for the rounding of the series. */
function pi(bits: number): bigint {
  const guard = 64n
  const one = 1n << (BigInt(bits) + guard)
  return (16n * arctanInverse(5n, one) - 4n * arctanInverse(239n, one)) >> guard
}

/** arctan(1/x), scaled by `one`. */
function arctanInverse(x: bigint, one: bigint): bigint {
  let term = one / x
  let sum = term
  for (let n = 3n, sign = -1n; term !== 0n; n += 2n, sign = -sign) {
    term /= x * x
    sum += sign * (term / n)
  }
  return sum
}

/** Left to right, four bits of the exponent at a time. */
function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const table = [1n]
  for (let n = 1; n < 16; n++) table.push(((table[n - 1] ?? 1n) * base) % modulus)
  let result = 1n
  for (const digit of exponent.toString(16)) {
    for (let n = 0; n < 4; n++) result = (result * result) % modulus
    result = (result * (table[Number.parseInt(digit, 16)] ?? 1n)) % modulus
  }
  return result
}

function number(unsigned: Uint8Array): bigint {
  return unsigned.length === 0 ? 0n : BigInt(`0x${Buffer.from(unsigned).toString('hex')}`)
}

function bytes(value: bigint): Buffer {
  const hex = value.toString(16)
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
}
