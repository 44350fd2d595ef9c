import { scryptSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createPasswordHasher } from './scrypt'

const cheap = { ln: 4, r: 8, p: 1 }
const hasher = createPasswordHasher(cheap)

describe('a password', () => {
  it('fits its own hash and no other', async () => {
    const stored = await hasher.hash('richtig und lang')
    expect(await hasher.verify('richtig und lang', stored)).toEqual({ fits: true, outdated: false })
    for (const wrong of ['richtig und lanG', 'richtig und lang ', '', 'Richtig und lang'])
      expect(await hasher.verify(wrong, stored), JSON.stringify(wrong)).toEqual({ fits: false, outdated: false })
  })

  it('is salted: the same one twice gives two hashes', async () => {
    expect(await hasher.hash('zweimal dasselbe')).not.toBe(await hasher.hash('zweimal dasselbe'))
  })

  it('is the same however the keyboard writes its accents', async () => {
    expect((await hasher.verify('Ka\u0308sekuchen', await hasher.hash('Käsekuchen'))).fits).toBe(true)
  })

  it('fits nothing where there is no account', async () => {
    expect(await hasher.verify('', null)).toEqual({ fits: false, outdated: false })
  })

  it('is asked to be hashed again when the cost rose, and not when it fell', async () => {
    const stored = await hasher.hash('ein altes Kennwort')
    const dearer = createPasswordHasher({ ...cheap, ln: 5 })
    expect(await dearer.verify('ein altes Kennwort', stored)).toEqual({ fits: true, outdated: true })
    expect(await dearer.verify('ein falsches Kennwort', stored)).toEqual({ fits: false, outdated: false })
    const anew = await dearer.hash('ein altes Kennwort')
    expect(await hasher.verify('ein altes Kennwort', anew)).toEqual({ fits: true, outdated: false })
  })
})

it('hashes as RFC 7914 and the stored text say', async () => {
  const [, id, cost, salt, hash] = (await hasher.hash('nachgerechnet')).split('$')
  expect([id, cost]).toEqual(['scrypt', 'ln=4,r=8,p=1'])
  const again = scryptSync('nachgerechnet', Buffer.from(salt ?? '', 'base64'), 32, { N: 16, r: 8, p: 1 })
  expect(Buffer.from(hash ?? '', 'base64').equals(again)).toBe(true)
  expect(Buffer.from(salt ?? '', 'base64')).toHaveLength(16)
})

it.each(['', '$scrypt$ln=30,r=8,p=1$AAAA$AAAA', '$scrypt$ln=4,r=8,p=1$AAAA$AAAA', 'plain'])(
  'takes a damaged text for a bug and never for a match, and goes on: %j',
  async (stored) => {
    const refused = await hasher.verify('x', stored).catch((error: Error) => error.message)
    expect(refused).toContain('damaged')
    expect(refused).not.toContain('AAAA')
    expect((await hasher.verify('x', await hasher.hash('x'))).fits).toBe(true)
  },
)

it('costs today what OWASP asks for, also where there is no account', async () => {
  const today = createPasswordHasher()
  expect(await today.hash('wird gemessen')).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$/)
  const tookMs = async (work: () => Promise<unknown>) => {
    const from = performance.now()
    await work()
    return performance.now() - from
  }
  // A busy machine makes both slow, never both a hundred times faster than the work takes.
  expect(await tookMs(() => today.verify('x', null))).toBeGreaterThan(30)
})
