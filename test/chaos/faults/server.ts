import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import type { RunErrorKind } from '../../../main/core/run/run'
import { startFaultProxy } from '../../servers/fault-proxy'
import { Cut, type Found, Refusal, type Spirit, type Step } from '../servers/shelf'
import { aim } from '../world'
import { type Fault, type Kind, remote, type Stage } from './fault'
import { targetOf } from './line'

/** Requests in a whole delivery, about. */
const stepsPerDelivery = 45

interface Haunting {
  readonly spirit: Spirit
  readonly expects: readonly RunErrorKind[]
  readonly excusesMeanwhile?: Fault['excusesMeanwhile'] & {}
  struck(): number
}

/** Lets a spirit into the server for one life of the app. */
function haunted({ world }: Stage, { spirit, ...fault }: Haunting): Fault {
  return {
    ...fault,
    strike: () => {
      world.shelf.spirit = spirit
    },
    mend: () => {
      world.shelf.spirit = {}
    },
  }
}

const refusals: Readonly<Record<'busy' | 'full' | 'denied' | 'failure', readonly RunErrorKind[]>> = {
  busy: ['server-error', 'server-busy', 'content-mismatch'],
  full: ['no-space', 'server-error', 'content-mismatch'],
  denied: ['permission-denied', 'server-error', 'content-mismatch', 'folder-missing'],
  failure: ['server-error', 'content-mismatch', 'folder-missing'],
}

export const refusing: Kind = {
  name: 'server refuses',
  means: 'from a random request on the server says no: busy, full, denied, or without a reason',
  targets: remote,
  weight: 8,
  ownServers: true,
  make: (stage) => {
    const { dice } = stage
    const reason = dice.pick(['busy', 'full', 'denied', 'failure'] as const)
    const writing: readonly Step[] = ['create', 'write', 'rename', 'make']
    const from = dice.whole(1, stepsPerDelivery)
    const until = from + dice.pick([0, 0, 2, 1_000])
    let [seen, struck] = [0, 0]
    const spirit: Spirit = {
      before: (step) => {
        seen++
        if (reason === 'full' && !writing.includes(step)) return
        if (seen < from || seen > until) return
        struck++
        throw new Refusal(reason)
      },
    }
    return haunted(stage, { spirit, expects: refusals[reason], struck: () => struck })
  },
}

export const cutAtStep: Kind = {
  name: 'answer lost',
  means: 'a request is carried out, or not, and the connection breaks instead of an answer',
  targets: remote,
  weight: 8,
  ownServers: true,
  make: (stage) => {
    const { dice } = stage
    const at = dice.whole(1, stepsPerDelivery)
    const afterRename = dice.chance(0.5)
    let [seen, struck] = [0, 0]
    const spirit: Spirit = afterRename
      ? {
          renames: (_from, _to, really) => {
            if (++seen !== 1 + (at % 4)) return false
            really()
            struck++
            throw new Cut()
          },
        }
      : {
          before: () => {
            if (++seen !== at) return
            struck++
            throw new Cut()
          },
        }
    return haunted(stage, { spirit, expects: ['interrupted'], struck: () => struck })
  },
}

type Lie = (stage: Stage) => Haunting

/** Takes the bytes, says yes, and stores none; asked for the size, it tells the truth or what it was told. */
const discards: Lie = ({ dice }) => {
  const sizes = new Map<string, number>()
  const tellsTruth = dice.chance(0.5)
  let struck = 0
  return {
    expects: ['content-mismatch'],
    struck: () => struck,
    spirit: {
      writes: (path, bytes) => {
        struck++
        sizes.set(path, (sizes.get(path) ?? 0) + bytes.length)
        return null
      },
      looked: (path, found) => {
        const sizeBytes = sizes.get(path)
        return tellsTruth || sizeBytes === undefined || !found ? found : { ...found, sizeBytes }
      },
    },
  }
}

/** Loses the end of a file, once it was closed or between two requests before it gets its final name. */
const truncates: Lie = ({ world, dice }) => {
  const lost = dice.whole(1, 200)
  const wait = dice.whole(0, 6)
  let [victim, left, struck] = ['', 0, 0]
  const harm = () => {
    if (victim === '' || left-- > 0 || !existsSync(world.shelf.real(victim))) return
    const size = world.shelf.sizeOf(victim)
    world.shelf.damage(victim, Math.max(0, size - lost))
    struck++
    victim = ''
  }
  return {
    expects: ['content-mismatch', 'remote-conflict', 'server-error'],
    excusesMeanwhile: { damaged: true },
    struck: () => struck,
    spirit: {
      closed: (path) => {
        if (struck > 0 || !basename(path).startsWith('.')) return
        ;[victim, left] = [path, wait]
        if (left === 0) harm()
      },
      before: harm,
    },
  }
}

/** Says "renamed" at once, and does it some requests later, or never in this life. */
const renamesLate: Lie = ({ dice }) => {
  const delay = dice.pick([1, 2, 3, 6, 10_000])
  const pending: { due: number; really: () => void }[] = []
  let [seen, struck] = [0, 0]
  return {
    expects: ['server-error', 'content-mismatch', 'delivery-uncertain', 'remote-conflict'],
    struck: () => struck,
    spirit: {
      before: () => {
        seen++
        for (const one of pending.splice(0)) {
          if (one.due > seen) pending.push(one)
          else one.really()
        }
      },
      renames: (_from, _to, really) => {
        struck++
        pending.push({ due: seen + delay, really: () => quietly(really) })
        return true
      },
    },
  }
}

/** Renames and says that it did not. */
const deniesRename: Lie = ({ dice }) => {
  const reason = dice.pick(['busy', 'denied', 'failure', 'missing'] as const)
  let struck = 0
  return {
    expects: ['server-error', 'content-mismatch', 'permission-denied', 'remote-conflict'],
    struck: () => struck,
    spirit: {
      renames: (_from, _to, really) => {
        really()
        struck++
        throw new Refusal(reason)
      },
    },
  }
}

/** Answers from a listing that is some requests old. */
const staleListing: Lie = ({ world, dice }) => {
  const age = dice.whole(1, 12)
  const history: ReadonlyMap<string, number>[] = []
  let struck = 0
  return {
    expects: ['content-mismatch', 'server-error', 'delivery-uncertain', 'remote-conflict', 'folder-missing'],
    struck: () => struck,
    spirit: {
      before: () => {
        history.push(world.shelf.listing())
      },
      looked: (path, found) => {
        if (found?.isFolder || history.length <= age) return found
        const sizeBytes = history.at(-1 - age)?.get(world.shelf.normal(path))
        const old: Found | null = sizeBytes === undefined ? null : { isFolder: false, sizeBytes }
        if (old?.sizeBytes !== found?.sizeBytes) struck++
        return old
      },
    },
  }
}

const lies: readonly Lie[] = [discards, truncates, renamesLate, deniesRename, staleListing]

export const lying: Kind = {
  name: 'lying server',
  means: 'accepts and discards, truncates, renames late or denies it, answers from an old listing',
  targets: remote,
  weight: 16,
  ownServers: true,
  make: (stage) => haunted(stage, stage.dice.pick(lies)(stage)),
}

export const hostKey: Kind = {
  name: 'host key change',
  means: 'the server shows another host key',
  targets: ['sftp'],
  weight: 3,
  ownServers: true,
  make: (stage) => otherServer(stage, stage.park.ports.sftpOther, ['host-key-changed']),
}

export const certificate: Kind = {
  name: 'certificate expiry',
  means: 'the certificate of the server has expired',
  targets: ['ftps'],
  weight: 3,
  ownServers: true,
  make: (stage) => otherServer(stage, stage.park.ports.ftpsExpired, ['certificate-invalid']),
}

/** Behind the same address answers another server. */
async function otherServer({ world, park }: Stage, port: number, expects: Fault['expects']): Promise<Fault> {
  const proxy = await startFaultProxy(port)
  return {
    expects,
    strike: () => aim(world, park.placeOf(targetOf(world), world.name, proxy.port)),
    mend: () => {
      proxy.close()
      aim(world, park.placeOf(targetOf(world), world.name))
    },
    struck: () => Math.min(proxy.seen.connections, 1),
  }
}

function quietly(work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}
