import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { House, must, type Opened, openHouse, profile } from '../../test/fakes/engine'
import type { TargetCall } from '../../test/fakes/memory-target'
import { fail } from '../core/result'
import type { TestStep } from './app'

let house: House
let opened: Opened
beforeEach(async () => {
  house = new House()
  opened = openHouse(house)
  must(await opened.app.profiles.apply([profile()]))
})
afterEach(async () => {
  await opened.app.close()
  house.remove()
})

const allSteps = ['resolve', 'connect', 'identity', 'sign-in', 'folder', 'write', 'read-back', 'rename', 'delete']
const namesOf = (steps: readonly TestStep[]) => steps.map(({ name, ok }) => `${name}${ok ? '' : ' failed'}`)
const expectClean = () => {
  expect([...house.server.files.keys()]).toEqual([])
  expect(readdirSync(join(house.folder, 'spool'))).toEqual([])
}

it('takes every step that a delivery takes, tells each, and leaves nothing behind', async () => {
  const told: TestStep[] = []
  const report = must(await opened.app.profiles.test('kanzlei', (step) => told.push(step)))
  expect(report.ok).toBe(true)
  expect(namesOf(report.steps)).toEqual(allSteps)
  expect(told).toEqual(report.steps)
  expect(house.server.calls.filter((call) => call.startsWith('upload'))[0]).toMatch(
    /^upload eingang\/M1\/\.belegbote-test-.*\.part$/,
  )
  expectClean()
  expect(opened.store.journal.list().at(-1)).toMatchObject({ event: 'profile.tested', data: { ok: true } })
})

it.each([
  ['ensureFolder', 'folder'],
  ['upload', 'write'],
  ['hash', 'read-back'],
  ['publish', 'rename'],
] satisfies [TargetCall, string][])('names the step when %s fails, and cleans up', async (call, step) => {
  house.server.fault = (made) => (made === call ? { kind: 'permission-denied', how: 'refused' } : null)
  const report = must(await opened.app.profiles.test('kanzlei'))
  expect(report.ok).toBe(false)
  expect(namesOf(report.steps)).toEqual([...allSteps.slice(0, allSteps.indexOf(step)), `${step} failed`])
  expect(report.steps.at(-1)?.error?.kind).toBe('permission-denied')
  expectClean()
})

it('says when a file cannot be deleted', async () => {
  house.server.fault = (call) => (call === 'remove' ? { kind: 'permission-denied', how: 'refused' } : null)
  const report = must(await opened.app.profiles.test('kanzlei'))
  expect(namesOf(report.steps).at(-1)).toBe('delete failed')
})

it('shows the key of an unknown server and trusts nothing by itself', async () => {
  await opened.app.close()
  const hostKey = `SHA256:${'k'.repeat(43)}`
  const connector = {
    ...house.server.connector(),
    connect: async () => fail({ kind: 'host-key-unknown', stage: 'identity', detail: 'not pinned', hostKey } as const),
  }
  opened = openHouse(house, { connector })
  const report = must(await opened.app.profiles.test('kanzlei'))
  expect(report).toMatchObject({ ok: false, hostKey })
  expect(namesOf(report.steps)).toEqual(['identity failed'])
  expect(must(await opened.app.profiles.show('kanzlei')).profile.target.hostKeys).toEqual([])
  must(await opened.app.profiles.trust('kanzlei', hostKey))
  must(await opened.app.profiles.trust('kanzlei', hostKey))
  expect(must(await opened.app.profiles.show('kanzlei')).profile.target.hostKeys).toEqual([hostKey])
})
