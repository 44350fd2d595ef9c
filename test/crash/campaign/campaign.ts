import { join } from 'node:path'
import { startFaultProxy } from '../../servers/fault-proxy'
import { startServers } from '../../servers/servers'
import { CampaignHouse, type Place } from './house'
import { choosePlan, killBy, lastEvent } from './point'
import { countHalf, type LedgerDocument, reconcile } from './reconcile'

const option = (name: string, otherwise: number) =>
  Number(process.argv[process.argv.indexOf(`--${name}`) + 1]) || otherwise
const pointsWanted = option('points', 200)
const seed = option('seed', 1)
const parallel = option('parallel', 2)
const program = process.argv[2] ?? ''
/** Half a round trip on loopback, so that a kill meets bytes on the way. */
const latencyMs = 1
const killsPerDelivery = 3
const attemptsMax = 6

interface Tally {
  points: number
  deliveries: number
  /** Processes that ended before their kill. */
  escaped: number
  lost: number
  double: number
  half: number
  /** Deliveries that stopped to ask a person. */
  asked: number
  readonly wrong: string[]
  readonly metAt: Map<string, number>
}

/** Park–Miller: the same plans for the same seed; what the kills meet depends on the machine. */
function createRandom(start: number): () => number {
  let state = (start % 2_147_483_646) + 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** Kills one delivery again and again, then lets it live, then compares ledger, database and server. */
async function deliver(
  house: CampaignHouse,
  profileId: string,
  place: Place,
  ledger: readonly LedgerDocument[],
  random: () => number,
  tally: Tally,
): Promise<void> {
  const folder = join(place.localFolder, profileId)
  for (let kill = 0; kill < killsPerDelivery && tally.points < pointsWanted; kill++) {
    const running = house.export(profileId)
    await killBy(choosePlan(random, lifeMs), running, house.db, profileId)
    const ended = await running.ended
    tally.half += countHalf(house.db, profileId, folder)
    if (ended.signal !== 'SIGKILL') {
      tally.escaped += 1
      break
    }
    tally.points += 1
    const met = lastEvent(house.db, profileId)
    tally.metAt.set(met, (tally.metAt.get(met) ?? 0) + 1)
  }
  let last = await house.export(profileId).ended
  for (let attempt = 1; attempt < attemptsMax && last.exit !== 0; attempt++) last = await house.export(profileId).ended
  lifeMs = (lifeMs * 3 + last.ms) / 4
  if (last.exit !== 0) {
    tally.asked += 1
    tally.wrong.push(`${profileId} does not end: ${last.said.trim().slice(0, 600)}`)
  }
  const found = reconcile(house.db, profileId, folder, ledger)
  tally.deliveries += 1
  tally.lost += found.lost
  tally.double += found.double
  tally.half += found.half
  tally.wrong.push(...found.wrong.map((text) => `${profileId}: ${text}`))
}

/** What a process that nobody kills needs here and now. */
let lifeMs = 600

async function main(): Promise<void> {
  const servers = await startServers(['sshd'])
  const proxy = await startFaultProxy(servers.info.servers.sshd.port, { latencyMs })
  const tally: Tally = {
    ...{ points: 0, deliveries: 0, escaped: 0, lost: 0, double: 0, half: 0, asked: 0 },
    wrong: [],
    metAt: new Map(),
  }
  const startedMs = performance.now()
  try {
    const { info } = servers
    await Promise.all(
      Array.from({ length: parallel }, (_, worker) => work(worker, tally, { ...placeOf(info), port: proxy.port })),
    )
  } finally {
    proxy.close()
    await servers.stop()
  }
  report(tally, (performance.now() - startedMs) / 1000)
  const { lost, double, half, wrong } = tally
  process.exitCode = lost + double + half + wrong.length > 0 ? 1 : 0
}

function placeOf({ servers, users, homes, keys }: Awaited<ReturnType<typeof startServers>>['info']): Place {
  return {
    host: '127.0.0.1',
    port: servers.sshd.port,
    user: users.xfer.name,
    hostKeys: servers.sshd.hostKeys,
    privateKeyFile: keys.ed25519,
    remoteFolder: 'in',
    localFolder: join(homes, users.xfer.name, 'in'),
  }
}

async function work(worker: number, tally: Tally, place: Place): Promise<void> {
  const house = new CampaignHouse(program)
  try {
    const ids = Array.from({ length: Math.ceil(pointsWanted / parallel) + 1 }, (_, index) => `w${worker}-${index}`)
    const ledger = await house.furnish(place, ids)
    const random = createRandom(seed * 1_000 + worker)
    for (const id of ids) {
      if (tally.points >= pointsWanted) break
      await deliver(house, id, place, ledger, random, tally)
      if (process.stderr.isTTY) process.stderr.write(`\r${tally.points} of ${pointsWanted} points`)
    }
  } finally {
    house.remove()
  }
}

function report(tally: Tally, seconds: number): void {
  const { points, deliveries, escaped, lost, double, half, asked, wrong, metAt } = tally
  console.log(
    `\n${points} kills in ${deliveries} deliveries, seed ${seed}, ${seconds.toFixed(0)} s (${(seconds / Math.max(points, 1)).toFixed(2)} s each)`,
  )
  console.log(`${escaped} processes ended before their kill`)
  for (const [event, count] of [...metAt].sort(([, a], [, b]) => b - a))
    console.log(`  last written down: ${event.padEnd(16)} ${count}`)
  for (const text of wrong.slice(0, 20)) console.log(`  wrong: ${text}`)
  console.log(
    `lost ${lost}, double ${double}, half ${half}, asked ${asked}, other disagreements ${wrong.length - asked}`,
  )
}

await main()
