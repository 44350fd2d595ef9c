import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Around, type CaseResult, runCase } from './case'
import { dice } from './dice'
import { kinds } from './faults'
import type { Kind } from './faults/fault'
import { openPark } from './servers/park'
import { openRealPark } from './servers/real-park'
import { openTools } from './tools'
import { makeTemplate } from './world'

/** Which cases one process plays: every `of`-th from `from` on, until so many faults have struck or it is told to stop. */
export interface Share {
  readonly seed: string
  readonly from: number
  readonly of: number
  readonly only: string | null
  readonly victim: string
  readonly mayMount: boolean
  /** OpenSSH and vsftpd instead of servers of ours. */
  readonly real: boolean
}

/** On a disk in memory where there is one: these faults stop processes, not power, and wait for no platter. */
const home = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

const prefix = 'belegbote-chaos-'

/** Removes what campaigns that were stopped have left. */
function sweep(): void {
  if (process.platform !== 'linux') return
  for (const name of readdirSync(home).filter((one) => one.startsWith(prefix))) {
    const pid = name.slice(prefix.length).split('-')[0] ?? ''
    if (!existsSync(`/proc/${pid}`)) rmSync(join(home, name), { recursive: true, force: true })
  }
}

/** Of this process; what a killed process used is not in it. */
const cpuMs = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1000

/** Plays cases one after another; `told` says whether to go on. */
export async function work(
  share: Share,
  told: (no: number, result: CaseResult, ms: number) => boolean,
  spoil?: Around['spoil'],
): Promise<void> {
  sweep()
  const folder = mkdtempSync(join(home, `${prefix}${process.pid}-`))
  const [park, tools] = [
    share.real ? await openRealPark() : await openPark(),
    openTools(folder, share.mayMount, share.victim),
  ]
  try {
    const template = await makeTemplate(folder, dice(share.seed))
    const around: Around = { park, tools, folder, template, ...(spoil ? { spoil } : {}) }
    const chosen = choosable(share)
    for (let no = share.from; ; no += share.of) {
      const seed = `${share.seed}/${no}`
      const before = process.cpuUsage()
      const result = await runCase(`w${no}`, seed, chooseKind(chosen, dice(`${seed}/kind`).fraction()), around)
      if (!told(no, result, cpuMs(process.cpuUsage(before)))) return
    }
  } finally {
    park.close()
    tools.victims.close()
    await tools.holder.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function choosable({ only, mayMount, real }: Share): readonly Kind[] {
  const able = kinds.filter(
    ({ needsMounts, ownServers }) => (mayMount || needsMounts !== true) && !(real && ownServers),
  )
  const chosen = only === null ? able : able.filter(({ name }) => name.startsWith(only))
  if (chosen.length === 0)
    throw new Error(`no kind of fault here is named ${only}; there are ${able.map(({ name }) => name).join(', ')}`)
  return chosen
}

function chooseKind(from: readonly Kind[], fraction: number): Kind {
  let rest = fraction * from.reduce((sum, { weight }) => sum + weight, 0)
  for (const kind of from) {
    rest -= kind.weight
    if (rest < 0) return kind
  }
  throw new Error('weights add up to more than their sum')
}
