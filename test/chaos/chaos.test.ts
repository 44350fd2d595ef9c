import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { bundle } from '../../scripts/bundle.mjs'
import type { CaseResult } from './case'
import { type Break, spoilers } from './spoil'
import { type Share, work } from './worker'

/* A short slice of `npm run chaos`: the same cases every time. Kinds that need mounts of their own are left to it. */

const casesOfSlice = 10

let share: Omit<Share, 'only'>
beforeAll(async () => {
  const out = await bundle('chaos-slice', { victim: 'test/chaos/victim.ts' }, [])
  share = { seed: 'slice', from: 0, of: 1, victim: join(out, 'victim.mjs'), mayMount: false, real: false }
})

async function play(
  cases: number,
  only: string | null,
  spoil?: (typeof spoilers)[Break],
): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = []
  const told = (_no: number, result: CaseResult) => results.push(result) < cases
  await work({ ...share, only }, told, spoil)
  return results
}

it('nothing is lost, double or half, whatever happens', { timeout: 600_000 }, async () => {
  const results = await play(casesOfSlice, null)
  expect(results.flatMap(({ kind, findings, said }) => findings.map((one) => ({ kind, one, said })))).toEqual([])
  expect(results.reduce((sum, { struck }) => sum + struck, 0)).toBeGreaterThan(casesOfSlice)
  expect(new Set(results.map(({ kind }) => kind)).size).toBeGreaterThan(5)
})

describe('the comparison finds a world', () => {
  it.each<[spoiled: Break, what: string]>([
    ['lost', 'lost'],
    ['double', 'double'],
    ['half', 'half'],
    ['state', 'state'],
  ])('that is spoiled: %s', { timeout: 120_000 }, async (spoiled, what) => {
    for (const { findings } of await play(1, 'clock', spoilers[spoiled])) {
      expect(findings.map((finding) => finding.what)).toContain(what)
    }
  })
})
