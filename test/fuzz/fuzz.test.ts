import { expect, it } from 'vitest'
import { Random } from './random'
import { fuzzReaders } from './readers'

/** A slice of `npm run fuzz`, the same inputs every time; the campaign also kills what hangs. */
const seed = 1
const inputs = 40

it.each(fuzzReaders.map((reader) => [reader.name, reader] as const))(
  '%s: whatever comes is answered',
  async (name, reader) => {
    const open = await reader.open()
    try {
      for (let no = 0; no < inputs; no++) {
        const answer = await open.read(open.make(new Random(seed, name, no))).catch((error: unknown) => {
          throw new Error(`input ${no} of ${name}, seed ${seed}`, { cause: error })
        })
        expect(typeof answer).toBe('boolean')
      }
    } finally {
      await open.close()
    }
  },
)

it('the same seed makes the same input', async () => {
  for (const reader of fuzzReaders) {
    const open = await reader.open()
    try {
      const made = [1, 2].map(() => open.make(new Random(seed, reader.name, 3)))
      expect(made[0], reader.name).toEqual(made[1])
    } finally {
      await open.close()
    }
  }
})
