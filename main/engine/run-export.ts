import { assert, assertNever } from '../core/assert'
import type { Profile } from '../core/profile/profile'
import { isOpen, type Run } from '../core/run/run'
import type { RunProgress } from './app'
import { Connection } from './connection'
import type { Line } from './line'
import type { Ports } from './ports'
import { prepare } from './prepare'
import { publish } from './publish'
import { send } from './send'

export interface Carrying {
  readonly profile: Profile
  readonly actor: string
  readonly tell: (progress: RunProgress) => void
  /** Told after every commit. */
  readonly announce: (runId: string) => void
  /** True: stop after the step that is under way. */
  readonly isStopping: () => boolean
}

/** planned, sending, publishing, delivered, and some to spare. */
const stepsBeside = 10
const stepsPerFile = 6

/**
 * Carries one run as far as it can go now: to its end, or to the first step that fails. Live start, retry and recovery
 * after a crash all enter here. The caller holds the profile's lock.
 */
export async function runExport(start: Run, ports: Ports, carrying: Carrying): Promise<Run> {
  const log = ports.log.child({ runId: start.id, profileId: start.profileId })
  const connection = new Connection(ports, carrying.profile)
  const tell: Line['tell'] = (progress) => carrying.tell({ runId: start.id, ...progress })
  const line: Line = { ports, profile: carrying.profile, connection, log, actor: carrying.actor, tell }
  log.info('run.carried', { state: start.state, no: start.no })
  let run = start
  let steps = 0
  try {
    while (isOpen(run) && !carrying.isStopping()) {
      assert(steps < stepsBeside + stepsPerFile * run.files.length, 'a run comes to its end')
      const before = run
      run = await advance(run, line)
      carrying.announce(run.id)
      if (run.attempts > before.attempts) break
      steps += 1
    }
  } finally {
    connection.drop()
  }
  log.info('run.left', { state: run.state, documents: run.documents })
  return run
}

/** One step: outside work, then one commit. */
async function advance(run: Run, line: Line): Promise<Run> {
  const { ports } = line
  switch (run.state) {
    case 'planned':
      return prepare(run, line)
    case 'prepared':
    case 'sending':
      // A temporary file is invisible to the receiver: repeat freely.
      return ports.runs.mayBeRepeated(run.id) ? ask(run, line) : send(run, line)
    case 'publishing':
      return publish(run, line) // look first, rename second
    case 'delivered':
    case 'empty':
    case 'cancelled':
    case 'parked':
      return run
    default:
      return assertNever(run.state)
  }
}

/** Nothing goes out twice unasked: a person looks at the server first. */
function ask(run: Run, { ports, actor }: Line): Run {
  const detail = 'its documents may have been handed over after the restored backup was made'
  return ports.runs.parked(run.id, { kind: 'restored-uncertain', detail }, [], actor)
}
