import type { RunErrorKind } from '../../../main/core/run/run'
import { type FaultProxy, type LineFault, type LineFaults, startFaultProxy } from '../../servers/fault-proxy'
import { aim, type World } from '../world'
import { type Fault, type Kind, remote, type Stage } from './fault'

/** Where on the way a fault can strike: FTP carries files over connections of their own. */
type Way = 'control' | 'data'

/** As many bytes as pass in a whole delivery, and a little less than that so that most faults meet some. */
const traffic = {
  sftp: { up: 14_000, down: 9_000 },
  ftp: { up: 900, down: 1_100 },
  ftps: { up: 3_500, down: 6_000 },
} as const
const dataBytes = { ftp: 1_600, ftps: 2_600 } as const

const broken: readonly RunErrorKind[] = ['interrupted', 'unreachable', 'timeout', 'content-mismatch', 'server-error']

/** Breaks one direction of one way at a chosen byte. The proxy stands between the world and its server from then on. */
async function breaking(stage: Stage, make: (atByte: number) => LineFault, fault: Partial<Fault>): Promise<Fault> {
  const { world, park, dice } = stage
  const target = world.target === 'folder' ? 'sftp' : world.target
  const way: Way = target !== 'sftp' && !park.isReal && dice.chance(0.4) ? 'data' : 'control'
  const direction = dice.pick(['up', 'down'] as const)
  const most = way === 'data' && target !== 'sftp' ? dataBytes[target] : traffic[target][direction]
  const faults: LineFaults = { [direction]: make(dice.whole(0, dice.chance(0.5) ? most : most / 4)) }
  const proxies: FaultProxy[] = []
  const [none, through]: readonly [LineFaults, (port: number) => Promise<number>] = [
    {},
    async (port) => {
      const proxy = await startFaultProxy(port, faults)
      proxies.push(proxy)
      return proxy.port
    },
  ]
  return {
    expects: broken,
    ...fault,
    strike: async () => {
      const proxy = await startFaultProxy(park.ports[target], way === 'control' ? faults : none)
      proxies.push(proxy)
      if (way === 'data') park.divert(world.name, through)
      aim(world, park.placeOf(target, world.name, proxy.port))
    },
    mend: () => {
      park.divert(world.name, null)
      for (const proxy of proxies) proxy.close()
      aim(world, park.placeOf(target, world.name))
    },
    struck: () => proxies.reduce((sum, { seen }) => sum + seen.struck, 0),
  }
}

export const reset: Kind = {
  name: 'reset',
  means: 'the line is cut at a random byte, by reset, politely, or for one side only',
  targets: remote,
  weight: 14,
  make: (stage) => {
    const how = stage.dice.pick(['rst', 'fin', 'half'] as const)
    return breaking(stage, (afterBytes) => ({ kind: 'cut', afterBytes, how }), {})
  },
}

export const stall: Kind = {
  name: 'stall',
  means: 'the line stays open and from a random byte on carries nothing, or swallows everything',
  targets: remote,
  weight: 5,
  make: (stage) => {
    const kind = stage.dice.pick(['stall', 'drop'] as const)
    return breaking(stage, (afterBytes) => ({ kind, afterBytes }), { patience: 'short' })
  },
}

/** A server may answer anything to a command that it got wrong, and be understood to have said anything. */
const garbled: readonly RunErrorKind[] = [
  ...broken,
  ...(['server-busy', 'protocol-mismatch', 'certificate-invalid', 'host-key-changed'] as const),
  ...(['auth-refused', 'permission-denied', 'folder-missing', 'name-refused', 'no-space'] as const),
  ...(['remote-conflict', 'delivery-uncertain'] as const),
]

export const flip: Kind = {
  name: 'bit flip',
  means: 'bits of a random byte are turned over on the way',
  targets: remote,
  weight: 12,
  make: (stage) => {
    const mask = 1 << stage.dice.whole(0, 7)
    const isPlain = stage.world.target === 'ftp'
    return breaking(stage, (atByte) => ({ kind: 'flip', atByte, mask }), {
      expects: garbled,
      patience: 'short',
      ...(isPlain ? { excuses: { asked: true, garbledNames: true, leftovers: true } } : {}),
    })
  },
}

/** The server comes back when the fault is over. */
export const refused: Kind = {
  name: 'connection refused',
  means: 'nobody listens on the port',
  targets: remote,
  weight: 4,
  make: async ({ world, park }) => {
    const target = targetOf(world)
    const proxy = await startFaultProxy(park.ports[target])
    let lives = 0
    return {
      expects: ['unreachable'],
      strike: () => {
        aim(world, park.placeOf(target, world.name, proxy.port))
        proxy.refuse()
        lives++
      },
      mend: async () => {
        aim(world, park.placeOf(target, world.name))
        proxy.close()
      },
      struck: () => lives,
    }
  },
}

export const nameNotFound: Kind = {
  name: 'DNS failure',
  means: 'the name of the server does not resolve; later it does',
  targets: remote,
  weight: 3,
  needsMounts: true,
  make: ({ world, park, dice, tools }) => {
    const target = targetOf(world)
    const host = `${dice.text(8)}.chaos.example`
    let lives = 0
    return {
      expects: ['name-not-found'],
      strike: () => {
        aim(world, { ...park.placeOf(target, world.name), host })
        lives++
      },
      // The certificate names 127.0.0.1 only, so with TLS the profile goes back to it.
      mend: () => {
        tools.hosts.add(host)
        if (target === 'ftps') aim(world, park.placeOf(target, world.name))
      },
      struck: () => lives,
    }
  },
}

export function targetOf(world: World) {
  if (world.target === 'folder') throw new Error('a folder has no line')
  return world.target
}
