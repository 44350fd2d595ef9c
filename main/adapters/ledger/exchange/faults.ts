import type { ImportFault } from '../../../core/ledger/import'

/** What is wrong with one value: a code and what its sentence needs. */
export interface Refusal {
  readonly code: string
  readonly params?: Readonly<Record<string, string | number>>
}

/** How many faults are listed; the rest is only counted. */
export const listedMax = 1_000

const shownCharacters = 200

/** Collects what is wrong while everything is looked at: an import that stops at its first fault is repeated once per fault. */
export interface Faults {
  add(place: FaultPlace, refusal: Refusal): void
  readonly total: number
  /** By file in the order of their first fault, then by line. */
  list(): readonly ImportFault[]
}

export interface FaultPlace {
  readonly file: string
  readonly line?: number | null
  readonly column?: string | null
  readonly value?: string | number | null
}

export function createFaults(): Faults {
  const kept: ImportFault[] = []
  let total = 0
  return {
    add: (place, { code, params = {} }) => {
      total += 1
      if (kept.length < listedMax) kept.push(toFault(place, code, params))
    },
    get total() {
      return total
    },
    list: () => {
      const files = [...new Set(kept.map((fault) => fault.file))]
      const rank = new Map(files.map((file, index) => [file, index]))
      const rankOf = (fault: ImportFault) => rank.get(fault.file) ?? 0
      return kept.toSorted((a, b) => rankOf(a) - rankOf(b) || (a.line ?? 0) - (b.line ?? 0))
    },
  }
}

function toFault(place: FaultPlace, code: string, params: ImportFault['params']): ImportFault {
  const value = place.value === undefined || place.value === null ? null : String(place.value)
  return {
    file: place.file,
    line: place.line ?? null,
    column: place.column ?? null,
    value: value === null || value.length <= shownCharacters ? value : `${value.slice(0, shownCharacters)}…`,
    code,
    params,
  }
}

/** Ends the reading of one file or path; caught where the file's name is known, and becomes a fault there. */
export class ExchangeFailure extends Error {
  constructor(
    readonly code: string,
    readonly params: Readonly<Record<string, string | number>> = {},
  ) {
    super(code)
  }
}

/** The file system's and zlib's complaints as a refusal. Bugs are thrown on. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof ExchangeFailure) return { code: error.code, params: error.params }
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return { code: 'import-unreadable', params: { detail: error.code } }
  }
  throw error
}
