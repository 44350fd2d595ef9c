import type { App } from '../../main/engine/app'
import { dice } from './dice'
import { type Patience, profileId } from './engine'
import type { Fault, Kind, Stage } from './faults/fault'
import { changeBooks } from './faults/house'
import { type Excuses, type Finding, findHalf, reconcile } from './reconcile/reconcile'
import type { Park } from './servers/park'
import type { Tools } from './tools'
import { makeWorld, must, open, removeWorld, type World } from './world'

export interface CaseResult {
  readonly kind: string
  readonly target: string
  /** Faults that have hit something, and those that came too late or never. */
  readonly struck: number
  readonly missed: number
  /** Every kind of error that runs told, with how often. */
  readonly told: ReadonlyMap<string, number>
  /** How it came to its end: by itself, with the order a person gives, or waiting for a person's decision. */
  readonly end: 'by itself' | 'by order' | 'asked'
  readonly findings: readonly Finding[]
  /** With findings: the last lines of the technical log. */
  readonly said: readonly string[]
}

export interface Around {
  readonly park: Park
  readonly tools: Tools
  readonly folder: string
  readonly template: string
  /** Spoils every world before the last look; then there must be findings. */
  readonly spoil?: (world: World) => void
}

const roundsMost = 8
const minuteMs = 60_000

/** One world, up to eight faults one after another, then time to recover, then the comparison. */
export async function runCase(name: string, seed: string, kind: Kind, around: Around): Promise<CaseResult> {
  const chance = dice(seed)
  const { park, tools } = around
  const world = makeWorld({ ...around, name, dice: chance, target: chance.pick(kind.targets) })
  const tally = new Tally()
  const lives = new Lives(world)
  try {
    const rounds = chance.whole(1, roundsMost)
    for (let round = 0; round < rounds; round++) {
      if (round > 0 && !hasUnfinished(world)) await changeBooks({ world, dice: chance })
      await strike({ world, park, dice: chance, tools }, kind, tally, lives)
    }
    const end = await recover(world, tally, lives)
    await lives.end()
    around.spoil?.(world)
    tally.findings.push(...reconcile(placeOf(world), world.records(), tally.excuses))
    const said = tally.findings.length > 0 ? world.said : []
    return { kind: kind.name, target: world.target, end, said, ...tally.result }
  } finally {
    await lives.end()
    removeWorld(world, park)
  }
}

const placeOf = ({ profileDir, shelf }: World) => ({ profileDir, serverRoot: shelf.root })

class Tally {
  readonly findings: Finding[] = []
  readonly told = new Map<string, number>()
  excuses: Excuses = {}
  /** Until a person has put things right. */
  meanwhile: Excuses = {}
  struck = 0
  missed = 0

  tell(code: string): void {
    this.told.set(code, (this.told.get(code) ?? 0) + 1)
  }

  get result() {
    const { struck, missed, told, findings } = this
    return { struck, missed, told, findings }
  }
}

/** Part of a life with the fault, or a whole one, and a look afterwards. */
async function strike(stage: Stage, kind: Kind, tally: Tally, lives: Lives): Promise<void> {
  const { world } = stage
  const fault = await kind.make(stage)
  tally.excuses = { ...tally.excuses, ...fault.excuses }
  if (fault.live || fault.wholeLife) await lives.end()
  const before = lastEntry(world)
  await fault.strike?.()
  world.clock = fault.clock ?? null
  const trouble = await caught(fault.live ?? (() => ordinaryWork(stage, fault, lives)), tally)
  world.clock = null
  if (fault.wholeLife) await lives.end()
  await fault.mend?.()
  const struck = fault.struck()
  tally.struck += struck > 0 ? 1 : 0
  tally.missed += struck > 0 ? 0 : 1
  if (trouble !== null && !fault.refusals?.includes(trouble)) {
    tally.findings.push({ what: 'message', text: `${kind.name}: the order ended with ${trouble}` })
  }
  for (const error of errorsSince(world, before)) {
    tally.tell(error)
    const fits = error === 'attempts-exhausted' || fault.expects.some((one) => one === error)
    if (struck > 0 && !fits) tally.findings.push({ what: 'message', text: `${kind.name}: a run says ${error}` })
  }
  tally.meanwhile = { ...tally.meanwhile, ...fault.excusesMeanwhile }
  tally.findings.push(...findHalf(placeOf(world), world.records(), { ...tally.excuses, ...tally.meanwhile }))
}

/** Null: nothing but runs have anything to say. Else the code of a refusal. */
function ordinaryWork({ world, dice: chance }: Stage, { patience }: Fault, lives: Lives): Promise<string | null> {
  if (chance.chance(0.5)) return lives.order(exportOnce, patience)
  world.nowMs = hasUnfinished(world) ? Math.max(world.nowMs, retryAt(world)) : nextSlot(world.nowMs)
  return lives.order(tick, patience)
}

/** Half past six in the evening of the world's first day. */
const firstSlotMs = Date.UTC(2026, 2, 4, 17, 30)
const dayMs = 86_400_000

const nextSlot = (nowMs: number) => firstSlotMs + Math.max(0, Math.ceil((nowMs - firstSlotMs + 1) / dayMs)) * dayMs

async function tick(app: App): Promise<null> {
  await app.schedule.tick()
  await app.schedule.settled()
  return null
}

async function exportOnce(app: App): Promise<string | null> {
  const done = await app.runs.export(profileId)
  return done.ok ? null : done.error.code
}

async function caught(work: () => Promise<string | null>, tally: Tally): Promise<string | null> {
  try {
    const code = await work()
    if (code !== null) tally.tell(`refused: ${code}`)
    return code
  } catch (error) {
    tally.tell('an exception')
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
}

const looksToRecover = 8

/** Time passes and the app is left alone; then a person orders an export; at last does what the message asks for. */
async function recover(world: World, tally: Tally, lives: Lives): Promise<CaseResult['end']> {
  const order = async (work: (app: App) => Promise<string | null>) => {
    const code = await lives.order(work)
    if (code !== null) tally.findings.push({ what: 'state', text: `after all is well again: ${code}` })
  }
  for (let look = 0; look < looksToRecover && hasOpen(world); look++) {
    world.nowMs = Math.max(world.nowMs + minuteMs, retryAt(world))
    await order(tick)
  }
  const byItself = !hasUnfinished(world)
  await order(exportOnce)
  if (hasUnfinished(world)) await order(exportOnce)
  if (hasUnfinished(world) && !tally.excuses.asked) await order((app) => decide(world, app))
  if (!byItself) await order(exportOnce)
  if (hasUnfinished(world)) return 'asked'
  return byItself ? 'by itself' : 'by order'
}

/** The app on the world's folder: over several orders the same process, as in a tray, or a new one each, as on a command line. */
class Lives {
  readonly #world: World
  readonly #restarts: boolean
  #app: App | null = null
  #patience: Patience = 'standard'

  constructor(world: World) {
    this.#world = world
    this.#restarts = world.dice.chance(0.3)
  }

  /** The order's answer, or why the app does not open. */
  async order(work: (app: App) => Promise<string | null>, patience: Patience = 'standard'): Promise<string | null> {
    if (this.#restarts || patience !== this.#patience) await this.end()
    if (!this.#app) {
      const opened = await open(this.#world, patience)
      if (!opened.ok) return opened.error.kind
      this.#app = opened.value
      this.#patience = patience
    }
    return work(this.#app)
  }

  async end(): Promise<void> {
    const app = this.#app
    this.#app = null
    await app?.close()
  }
}

/**
 * What a person does who has looked at the receiver and found nothing, or a damaged file: takes the damaged one away and
 * sends the same bytes again. When the prepared file is gone, they free the documents for the next run.
 */
async function decide(world: World, app: App): Promise<null> {
  for (const run of must(await app.runs.list({ state: 'parked' }))) {
    for (const file of run.files) {
      const path = file.remotePath === null ? null : world.shelf.toShelf(file.remotePath)
      if (path !== null && file.state !== 'published' && world.shelf.holds(path)) world.shelf.take(path)
    }
    const sent = await app.runs.resend(run.id)
    if (!sent.ok && sent.error.code === 'local-file-changed') {
      must(await app.runs.release(run.id, 'the prepared file is gone'))
    }
  }
  return null
}

const unfinished = `('planned', 'prepared', 'sending', 'publishing', 'parked')`

function ask<T>(world: World, sql: string): T | null {
  return world.records().prepare<[], T>(sql).pluck().get() ?? null
}

const hasUnfinished = (world: World) => ask(world, `SELECT 1 FROM run WHERE state IN ${unfinished}`) !== null
const hasOpen = (world: World) =>
  ask(world, `SELECT 1 FROM run WHERE state IN ${unfinished} AND state <> 'parked'`) !== null
const retryAt = (world: World) =>
  ask<number>(world, `SELECT max(retry_at_ms) FROM run WHERE state IN ${unfinished}`) ?? 0
const lastEntry = (world: World) => ask<number>(world, 'SELECT max(id) FROM journal') ?? 0
const errorsSince = (world: World, entry: number) =>
  world
    .records()
    .prepare<[number], string>(
      `SELECT data ->> '$.error.kind' FROM journal WHERE id > ? AND event IN ('run.failed', 'run.parked')`,
    )
    .pluck()
    .all(entry)
