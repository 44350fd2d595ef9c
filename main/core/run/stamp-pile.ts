import type { RunDocument } from './run'

/** A document that a run is going to stamp, with the place of its file in the order in which files were opened; null: not known. */
export interface PiledStamp extends RunDocument {
  readonly branch: string | null
  readonly paymentMethod: string | null
  readonly fileIndex: number | null
}

/** By the order in which files were opened: the number that each has in the run; null: it is not among them. */
export type StampPlaces = readonly (number | null)[]

/**
 * What a run is going to stamp, in the order of writing, kept outside of the memory: it may be a whole ledger. It counts for
 * nothing until the run is prepared with it. Who asked for one drops it.
 */
export interface StampPile {
  readonly count: number
  readonly reversals: number
  add(stamps: readonly PiledStamp[]): void
  /** All at once, in the memory. */
  all(): readonly PiledStamp[]
  drop(): void
}
