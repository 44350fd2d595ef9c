import type { MasterKind, MasterValue } from '../core/ledger/master-data'
import type { Result } from '../core/result'
import type { AppError } from './app'

// Master data: what was imported, and what people changed in it.

export interface MasterField {
  /** What counts. */
  readonly value: MasterValue
  readonly imported: MasterValue
  /** A person changed it: it stays so over the next import. */
  readonly edited: boolean
}

export interface MasterRecord {
  readonly kind: MasterKind
  readonly id: string
  /** Of a branch: the Mandant it belongs to. */
  readonly mandant: string | null
  /** By name; see `masterFields`. */
  readonly fields: Readonly<Record<string, MasterField>>
}

export interface MasterDataUseCases {
  /** Mandanten, branches, document types, payment methods, each in the order of their ids. */
  list(): Promise<readonly MasterRecord[]>
  /** Only fields that get another value count as changed. What is wrong comes as `input-faults`, with the field as path. */
  edit(
    kind: MasterKind,
    id: string,
    values: Readonly<Record<string, MasterValue>>,
  ): Promise<Result<MasterRecord, AppError>>
  /** Back to what was imported. @param fields left out: all */
  reset(kind: MasterKind, id: string, fields?: readonly string[]): Promise<Result<MasterRecord, AppError>>
}
