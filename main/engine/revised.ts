import type { RevisedDocument } from '../core/ledger/embedded'
import type { RunStore, StampOfVersion } from '../core/run/run-store'
import { Breather } from './breather'
import { type Stamps, type Standing, standingOf } from './standing'

/** A document with more than one version, and what a profile has handed over of it. */
export interface StampedRevised {
  readonly revised: RevisedDocument
  /** Also those of an incoming invoice of the same name. */
  readonly stamps: readonly StampOfVersion[]
}

const atOnce = 1_000

/**
 * By profile id, the documents with more than one version of which it has handed over some version. Asked for all profiles
 * together: each document by each profile would be a hundred thousand questions in a large chain.
 */
export async function stampsOfRevised(
  revised: readonly RevisedDocument[],
  runs: Pick<RunStore, 'stampsOf'>,
): Promise<ReadonlyMap<string, readonly StampedRevised[]>> {
  const byProfile = new Map<string, StampedRevised[]>()
  const breather = new Breather()
  for (let at = 0; at < revised.length; at += atOnce) {
    const some = revised.slice(at, at + atOnce)
    const stamps = Map.groupBy(runs.stampsOf(some), sourceKeyOf)
    for (const one of some) {
      const own = Map.groupBy(stamps.get(sourceKeyOf(one)) ?? [], ({ profileId }) => profileId)
      for (const [profileId, stampsOfOne] of own) {
        const list = byProfile.get(profileId) ?? []
        byProfile.set(profileId, list)
        list.push({ revised: one, stamps: stampsOfOne })
      }
    }
    await breather.rest()
  }
  return byProfile
}

const sourceKeyOf = ({ mandant, sourceId }: { readonly mandant: string; readonly sourceId: string }) =>
  JSON.stringify([mandant, sourceId])

/** The stamps that are the document's own. */
export function stampsOf(
  { occasion }: Pick<RevisedDocument, 'occasion'>,
  stamps: readonly StampOfVersion[],
): readonly StampOfVersion[] {
  return stamps.filter((stamp) => (stamp.occasion === 'incoming') === (occasion === 'incoming'))
}

/** How the newest version stands with the profile whose stamps these are. */
export function standingOfStamped(
  profileId: string,
  { revised, stamps }: StampedRevised,
  { decision }: Pick<Stamps, 'decision'>,
): Standing {
  const own = stampsOf(revised, stamps)
  const versionsOf = (what: string) => own.filter((stamp) => stamp.occasion === what).map(({ version }) => version)
  const answers = { stampedVersions: (_profile: string, what: string) => versionsOf(what), decision }
  return standingOf(answers, profileId, { ...revised, version: revised.currentVersion })
}
