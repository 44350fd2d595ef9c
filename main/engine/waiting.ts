import type { Profile } from '../core/profile/profile'
import { Breather } from './breather'
import type { Ports } from './ports'
import { isWaiting, keyOfDocument, keyOfInvoice, withStanding } from './standing'
import { selectionOf } from './write-files'

/** Another process may import or export meanwhile, and nothing tells us: a count is not believed for longer. */
const freshMs = 60_000

interface Counted {
  readonly atMs: number
  readonly perMandant: Promise<ReadonlyMap<string, number>>
}

/** How many documents each profile would hand over now. Counting reads the whole selection, so it is kept until something changes. */
export class WaitingCounts {
  readonly #ports: Pick<Ports, 'ledger' | 'runs' | 'clock'>
  readonly #counted = new Map<string, Counted>()

  constructor(ports: Pick<Ports, 'ledger' | 'runs' | 'clock'>) {
    this.#ports = ports
  }

  /** @param profileId null: of every profile */
  forget(profileId: string | null): void {
    if (profileId === null) this.#counted.clear()
    else this.#counted.delete(profileId)
  }

  perMandant(profile: Profile): Promise<ReadonlyMap<string, number>> {
    const known = this.#counted.get(profile.id)
    const atMs = this.#ports.clock.now()
    if (known && atMs - known.atMs >= 0 && atMs - known.atMs < freshMs) return known.perMandant
    const perMandant = count(profile, this.#ports)
    this.#counted.set(profile.id, { atMs, perMandant })
    perMandant.catch(() => this.forget(profile.id))
    return perMandant
  }

  async total(profile: Profile): Promise<number> {
    return [...(await this.perMandant(profile)).values()].reduce((sum, one) => sum + one, 0)
  }
}

async function count(
  profile: Profile,
  { ledger, runs }: Pick<Ports, 'ledger' | 'runs'>,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  const breather = new Breather()
  const add = (mandant: string) => counts.set(mandant, (counts.get(mandant) ?? 0) + 1)
  const selection = selectionOf(profile)
  for await (const batch of ledger.documents(selection)) {
    const asked = withStanding(runs, profile.id, batch, keyOfDocument)
    for (const [one, standing] of asked) if (isWaiting(standing)) add(one.mandant)
    await breather.rest()
  }
  if (!profile.incomingInvoices.enabled) return counts
  for await (const batch of ledger.incomingInvoices(selection)) {
    const asked = withStanding(runs, profile.id, batch, keyOfInvoice)
    for (const [one, standing] of asked) if (standing.kind === 'new') add(one.mandant)
    await breather.rest()
  }
  return counts
}
