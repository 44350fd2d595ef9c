import { incomingSourceId, type VersionKey } from '../core/ledger/embedded'
import type { AccountingDocument, IncomingInvoice } from '../core/ledger/ledger'
import type { RunStore } from '../core/run/run-store'

/** Who answers what was stamped and decided. */
export type Stamps = Pick<RunStore, 'stampedVersions' | 'decision'>

/** One version of a document or incoming invoice, as a profile looks at it. */
export type DocumentKey = VersionKey

/**
 * How a document stands with a profile. `changed`: an older version was handed over, nobody decided yet; `declined`: a
 * person chose not to send; `replaces`: a person chose to reverse the older version and send this one.
 */
export type Standing =
  | { readonly kind: 'new' | 'sent' }
  | { readonly kind: 'changed' | 'declined' | 'replaces'; readonly sentVersion: number }

export function standingOf(stamps: Stamps, profileId: string, key: DocumentKey): Standing {
  const { occasion, mandant, sourceId } = key
  return standingAfter(stamps.stampedVersions(profileId, occasion, mandant, sourceId), stamps, profileId, key)
}

/** @param sent versions of the document that were handed over, ascending */
function standingAfter(sent: readonly number[], stamps: Stamps, profileId: string, key: DocumentKey): Standing {
  const { occasion, mandant, sourceId, version } = key
  if (sent.length === 0) return { kind: 'new' }
  if (sent.includes(version)) return { kind: 'sent' }
  const reversed = occasion === 'document' ? stamps.stampedVersions(profileId, 'reversal', mandant, sourceId) : []
  const sentVersion = sent.findLast((one) => !reversed.includes(one))
  if (sentVersion === undefined) return { kind: 'new' }
  const choice = stamps.decision({ profileId, mandant, sourceId, sentVersion, currentVersion: version })
  if (choice === null) return { kind: 'changed', sentVersion }
  return { kind: choice === 'do-not-send' ? 'declined' : 'replaces', sentVersion }
}

/** Each with its standing, in the same order, all asked at one moment. Documents or invoices, not both. */
export function withStanding<T>(
  stamps: Stamps & Pick<RunStore, 'snapshot' | 'stampedAmong'>,
  profileId: string,
  items: readonly T[],
  keyOf: (item: T) => DocumentKey,
): readonly (readonly [T, Standing])[] {
  const keys = items.map(keyOf)
  const [first] = keys
  if (!first) return []
  return stamps.snapshot(() => {
    const found = stamps.stampedAmong(profileId, first.occasion, keys)
    const sent = Map.groupBy(found, ({ place }) => place)
    return items.map((item, place) => {
      const key = keys[place] ?? first
      const versions = sent.get(place)?.map(({ version }) => version) ?? []
      return [item, standingAfter(versions, stamps, profileId, key)] as const
    })
  })
}

/** True for what the next run would hand over. */
export function isWaiting({ kind }: Standing): boolean {
  return kind === 'new' || kind === 'replaces'
}

export function keyOfDocument({ mandant, sourceId, version }: AccountingDocument): DocumentKey {
  return { occasion: 'document', mandant, sourceId, version }
}

export function keyOfInvoice(invoice: IncomingInvoice): DocumentKey {
  const { mandant, version } = invoice
  return { occasion: 'incoming', mandant, sourceId: incomingSourceId(invoice), version }
}
