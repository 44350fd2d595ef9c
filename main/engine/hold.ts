import type { FormatFault } from '../core/formats/format'
import { repeatableRun, retryMoment } from '../core/run/retry-plan'
import type { Run, RunError } from '../core/run/run'
import type { Line } from './line'

/** Writes down that a step failed: the run waits for its next attempt, or for a person. */
export function hold(run: Run, error: RunError, line: Line): Run {
  const { ports, log, actor } = line
  line.connection.drop()
  const urgency = repeatableRun(error.kind)
  log.error('run.step.failed', { state: run.state, kind: error.kind, detail: error.detail, urgency })
  if (urgency === 'never') return ports.runs.parked(run.id, error, [], actor)
  const attempts = run.attempts + 1
  if (attempts >= line.profile.attemptsMax) {
    const exhausted = { kind: 'attempts-exhausted', detail: `${error.kind}: ${error.detail}` } as const
    return ports.runs.parked(run.id, exhausted, [], actor)
  }
  const failed = { nowMs: ports.clock.now(), attempts, urgency, fraction: ports.random.fraction() }
  const { maintenanceWindow } = ports.chain.show()
  const retryAtMs = retryMoment(failed, { timeZone: line.profile.timeZone, maintenanceWindow })
  return ports.runs.retry(run.id, { error, attempts, retryAtMs }, actor)
}

/** Documents that the format cannot carry: nothing was stamped, a person mends the source or the settings. */
export function holdRejected(run: Run, faults: readonly FormatFault[], line: Line): Run {
  const rejected = faults.filter((fault) => fault.level === 'reject')
  const subjects = new Set(rejected.map(({ mandant, subject }) => `${mandant} ${subject}`))
  const detail = `${rejected.length} faults in ${subjects.size} documents or accounts`
  line.log.error('run.rejected', { faults: rejected.length })
  return line.ports.runs.parked(run.id, { kind: 'format-rejected', detail }, faults, line.actor)
}
