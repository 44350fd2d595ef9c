import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { House, must, type Opened, openHouse, profile } from '../../test/fakes/engine'
import { document } from '../../test/fakes/memory-ledger'
import type { Profile } from '../core/profile/profile'
import { parseLocal } from '../core/schedule/local-time'
import type { TargetConnector } from '../core/transfer/target'
import { Desk } from './desk'
import { Scheduler } from './scheduler'

let house: House
const open: Opened[] = []
const gates: PromiseWithResolvers<void>[] = []

beforeEach(() => {
  house = new House()
  house.ledger.put(document('1'), document('2'))
})
afterEach(async () => {
  for (const gate of gates.splice(0)) gate.resolve() // a test that failed leaves nobody waiting
  for (const { app } of open.splice(0)) await app.close()
  house.remove()
})

const at = (local: string) => parseLocal(local, 'Europe/Berlin')!
const dueMs = at('2026-04-01T18:30')

function start(options?: Parameters<typeof openHouse>[1]): Opened {
  const opened = openHouse(house, options)
  open.push(opened)
  return opened
}

function to(id: string, host: string, change: Partial<Profile> = {}): Profile {
  const { target } = profile()
  return profile({ id, name: id, target: { ...target, host, directory: id }, ...change })
}

/** A server whose answers come when the test lets them, host by host; and who is with it. */
function gatekeeper() {
  const closed = new Map<string, PromiseWithResolvers<void>>()
  const arrived: string[] = []
  const server = house.server.connector()
  const connector: TargetConnector = {
    ...server,
    connect: async (settings, secret, onStage) => {
      arrived.push(settings.directory)
      await closed.get(settings.host ?? '')?.promise
      return server.connect(settings, secret, onStage)
    },
  }
  return {
    connector,
    arrived,
    close: (host: string) => {
      const gate = Promise.withResolvers<void>()
      closed.set(host, gate)
      gates.push(gate)
    },
    open: (host: string) => {
      closed.get(host)?.resolve()
      closed.delete(host)
    },
  }
}

const statesOf = async ({ app }: Opened, profileId: string) =>
  must(await app.runs.list({ profileId })).map(({ state }) => state)

/** Everything that can happen without the closed gate has happened. */
const quiet = async () => {
  for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve))
}

describe('a server that stalls', () => {
  it('does not delay the run of another profile', async () => {
    const gate = gatekeeper()
    const opened = start({ connector: gate.connector })
    must(await opened.app.profiles.apply([to('a-slow', 'slow.example.de'), to('b-fine', 'fine.example.de')]))
    gate.close('slow.example.de')
    house.nowMs = dueMs
    await opened.app.schedule.tick()
    await expect.poll(() => statesOf(opened, 'b-fine')).toEqual(['delivered'])
    await expect.poll(() => statesOf(opened, 'a-slow')).toEqual(['prepared'])
    gate.open('slow.example.de')
    await opened.app.schedule.settled()
    expect(await statesOf(opened, 'a-slow')).toEqual(['delivered'])
  })

  it('gets no second run of the same profile however often the clock is looked at', async () => {
    const gate = gatekeeper()
    const opened = start({ connector: gate.connector })
    must(
      await opened.app.profiles.apply([
        to('slow', 'slow.example.de', { schedule: { interval: 'minutes', minutes: 1 } }),
      ]),
    )
    gate.close('slow.example.de')
    for (let minute = 0; minute < 5; minute++) {
      house.nowMs = dueMs + minute * 60_000
      await opened.app.schedule.tick()
    }
    await expect.poll(() => gate.arrived).toEqual(['slow'])
    await quiet()
    expect(gate.arrived).toEqual(['slow'])
    expect(await statesOf(opened, 'slow')).toEqual(['prepared'])
    gate.open('slow.example.de')
    await opened.app.schedule.settled()
    expect(await statesOf(opened, 'slow')).toEqual(['delivered'])
  })

  it('carries the runs of one place one after another, whatever the way it is written', async () => {
    const gate = gatekeeper()
    const opened = start({ connector: gate.connector })
    const second = to('b', 'SFTP.example.de')
    must(
      await opened.app.profiles.apply([
        to('a', 'sftp.example.de'),
        { ...second, target: { ...second.target, port: 22 } },
        to('c', 'sftp.example.de', {
          target: { ...second.target, host: 'sftp.example.de', user: 'other', directory: 'c' },
        }),
      ]),
    )
    gate.close('sftp.example.de')
    house.nowMs = dueMs
    await opened.app.schedule.tick()
    await expect.poll(() => gate.arrived).toHaveLength(2)
    await quiet()
    expect([...gate.arrived].sort()).toEqual(['a', 'c'])
    expect(await statesOf(opened, 'b')).toEqual(['planned'])
    gate.open('sftp.example.de')
    await opened.app.schedule.settled()
    expect(gate.arrived.at(-1)).toBe('b')
    expect(await statesOf(opened, 'b')).toEqual(['delivered'])
  })
})

describe('two apps on one folder', () => {
  it('make one run of a slot, and one of them carries it', async () => {
    const [first, second] = [start(), start()]
    must(await first.app.profiles.apply([profile({ schedule: { interval: 'hourly' } })]))
    for (const hour of ['14', '15', '16', '17', '18']) {
      house.nowMs = at(`2026-04-01T${hour}:00`)
      const both = hour === '16' ? [second, first] : [first, second]
      await Promise.all(both.map(({ app }) => app.schedule.tick()))
      await Promise.all(both.map(({ app }) => app.schedule.settled()))
    }
    const runs = must(await first.app.runs.list({}))
    expect(runs.map((run) => run.dueMs).sort()).toEqual(
      ['14', '15', '16', '17', '18'].map((hour) => at(`2026-04-01T${hour}:00`)),
    )
    expect(runs.filter(({ state }) => state !== 'empty').map(({ documents }) => documents)).toEqual([2])
    expect(house.server.visible()).toHaveLength(1)
  })

  it('leave a profile alone that the other one carries, and take its slot up afterwards', async () => {
    const gate = gatekeeper()
    const [first, second] = [start({ connector: gate.connector }), start()]
    must(await first.app.profiles.apply([to('slow', 'slow.example.de')]))
    gate.close('slow.example.de')
    house.nowMs = dueMs - 60_000
    const byHand = first.app.runs.export('slow')
    await expect.poll(() => gate.arrived).toEqual(['slow'])
    house.nowMs = dueMs
    await second.app.schedule.tick()
    await second.app.schedule.settled()
    expect(await statesOf(second, 'slow')).toEqual(['prepared'])
    gate.open('slow.example.de')
    must(await byHand)
    house.nowMs = dueMs + 60_000
    await second.app.schedule.tick()
    await second.app.schedule.settled()
    const runs = must(await second.app.runs.list({}))
    expect(runs.map(({ origin, state }) => `${origin} ${state}`)).toEqual(['schedule empty', 'manual delivered'])
  })
})

describe('what is under way', () => {
  it('is named while it is, and announced at both ends', async () => {
    const gate = gatekeeper()
    const { app, ports } = start({ connector: gate.connector })
    must(await app.profiles.apply([to('slow', 'slow.example.de')]))
    const seen: (readonly string[])[] = []
    const desk = new Desk(ports, ({ fact }) => {
      if (fact === 'status.changed') seen.push(desk.running())
    })
    const schedule = new Scheduler(desk)
    gate.close('slow.example.de')
    house.nowMs = dueMs
    await schedule.tick()
    await expect.poll(() => gate.arrived).toEqual(['slow'])
    expect(desk.running()).toEqual(['slow'])
    gate.open('slow.example.de')
    await schedule.settled()
    expect(seen).toEqual([['slow'], []])
  })

  it('commits its step when the app closes, and goes on with the next start', async () => {
    const gate = gatekeeper()
    const opened = openHouse(house, { connector: gate.connector })
    must(await opened.app.profiles.apply([to('a', 'sftp.example.de'), to('b', 'sftp.example.de')]))
    gate.close('sftp.example.de')
    house.nowMs = dueMs
    await opened.app.schedule.start()
    await expect.poll(() => gate.arrived).toEqual(['a'])
    const closed = opened.app.close()
    gate.open('sftp.example.de')
    await closed
    const again = start()
    expect(await statesOf(again, 'b')).toEqual(['planned'])
    await again.app.schedule.start()
    await again.app.schedule.settled()
    expect([await statesOf(again, 'a'), await statesOf(again, 'b')]).toEqual([['delivered'], ['delivered']])
    expect(gate.arrived).toEqual(['a'])
  })
})

describe('a bug with one profile', () => {
  it('is written into the log and leaves the others alone', async () => {
    const bugs: unknown[] = []
    const { app } = start({
      wrap: (ports) => ({
        ...ports,
        log: { ...ports.log, error: (event, fields) => void bugs.push([event, fields?.['profileId']]) },
        locks: {
          acquire: (id) => {
            if (id === 'a') throw new Error('the disk is gone')
            return ports.locks.acquire(id)
          },
        },
      }),
    })
    must(await app.profiles.apply([to('a', 'a.example.de'), to('b', 'b.example.de')]))
    house.nowMs = dueMs
    await app.schedule.tick()
    await app.schedule.settled()
    expect(must(await app.runs.list({})).map((run) => run.profileId)).toEqual(['b'])
    expect(bugs).toContainEqual(['schedule.bug', 'a'])
  })

  it('in the ledger is met by a run, which tells a person', async () => {
    const broken = () => Promise.reject(new Error('disk I/O error'))
    const { app } = start({
      wrap: (ports) => ({ ...ports, ledger: { ...ports.ledger, mandants: broken, status: broken } }),
    })
    must(await app.profiles.apply([profile()]))
    house.nowMs = dueMs
    await app.schedule.tick()
    await app.schedule.settled()
    expect(must(await app.runs.list({}))).toMatchObject([{ state: 'parked', error: { kind: 'internal' } }])
  })
})
