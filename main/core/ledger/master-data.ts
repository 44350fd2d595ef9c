import { type DocumentKind, documentKinds } from './ledger'

/** Master data that a person may change. What they changed goes before what is imported, also after the next import. */
export const masterKinds = ['mandant', 'branch', 'document-type', 'payment-method'] as const
export type MasterKind = (typeof masterKinds)[number]
export type MasterValue = string | number | boolean | null

/** Why a value is refused; the words stand under `fault.<code>`. */
export interface MasterFault {
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
}
type Rule = (value: MasterValue) => MasterFault | null

/** What a person changed: one field of one record. */
export interface MasterEdit {
  readonly kind: MasterKind
  readonly id: string
  readonly field: string
  readonly value: MasterValue
}

export interface FieldChange {
  readonly from: MasterValue
  readonly to: MasterValue
}

/** What people changed (port). A change and its journal entry are one transaction. */
export interface MasterDataStore {
  edits(): readonly MasterEdit[]
  edit(kind: MasterKind, id: string, changes: Readonly<Record<string, FieldChange>>, actor: string): void
  /** Goes back to what is imported. */
  reset(kind: MasterKind, id: string, changes: Readonly<Record<string, FieldChange>>, actor: string): void
}

/** The digits of a ledger account that the exchange format allows. */
export const accountLengths = { min: 4, max: 8 } as const

/** Tabulators and line breaks are such characters, too. */
export const controlCharacter = /[\p{Cc}\u2028\u2029]/u

const daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** `MM-DD`, a day that every year has. */
export function isDayOfYear(text: string): boolean {
  const [, month, day] = (/^(\d{2})-(\d{2})$/.exec(text) ?? []).map(Number)
  return Boolean(month && day && day <= (daysOfMonths[month - 1] ?? 0))
}

const fault = (code: string, params: MasterFault['params'] = {}): MasterFault => ({ code, params })

const text: Rule = (value) => {
  if (typeof value !== 'string' || value.trim() === '') return fault('input-empty')
  return controlCharacter.test(value) ? fault('master-control-character') : null
}
const textOrNone: Rule = (value) => (value === null ? null : text(value))
const accountLength: Rule = (value) => {
  const { min, max } = accountLengths
  const isOne = typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
  return value === null || isOne ? null : fault('master-account-length', { min, max })
}
const dayOfYear: Rule = (value) =>
  typeof value === 'string' && isDayOfYear(value) ? null : fault('master-day-of-year')
const flag: Rule = (value) => (typeof value === 'boolean' ? null : fault('input-not-allowed', { allowed: '1, 0' }))
const documentKind: Rule = (value) =>
  documentKinds.some((kind) => kind === value)
    ? null
    : fault('input-not-allowed', { allowed: documentKinds.join(', ') })

/** The fields of the exchange format that a person may change, with the rules of the import. */
export const masterFields: Readonly<Record<MasterKind, Readonly<Record<string, Rule>>>> = {
  mandant: {
    name: text,
    consultantNo: textOrNone,
    clientNo: textOrNone,
    chartOfAccounts: textOrNone,
    accountLength,
    fiscalYearStart: dayOfYear,
    bookkeepingActive: flag,
  },
  branch: { name: text },
  'document-type': { name: text, kind: documentKind },
  'payment-method': { name: text },
}

/** As it is stored: text is composed (NFC), as the import does it. */
export function masterValue(value: MasterValue): MasterValue {
  return typeof value === 'string' ? value.normalize('NFC') : value
}

/** The record with what a person changed in it. Only values that the rules allowed are ever stored. */
export function withEdits<T extends object>(record: T, edits: readonly MasterEdit[]): T {
  const changed = Object.fromEntries(edits.map(({ field, value }) => [field, value]))
  return { ...record, ...changed }
}

/** Kinds of documents as people changed them, by document type. */
export function editedKinds(edits: readonly MasterEdit[]): ReadonlyMap<string, DocumentKind> {
  const changed = edits.filter(({ kind, field }) => kind === 'document-type' && field === 'kind')
  return new Map(changed.map(({ id, value }) => [id, value as DocumentKind])) // safe: see `masterFields`
}
