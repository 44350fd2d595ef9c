import { isOpen } from '../core/run/run'
import type { ProfileRecord } from '../core/store-ports'
import type { ProfileOverview } from './app'
import type { Office } from './ledger'
import type { NextRuns } from './next-runs'
import { mayRun } from './rules'
import { isSecretKnown } from './secret'
import { totalOf } from './waiting'

/** The profiles as a list shows them. Whatever can be asked once for all of them is: there may be hundreds. */
export async function overviews(
  records: readonly ProfileRecord[],
  { ports, waiting }: Office,
  nextRuns: NextRuns,
): Promise<readonly ProfileOverview[]> {
  const profiles = records.map(({ profile }) => profile)
  const mandants = await ports.ledger.mandants()
  const counts = await waiting.of(profiles)
  const secretsSet = await Promise.all(records.map((record) => isSecretKnown(record, ports)))
  const chain = ports.chain.show()
  const nowMs = ports.clock.now()
  const shown = ports.workstation.show()
  const here = { clock: ports.clock, workstation: { ...ports.workstation, show: () => shown } }
  return ports.runs.snapshot(() => {
    const unfinished = Map.groupBy(ports.runs.unfinished(null), ({ profileId }) => profileId)
    const latest = new Map(ports.runs.latestOf(profiles.map(({ id }) => id)).map((run) => [run.profileId, run]))
    return profiles.map((profile, index) => {
      const left = unfinished.get(profile.id) ?? []
      return {
        profile,
        secretSet: secretsSet[index] ?? false,
        runnable: mayRun(profile, mandants, here),
        nextRun: profile.enabled ? nextRuns.after(profile, nowMs, chain) : null,
        lastRun: latest.get(profile.id) ?? null,
        openRun: left.find(isOpen) ?? left[0] ?? null,
        waitingDocuments: totalOf(counts.get(profile.id) ?? new Map()),
      }
    })
  })
}
