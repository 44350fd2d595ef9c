import type { Run, RunErrorKind } from '../core/run/run'
import { Connection } from './connection'
import type { Ports } from './ports'
import { placeOf } from './remote'
import { findRunnable } from './rules'

/** After these no connection is better than the last one, and a server may lock an account that is refused too often. */
const closedDoors: ReadonlySet<RunErrorKind> = new Set([
  'name-not-found',
  'unreachable',
  'protocol-mismatch',
  'host-key-unknown',
  'host-key-changed',
  'certificate-invalid',
  'auth-refused',
  'key-file-unreadable',
  'secret-unavailable',
])

/**
 * Takes away what a run that nobody will carry on may have left under temporary names. Best effort: they carry the run's id
 * and a leading dot, so what stays takes room and harms nobody. Does not throw.
 * @param run as it was before it was given up
 */
export async function clearLeftovers(run: Run, ports: Ports): Promise<void> {
  const log = ports.log.child({ runId: run.id })
  try {
    const left = await clear(run, ports)
    if (left !== null) log.info('leftovers.cleared', left)
  } catch (bug) {
    log.error('leftovers.bug', { detail: bug instanceof Error ? bug.message : String(bug) })
  }
}

/** Null: there was nothing to ask the receiver for. */
async function clear(run: Run, ports: Ports): Promise<{ removed: number; trouble: string | null } | null> {
  const files = run.files.filter(({ state }) => state !== 'published')
  const mayHaveSent = run.state === 'sending' || run.state === 'parked'
  if (!mayHaveSent || files.length === 0 || (run.error && closedDoors.has(run.error.kind))) return null
  const profile = findRunnable(run.profileId, await ports.ledger.mandants(), ports)
  if (!profile.ok) return null
  const connection = new Connection(ports, profile.value)
  try {
    const session = await connection.open()
    if (!session.ok) return { removed: 0, trouble: session.error.kind }
    for (const [removed, file] of files.entries()) {
      const gone = await session.value.remove(placeOf(file, run, profile.value).temporaryPath)
      if (!gone.ok) return { removed, trouble: gone.error.kind }
    }
    return { removed: files.length, trouble: null }
  } finally {
    connection.drop()
  }
}
