import type { DocumentGroup, GroupKey, RevisedDocument } from '../core/ledger/embedded'
import type { Profile } from '../core/profile/profile'
import type { GroupedVersion, HandedGroup } from '../core/run/run-store'
import type { Ports } from './ports'
import { type StampedRevised, stampsOf, stampsOfRevised, standingOfStamped } from './revised'
import { isWaiting, type Stamps } from './standing'

/** What the books hold, until an import changes them. */
interface Books {
  readonly generation: number
  readonly groups: readonly DocumentGroup[]
  readonly revised: readonly RevisedDocument[]
}

export type PerMandant = ReadonlyMap<string, number>

/**
 * How many documents each profile would hand over now. Nobody looks at the documents for it: what the books hold is known
 * per group of equal documents, and so is what a profile has handed over; one less the other is left. That holds because a
 * version never changes. Only documents that have more than one version are looked at one by one.
 */
export class WaitingCounts {
  readonly #ports: Pick<Ports, 'ledger' | 'runs'>
  #books: Books | null = null

  constructor(ports: Pick<Ports, 'ledger' | 'runs'>) {
    this.#ports = ports
  }

  async perMandant(profile: Profile): Promise<PerMandant> {
    return (await this.of([profile])).get(profile.id) ?? new Map()
  }

  async total(profile: Profile): Promise<number> {
    return totalOf(await this.perMandant(profile))
  }

  /** By profile id, then by Mandant; a Mandant of which nothing was ever selected is left out. */
  async of(profiles: readonly Profile[]): Promise<ReadonlyMap<string, PerMandant>> {
    await this.#groupOldRuns()
    const books = await this.#readBooks()
    const [only] = profiles
    const handed = this.#ports.runs.handed(profiles.length === 1 && only ? only.id : null)
    const handedBy = Map.groupBy(handed, ({ profileId }) => profileId)
    const revisedBy = await stampsOfRevised(books.revised, this.#ports.runs)
    const held = sharedTotals(books.groups)
    return new Map(
      profiles.map((profile) => {
        const counts = new Map(held(profile))
        subtract(counts, profile, handedBy.get(profile.id) ?? [])
        correct(counts, profile, revisedBy.get(profile.id) ?? [], this.#ports.runs)
        return [profile.id, atLeastNone(counts)]
      }),
    )
  }

  async #readBooks(): Promise<Books> {
    const { ledger } = this.#ports
    const generation = await ledger.generation()
    if (this.#books?.generation !== generation) {
      this.#books = { generation, groups: await ledger.groups(), revised: await ledger.revised() }
    }
    return this.#books
  }

  /** Once after an update: runs from before stamps kept their group. */
  async #groupOldRuns(): Promise<void> {
    const { ledger, runs } = this.#ports
    for (const runId of runs.ungrouped()) {
      const documents = runs.documents(runId)
      const versions = documents.map((one) => ({
        ...one,
        occasion: one.occasion === 'incoming' ? ('incoming' as const) : ('document' as const),
      }))
      const groups = await ledger.groupsOf(versions)
      const grouped = documents.map((one, index): GroupedVersion => {
        const group = groups[index]
        return { ...one, branch: group?.branch ?? null, paymentMethod: group?.paymentMethod ?? null }
      })
      runs.group(runId, grouped)
    }
  }
}

export function totalOf(perMandant: PerMandant): number {
  return [...perMandant.values()].reduce((sum, one) => sum + one, 0)
}

/** Whether a profile selects this group. */
function selects({ selection, branch, incomingInvoices }: Profile, group: GroupKey): boolean {
  if (!selection.mandants.includes(group.mandant)) return false
  if (branch !== null && group.branch !== branch) return false
  if (group.occasion === 'incoming') return incomingInvoices.enabled
  if (!selection.documentTypes.includes(group.documentType)) return false
  const { paymentMethods } = selection
  return paymentMethods.length === 0 || (group.paymentMethod !== null && paymentMethods.includes(group.paymentMethod))
}

/** What the books hold for a profile; profiles that select the same share the work. */
function sharedTotals(groups: readonly DocumentGroup[]): (profile: Profile) => PerMandant {
  const known = new Map<string, PerMandant>()
  return (profile) => {
    const key = JSON.stringify([profile.selection, profile.branch, profile.incomingInvoices.enabled])
    const totals = known.get(key) ?? totalsOf(profile, groups)
    known.set(key, totals)
    return totals
  }
}

function totalsOf(profile: Profile, groups: readonly DocumentGroup[]): PerMandant {
  const totals = new Map<string, number>()
  for (const group of groups) if (selects(profile, group)) add(totals, group.mandant, group.documents)
  return totals
}

function subtract(counts: Map<string, number>, profile: Profile, handed: readonly HandedGroup[]): void {
  for (const group of handed) if (selects(profile, group)) add(counts, group.mandant, -group.documents)
}

/** Takes back what the sums say of documents with several versions, and says what is true of the newest. */
function correct(
  counts: Map<string, number>,
  profile: Profile,
  stamped: readonly StampedRevised[],
  { decision }: Pick<Stamps, 'decision'>,
): void {
  for (const { revised, stamps } of stamped) {
    const { occasion, mandant } = revised
    const own = stampsOf(revised, stamps)
    for (const stamp of own) {
      if (stamp.occasion === occasion && selects(profile, { ...stamp, occasion })) add(counts, mandant, 1)
    }
    if (!revised.exported || !selects(profile, revised)) continue
    const standing = standingOfStamped(profile.id, { revised, stamps }, { decision })
    const waits = occasion === 'incoming' ? standing.kind === 'new' : isWaiting(standing)
    if (!waits) add(counts, mandant, -1)
  }
}

/** Books that were put back to an older state may lack what was handed over. */
function atLeastNone(counts: Map<string, number>): PerMandant {
  for (const [mandant, documents] of counts) if (documents < 0) counts.set(mandant, 0)
  return counts
}

function add(counts: Map<string, number>, mandant: string, documents: number): void {
  counts.set(mandant, (counts.get(mandant) ?? 0) + documents)
}
