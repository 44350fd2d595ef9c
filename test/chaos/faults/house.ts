import { existsSync, readdirSync, renameSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { openEmbeddedLedger } from '../../../main/adapters/ledger'
import type { RunErrorKind } from '../../../main/core/run/run'
import { documentRows, invoiceRows, writeBooks } from '../books'
import { must, open, type World } from '../world'
import { all, type Fault, type Kind, type Stage } from './fault'

const hourMs = 3_600_000
const jumps = [60_000, hourMs, 24 * hourMs, 400 * 24 * hourMs]

export const clockJump: Kind = {
  name: 'clock jump',
  means: 'the clock of the computer jumps, between two looks at it, by a minute up to a year, and may come back',
  targets: all,
  weight: 8,
  make: ({ world, dice }) => {
    const by = dice.pick(jumps) * dice.pick([-1, 1])
    const at = dice.whole(1, 30)
    const comesBack = dice.chance(0.7)
    let looks = 0
    return {
      expects: [],
      clock: { now: () => (++looks >= at ? world.nowMs + by : world.nowMs) },
      mend: () => {
        if (looks >= at && !comesBack) world.nowMs += by
      },
      struck: () => (looks >= at ? 1 : 0),
    }
  },
}

/** Locks that are given back within SQLite's patience, which the app waits out. */
export const databaseLocked: Kind = {
  name: 'database locked',
  means: 'another program holds a write or exclusive lock on a database for a moment',
  targets: all,
  weight: 4,
  make: ({ world, dice, tools }) => {
    const path = join(world.profileDir, dice.pick(['belegbote.db', 'belegbote.db', 'ledger.db']))
    const mode = dice.pick(['IMMEDIATE', 'EXCLUSIVE'] as const)
    const [at, ms] = [dice.whole(1, 30), dice.whole(1, 120)]
    let [looks, struck] = [0, 0]
    let held: Promise<void> = Promise.resolve()
    const hold = () => {
      struck++
      held = tools.holder.hold(path, mode, ms)
    }
    return {
      expects: [],
      strike: async () => {
        if (at > 3) return
        hold()
        await held
      },
      clock: {
        now: () => {
          if (++looks === at && at > 3) hold()
          return world.nowMs
        },
      },
      mend: () => held,
      struck: () => struck,
    }
  },
}

/** Longer than SQLite waits. Rare: it costs the five seconds. */
export const databaseLockedLong: Kind = {
  name: 'database locked long',
  means: 'another program holds an exclusive lock on a database for longer than the app waits',
  targets: ['folder'],
  weight: 0.15,
  make: ({ world, dice, tools }) => {
    const path = join(world.profileDir, dice.pick(['belegbote.db', 'ledger.db']))
    let struck = 0
    return {
      expects: ['ledger-unavailable', 'internal'],
      refusals: ['database-busy'],
      strike: async () => {
        struck++
        await tools.holder.hold(path, 'EXCLUSIVE', 5_400)
      },
      struck: () => struck,
    }
  },
}

const eaten: readonly RunErrorKind[] = [
  ...(['local-file-changed', 'spool-failed'] as const),
  ...(['content-mismatch', 'delivery-uncertain', 'remote-conflict', 'server-error'] as const),
]

/** On Windows a scanner opens a fresh file for itself; here it takes it away, or cuts it, and most times gives it back. */
export const antivirus: Kind = {
  name: 'virus scanner',
  means:
    'a prepared file, or a temporary one at the receiver, is taken away or cut while it is needed, and may come back',
  targets: all,
  weight: 6,
  ownServers: true,
  make: (stage) => {
    const { world, dice } = stage
    const atReceiver = dice.chance(0.35)
    const mode = dice.pick(['take', 'cut'] as const)
    const at = dice.whole(1, 35)
    const taken: { from: string; to: string }[] = []
    let [looks, struck] = [0, 0]
    const harm = () => {
      const victim = pickFile(world, atReceiver, dice.fraction())
      if (victim === null) return
      struck++
      const aside = join(world.root, `quarantine-${struck}`)
      taken.push({ from: victim, to: aside })
      if (mode === 'take') renameSync(victim, aside)
      else truncateSync(victim, 1)
    }
    return {
      expects: eaten,
      clock: {
        now: () => {
          if (++looks === at) harm()
          return world.nowMs
        },
      },
      mend: () => {
        if (mode === 'take') for (const { from, to } of taken) if (existsSync(to)) giveBack(from, to)
      },
      struck: () => struck,
    }
  },
}

/** What was made anew meanwhile stays. */
function giveBack(from: string, to: string): void {
  if (existsSync(from) || !existsSync(join(from, '..'))) rmSync(to)
  else renameSync(to, from)
}

function pickFile(world: World, atReceiver: boolean, fraction: number): string | null {
  const root = atReceiver ? world.shelf.root : join(world.profileDir, 'spool')
  if (!existsSync(root)) return null
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && (!atReceiver || entry.name.startsWith('.')))
    .map((entry) => join(entry.parentPath, entry.name))
  return files[Math.floor(fraction * files.length)] ?? null
}

/** A till goes on selling while the day is handed over. */
export const booksChange: Kind = {
  name: 'ledger changes',
  means: 'documents are added, changed or marked as not to be exported while an export is under way',
  targets: all,
  weight: 7,
  make: (stage) => {
    const { world, dice } = stage
    const at = dice.whole(1, 30)
    let [looks, struck] = [0, 0]
    let changing: Promise<void> = Promise.resolve()
    return {
      expects: ['ledger-unavailable'],
      clock: {
        now: () => {
          if (++looks === at) {
            struck++
            changing = changeBooks(stage)
          }
          return world.nowMs
        },
      },
      mend: () => changing,
      struck: () => struck,
    }
  },
}

export async function changeBooks({ world, dice }: Pick<Stage, 'world' | 'dice'>): Promise<void> {
  const fresh = Array.from({ length: dice.whole(1, 3) }, () => world.nextId++)
  const known = Array.from({ length: dice.whole(0, 2) }, () => dice.whole(0, world.nextId - 1))
  const withdrawn = known.filter(() => dice.chance(0.3))
  const ids = [...new Set([...fresh, ...known])]
  const folder = join(world.root, `books-${world.nextId}`)
  writeBooks(folder, documentRows(dice, ids, withdrawn), invoiceRows(dice, dice.chance(0.4) ? fresh.slice(0, 1) : []))
  const ledger = must(openEmbeddedLedger(world.profileDir))
  try {
    must(await ledger.importExchange([folder]))
  } finally {
    ledger.close()
    rmSync(folder, { recursive: true })
  }
}

/** Two programs on one folder, as a window that runs and a command that somebody types. */
export const twoApps: Kind = {
  name: 'two at once',
  means: 'two apps on one profile folder export, tick and carry on at the same moment',
  targets: all,
  weight: 5,
  make: ({ world, dice }) => {
    let struck = 0
    const live = async () => {
      const apps = await Promise.all([open(world), open(world)])
      struck++
      const orders = apps.map(async (opened) => {
        const app = must(opened)
        if (dice.chance(0.5)) await app.runs.export('kanzlei')
        else {
          await app.schedule.tick()
          await app.schedule.settled()
        }
        if (dice.chance(0.5)) await app.runs.resumeOpen()
      })
      const outcomes = await Promise.allSettled(orders)
      for (const opened of apps) if (opened.ok) await opened.value.close()
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
      return null
    }
    return { expects: [], live, struck: () => struck } satisfies Fault
  },
}
