import type { FormatFault } from '../core/formats/format'
import type { AccountingDocument } from '../core/ledger/ledger'
import type { DocumentSelection } from '../core/ledger/source'
import { sentVersionMissing } from './faults'
import type { Ports } from './ports'
import { keyOfDocument, standingOf } from './standing'

export interface Reversals {
  /** In the ledger's order. The postings are as they were sent; the format turns their sides. */
  readonly documents: readonly AccountingDocument[]
  readonly faults: readonly FormatFault[]
}

const none: Reversals = { documents: [], faults: [] }

/**
 * What has to be reversed because a person decided so and the new version goes along in this run. Read before the pass over
 * the documents, for a reversal may belong into an earlier month than its new version.
 * @param rest lets other work in between two pieces; what it throws ends this one
 */
export async function collectReversals(
  profileId: string,
  selection: DocumentSelection,
  { runs, ledger }: Pick<Ports, 'runs' | 'ledger'>,
  rest: () => Promise<void>,
): Promise<Reversals> {
  const decisions = runs.openReversals(profileId)
  if (decisions.length === 0) return none
  const keyOf = (mandant: string, sourceId: string) => JSON.stringify([mandant, sourceId])
  const decided = new Set(decisions.map((one) => keyOf(one.mandant, one.sourceId)))
  const documents: AccountingDocument[] = []
  const faults: FormatFault[] = []
  for await (const batch of ledger.documents(selection)) {
    for (const current of batch) {
      if (!decided.has(keyOf(current.mandant, current.sourceId))) continue
      const standing = standingOf(runs, profileId, keyOfDocument(current))
      if (standing.kind !== 'replaces') continue
      const sent = await ledger.documentVersion(current.mandant, current.sourceId, standing.sentVersion)
      if (sent) documents.push({ ...sent, occasion: 'reversal' })
      else
        faults.push(sentVersionMissing({ mandant: current.mandant, subject: current.documentNo }, standing.sentVersion))
    }
    await rest()
  }
  return { documents: documents.sort(inLedgerOrder), faults }
}

/** Mandant, date, source id. */
export function inLedgerOrder(a: AccountingDocument, b: AccountingDocument): number {
  return compare(a.mandant, b.mandant) || compare(a.documentDate, b.documentDate) || compare(a.sourceId, b.sourceId)
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
