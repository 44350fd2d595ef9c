import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { folderTarget } from '../crash/kit'
import { House, openHouse } from '../fakes/engine'
import { document } from '../fakes/memory-ledger'
import { minuteMs } from './independent'
import { GrowingLedger } from './world'

/** The profile folder, and which minutes to live through; the first minute of all begins at a real moment. */
export interface Life {
  readonly folder: string
  readonly firstMs: number
  readonly from: number
  readonly until: number
  readonly beginMs: number
  readonly stepMs: number
}

/** A document comes every so many minutes. */
export const minutesPerDocument = 9
export const documentOf = (minute: number) => document(String(minute).padStart(4, '0'))

/** A process of its own that looks at the clock at the same real moments as the others, a minute of the schedule each time. */
async function live({ folder, firstMs, from, until, beginMs, stepMs }: Life): Promise<void> {
  const ledger = new GrowingLedger()
  const made = new House(null, ledger)
  rmSync(made.folder, { recursive: true })
  const random = {
    text: (length: number) => Math.random().toString(36).slice(2).padEnd(length, '0').slice(0, length),
    fraction: Math.random,
  }
  const house = Object.assign(made, { folder, random })
  const { app } = openHouse(house, { connector: folderTarget(house).connector })
  for (let minute = 0; minute < until; minute += 1) {
    if (minute % minutesPerDocument === 0) ledger.add(documentOf(minute))
    if (minute < from) continue
    await sleep(Math.max(0, beginMs + minute * stepMs - Date.now()))
    house.nowMs = firstMs + minute * minuteMs
    await app.schedule.tick()
    await app.schedule.settled()
  }
  await app.close()
}

const [, , order] = process.argv
if (order?.startsWith('{')) await live(JSON.parse(order) as Life) // safe: only processes.test.ts starts it
