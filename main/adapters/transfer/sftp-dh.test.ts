import crypto, { createDiffieHellman, createDiffieHellmanGroup } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { BigIntDiffieHellman, lendDiffieHellman, namedGroup } from './sftp-dh'

describe('Diffie-Hellman in BigInt', () => {
  test('has the prime of group 14 that Node has', () => {
    // The others take Node seconds.
    expect(namedGroup('modp14').getPrime()).toEqual(createDiffieHellmanGroup('modp14').getPrime())
  })

  test('has the ends of the other primes as printed in RFC 2409 and RFC 3526', () => {
    const ends: Readonly<Record<string, [bytes: number, middle: string]>> = {
      modp2: [128, '49286651ece65381ffffffffffffffff'],
      modp15: [384, '4b82d120a93ad2caffffffffffffffff'],
      modp16: [512, '90a6c08f4df435c934063199ffffffffffffffff'],
      modp17: [768, '6dcc4024ffffffffffffffff'],
      modp18: [1024, '60c980dd98edd3dfffffffffffffffff'],
    }
    for (const [name, [length, end]] of Object.entries(ends)) {
      const prime = namedGroup(name).getPrime()
      expect(prime.length, name).toBe(length)
      expect(prime.toString('hex').endsWith(end), name).toBe(true)
      expect(prime.toString('hex').startsWith('ffffffffffffffffc90fdaa22168c234'), name).toBe(true)
    }
  })

  test('agrees with Node on the secret', () => {
    const [ours, nodes] = [namedGroup('modp14'), createDiffieHellmanGroup('modp14')]
    const [ourKey, nodesKey] = [ours.generateKeys(), nodes.generateKeys()]
    expect(ours.computeSecret(nodesKey)).toEqual(nodes.computeSecret(ourKey))
  })

  test('refuses public keys that give the secret away', () => {
    const group = namedGroup('modp14')
    group.generateKeys()
    const one = Buffer.from([1])
    const last = Buffer.from(group.getPrime())
    last[last.length - 1] = (last.at(-1) ?? 0) - 1
    for (const bad of [Buffer.alloc(0), Buffer.from([0]), one, last, group.getPrime()]) {
      expect(() => group.computeSecret(bad)).toThrow('out of range')
    }
  })

  test('is lent only until it is given back', () => {
    const giveBack = lendDiffieHellman()
    expect(crypto.createDiffieHellmanGroup('modp16')).toBeInstanceOf(BigIntDiffieHellman)
    giveBack()
    expect(crypto.createDiffieHellman).toBe(createDiffieHellman)
    expect(crypto.createDiffieHellmanGroup).toBe(createDiffieHellmanGroup)
  })
})
