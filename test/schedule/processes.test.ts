import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { build } from 'vite'
import { expect, it } from 'vitest'
import { documentNumbers, House, must, openHouse, profile } from '../fakes/engine'
import { centralEurope, minuteMs, slotsBetween } from './independent'
import { documentOf, type Life, minutesPerDocument } from './life'
import { GrowingLedger, Records } from './world'

/** The night in which an hour comes twice; the window leaves it open. */
const firstMs = Date.UTC(2026, 9, 24, 22, 0)
const window = { from: '03:30', to: '04:10' }
const clock = centralEurope(2026, 2026)
const profiles = (
  [{ interval: 'minutes', minutes: 1 }, { interval: 'minutes', minutes: 7 }, { interval: 'hourly' }] as const
).map((schedule, index) => {
  const target = { ...profile().target, host: `p${index}.example.de`, directory: `p${index}` }
  return profile({ id: `p${index}`, name: `p${index}`, schedule, target })
})

async function prepare(house: House): Promise<void> {
  house.nowMs = firstMs - 1
  const { app } = openHouse(house)
  must(await app.chain.set({ ...app.chain.show(), maintenanceWindow: window }))
  must(await app.profiles.apply(profiles))
  await app.close()
}

const nameOf = (profileId: string, slot: number) => `${profileId} ${new Date(slot).toISOString()}`

/** What has run. */
function made(folder: string): readonly string[] {
  const records = new Records(folder)
  const runs = records.newerThan(0).map(({ profileId, dueMs }) => nameOf(profileId, dueMs))
  records.close()
  return runs.sort()
}

function slotsUntil(untilMs: number): readonly string[] {
  return profiles
    .flatMap(({ id, schedule: interval }) =>
      slotsBetween({ interval, window }, clock, firstMs, untilMs).map((slot) => nameOf(id, slot)),
    )
    .sort()
}

/** Each document came once, and to the profile that runs every minute each came. */
function expectDocumentsOnce(minutes: number, filesOf: (profileId: string) => readonly Uint8Array[]): void {
  const wanted = Array.from({ length: Math.ceil(minutes / minutesPerDocument) }, (_, index) => {
    return documentOf(index * minutesPerDocument).documentNo
  })
  for (const { id } of profiles) {
    const arrived = filesOf(id).flatMap(documentNumbers).sort()
    expect(new Set(arrived).size, 'none twice').toBe(arrived.length)
    expect(arrived).toEqual(id === 'p0' ? wanted : wanted.slice(0, arrived.length))
  }
}

it('three instances that look at the same moments run no slot twice and leave none out', async () => {
  const ledger = new GrowingLedger()
  const house = new House(null, ledger)
  await prepare(house)
  const apps = [1, 2, 3].map(() => openHouse(house).app)
  const minutes = 250 // past the doubled hour
  for (let minute = 0; minute < minutes; minute += 1) {
    house.nowMs = firstMs + minute * minuteMs
    if (minute % minutesPerDocument === 0) ledger.add(documentOf(minute))
    await Promise.all(apps.map((app) => app.schedule.tick()))
    await Promise.all(apps.map((app) => app.schedule.settled()))
  }
  expect(made(house.folder)).toEqual(slotsUntil(house.nowMs))
  const { files } = house.server
  const pathsOf = (id: string) => house.server.visible().filter((path) => path.startsWith(`${id}/`))
  expectDocumentsOnce(minutes, (id) => pathsOf(id).map((path) => files.get(path)!))
  for (const app of apps) await app.close()
  house.remove()
})

it('so do processes, one of them killed and started again', async () => {
  const house = new House()
  await prepare(house)
  const program = await bundle()
  const target = join(house.folder, 'target')
  for (const { id } of profiles) mkdirSync(join(target, id), { recursive: true })
  const [minutes, stepMs, beginMs] = [120, 25, Date.now() + 2000]
  const start = (from: number) =>
    startLife(program, { folder: house.folder, firstMs, from, until: minutes, beginMs, stepMs })
  const [one, two] = [start(0), start(0)]
  const ends = [ended(one), ended(two)]
  await sleep(beginMs - Date.now() + (minutes * stepMs) / 3)
  one.kill('SIGKILL')
  expect(await ends[0]).toBe('SIGKILL')
  const third = ended(start(Math.ceil(minutes / 2)))
  expect([await ends[1], await third]).toEqual(['0', '0'])
  // A minute of theirs is too short for some runs, so that a slot is made up for by the next; none comes twice.
  const [runs, slots] = [made(house.folder), slotsUntil(firstMs + (minutes - 1) * minuteMs)]
  expect(new Set(runs).size, 'no slot twice').toBe(runs.length)
  expect(slots).toEqual(expect.arrayContaining(runs as string[]))
  expect(runs.length).toBeGreaterThan(slots.length / 4)
  for (const { id } of profiles)
    expect(readdirSync(join(target, id)).filter((name) => name.startsWith('.'))).toEqual([])
  expectDocumentsOnce(minutes, (id) =>
    readdirSync(join(target, id)).map((name) => readFileSync(join(target, id, name))),
  )
  house.remove()
})

/** Our sources for a process without vitest; what they import to compare is not called there. */
async function bundle(): Promise<string> {
  const root = join(import.meta.dirname, '../..')
  const outDir = join(root, '.cache', 'schedule')
  const stub = {
    name: 'nothing-compared',
    enforce: 'pre' as const,
    resolveId: (id: string) => (id === 'vitest' || id === './prepared' ? '\0nothing' : null),
    load: (id: string) => (id === '\0nothing' ? 'export const expect = 0, expectSoundFiles = 0' : null),
  }
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [stub],
    build: {
      ssr: join(import.meta.dirname, 'life.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node24',
      rolldownOptions: { output: { entryFileNames: 'life.mjs' } },
    },
  })
  return join(outDir, 'life.mjs')
}

function startLife(program: string, life: Life): ChildProcess {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  return spawn(process.execPath, ['--no-warnings', program, JSON.stringify(life)], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

async function ended(child: ChildProcess): Promise<string> {
  const [code, signal] = await once(child, 'exit')
  return String(code ?? signal)
}
