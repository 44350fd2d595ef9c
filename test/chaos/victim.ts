// One life of the app, as a process that its parent may kill at any moment. Waits for its order on the standard input and
// says aloud what was written down.
import { writeSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import type { Log } from '../../main/core/ports'
import { dice } from './dice'
import { openApp, profileId } from './engine'

export interface Order {
  readonly profileDir: string
  readonly nowMs: number
  readonly what: 'export' | 'tick'
  readonly seed: string
}

const silent: Log = { info: () => undefined, error: () => undefined, child: () => silent }
const say = (line: string) => void writeSync(1, `${line}\n`)

const said = await text(process.stdin)
if (said === '') process.exit(0) // the campaign is over
/** Safe: the parent is the only one who writes there. */
const order = JSON.parse(said) as Order
say('begun')
const app = await openApp({
  profileDir: order.profileDir,
  clock: { now: () => order.nowMs },
  random: dice(order.seed),
  log: silent,
  patience: 'standard',
})
if (!app.ok) {
  say(`refused ${app.error.kind}`)
  process.exit(1)
}
app.value.onChange(({ fact }) => say(fact))
if (order.what === 'export') await app.value.runs.export(profileId)
else {
  await app.value.schedule.tick()
  await app.value.schedule.settled()
}
await app.value.close()
say('closed')
