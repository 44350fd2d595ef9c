import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { transferErrorKinds } from '../../main/core/transfer/transfer-error'
import type { House } from '../fakes/engine'
import { documentNumbers } from '../fakes/engine'
import type { TargetFault } from '../fakes/memory-target'
import {
  expectDelivered,
  expectedNumbers,
  expectNothingHalf,
  folderTarget,
  inCopy,
  live,
  liveToTheEnd,
  makeTemplate,
} from './kit'

/** Before such a call the world is what it was after the call before it, where the kill is tried anyway. */
const changesNothing =
  /^(ledger|secrets)\.|^runs\.(get|snapshot|unfinished|stampedVersions|stampedAmong|handedPartner|decision|openReversals|faults)$/

let template: House
let calls: readonly string[] = []
let serverCalls: readonly string[] = []
beforeAll(async () => {
  template = await makeTemplate()
  await inCopy(template, async (house) => {
    calls = (await live(house, null)).calls
    serverCalls = [...house.server.calls]
    await expectDelivered(house)
  })
})
afterAll(() => template.remove())

describe('a process that is killed', () => {
  it('takes every step that can be cut', () => {
    const distinct = new Set(calls)
    for (const step of [
      'runs.plan',
      'lastRun.record',
      'spool.begin',
      'ledger.documents',
      'file.write',
      'writer.finish',
      'runs.prepared',
      'runs.sending',
      'session.upload',
      'session.hash',
      'runs.fileUploaded',
      'runs.publishing',
      'session.publish',
      'runs.filePublished',
      'runs.delivered',
      'locks.acquire',
    ]) {
      expect(distinct).toContain(step)
    }
  })

  it.each(['before', 'after'] as const)(
    '%s any call delivers everything once after its restart',
    async (when) => {
      for (let call = 1; call <= calls.length; call++) {
        if (when === 'before' && changesNothing.test(calls[call - 1] ?? '')) continue
        await inCopy(template, async (house) => {
          const { died } = await live(house, { call, when })
          expect(died, `${when} ${calls[call - 1]}`).toBe(true)
          expectNothingHalf(house)
          await liveToTheEnd(house)
          await expectDelivered(house)
        })
      }
    },
    120_000,
  )

  it('again and again delivers everything once in the end', async () => {
    for (let seed = 1; seed <= 15; seed++) {
      await inCopy(template, async (house) => {
        const next = random(seed)
        for (let life = 0; life < 6; life++) {
          const call = 1 + Math.floor(next() * calls.length)
          await live(house, { call, when: next() < 0.5 ? 'before' : 'after' })
          expectNothingHalf(house)
        }
        await liveToTheEnd(house)
        await expectDelivered(house)
      })
    }
  }, 120_000)
})

describe('a server that fails', () => {
  const failOnce = (house: House, at: number, fault: TargetFault) => {
    house.server.fault = (_call, no) => (no === at ? fault : null)
  }

  it.each(['refused', 'half', 'lost'] as const)(
    'at any call (%s) is met again, and gets everything once',
    async (how) => {
      for (let at = 1; at <= serverCalls.length; at++) {
        await inCopy(template, async (house) => {
          failOnce(house, at, { kind: 'interrupted', how })
          await live(house, null)
          expectNothingHalf(house)
          await liveToTheEnd(house)
          await expectDelivered(house)
        })
      }
    },
    120_000,
  )

  it('with any kind of error at any call is met again, and gets everything once', async () => {
    for (const [index, kind] of transferErrorKinds.entries()) {
      // Every kind meets a few calls, and every call a few kinds.
      for (let at = 1 + (index % 9); at <= serverCalls.length; at += 9) {
        await inCopy(template, async (house) => {
          failOnce(house, at, { kind, how: at % 2 === 0 ? 'refused' : 'lost' })
          await live(house, null)
          expectNothingHalf(house)
          await liveToTheEnd(house)
          await expectDelivered(house)
        })
      }
    }
  }, 240_000)

  it('while the process is killed too, gets everything once', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      await inCopy(template, async (house) => {
        const next = random(seed)
        const hows = ['refused', 'half', 'lost'] as const
        house.server.fault = () =>
          next() < 0.15 ? { kind: 'interrupted', how: hows[Math.floor(next() * hows.length)] ?? 'lost' } : null
        for (let life = 0; life < 5; life++) {
          const call = 1 + Math.floor(next() * calls.length)
          await live(house, { call, when: next() < 0.5 ? 'before' : 'after' })
          expectNothingHalf(house)
        }
        house.server.fault = () => null
        await liveToTheEnd(house)
        await expectDelivered(house)
      })
    }
  }, 120_000)
})

describe('a folder as target', () => {
  it('gets everything once when the process is killed after any call', async () => {
    for (let call = calls.indexOf('runs.prepared'); call <= calls.length; call++) {
      await inCopy(template, async (house) => {
        const target = folderTarget(house)
        await live(house, { call, when: 'after' }, target.connector)
        target.look()
        expectNothingHalf(house)
        await liveToTheEnd(house, target.connector)
        target.look()
        await expectDelivered(house)
      })
    }
  }, 120_000)
})

describe('a receiver that collects files at once', () => {
  it('has every document once after a kill anywhere; where nobody can know, a person is asked', async () => {
    let asked = 0
    for (let call = calls.indexOf('runs.publishing'); call <= calls.length; call++) {
      await inCopy(template, async (house) => {
        house.server.receiverCollects = true
        await live(house, { call, when: 'after' })
        await liveToTheEnd(house)
        const taken = house.server.taken.filter(({ path }) => path.includes('Buchungsstapel'))
        const numbers = taken.flatMap(({ bytes }) => documentNumbers(bytes)).sort()
        expect(new Set(numbers).size, `twice after ${calls[call - 1]}`).toBe(numbers.length)
        if (numbers.length < expectedNumbers.length) asked += 1
      })
    }
    // Between a rename and its commit lies no more than one call per file, and the look after it.
    expect(asked).toBeGreaterThan(0)
    expect(asked).toBeLessThanOrEqual(2 * 4 + 4)
  }, 120_000)
})

/** Park–Miller: the same order of numbers for the same seed. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
