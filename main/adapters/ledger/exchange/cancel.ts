import type { ImportProgress } from '../../../core/ledger/import'

/** Leaves an import from wherever it is; what was made on the way is removed as after any other end. */
export class ImportCancelled extends Error {}

/** How an import is watched, and stopped, from outside. */
export interface Watched {
  readonly onProgress: (progress: ImportProgress) => void
  /** @throws ImportCancelled when somebody stopped it: called wherever nothing is stored yet */
  readonly goOn: () => void
}

export function watched(onProgress: Watched['onProgress'], isCancelled: () => boolean): Watched {
  return {
    onProgress,
    goOn: () => {
      if (isCancelled()) throw new ImportCancelled()
    },
  }
}
