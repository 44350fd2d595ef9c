import { assertNever } from '../core/assert'
import type { Run } from '../core/run/run'
import type { SpoolWriter } from '../core/run/spool'
import { hold, holdRejected } from './hold'
import type { Line } from './line'
import { type WriteOutcome, writeFiles } from './write-files'

/**
 * Writes the run's files into the spool, then fixes files, stamps and sums in one transaction. Before that commit nothing
 * counts: what an attempt that was cut off left in the spool is thrown away by the next.
 */
export async function prepare(run: Run, line: Line): Promise<Run> {
  const { ports, profile, tell } = line
  const place = ports.spool.begin(run.id)
  if (!place.ok) return hold(run, place.error, line)
  const stamps = ports.runs.pile()
  try {
    const order = { profile, runId: run.id, startedMs: run.startedMs, place: place.value, stamps, tell }
    return commit(run, place.value, await writeFiles(order, ports), line)
  } finally {
    stamps.drop()
  }
}

function commit(run: Run, place: SpoolWriter, outcome: WriteOutcome, line: Line): Run {
  const { ports, actor } = line
  if (outcome.kind === 'written') return ports.runs.prepared(run.id, outcome.prepared, actor)
  place.abandon()
  switch (outcome.kind) {
    case 'empty':
      return ports.runs.empty(run.id, outcome.warnings, actor)
    case 'rejected':
      return holdRejected(run, outcome.faults, line)
    case 'trouble':
      return hold(run, outcome.error, line)
    default:
      return assertNever(outcome)
  }
}
