import { assertNever } from '../core/assert'
import {
  type FieldChange,
  type MasterEdit,
  type MasterKind,
  type MasterValue,
  masterFields,
  masterKinds,
  masterValue,
} from '../core/ledger/master-data'
import { faultAt, type ProfileFault } from '../core/profile/profile-fault'
import { fail, ok, type Result } from '../core/result'
import type { AppError } from './app'
import { invalid } from './app-error'
import type { MasterDataUseCases, MasterField, MasterRecord } from './app-master-data'
import type { Office } from './ledger'
import type { Ports } from './ports'
import { profileFaults } from './profile-faults'

export function createMasterDataUseCases(office: Office): MasterDataUseCases {
  const { ports } = office
  return {
    list: async () => (await Promise.all(masterKinds.map((kind) => recordsOf(kind, ports)))).flat(),
    edit: (kind, id, values) => edit(kind, id, values, office),
    reset: (kind, id, fields) => reset(kind, id, fields ?? null, office),
  }
}

async function edit(
  kind: MasterKind,
  id: string,
  values: Readonly<Record<string, MasterValue>>,
  { ports, announce }: Office,
): Promise<Result<MasterRecord, AppError>> {
  const record = await find(kind, id, ports)
  if (!record.ok) return record
  const faults = Object.entries(values).flatMap(([field, value]) => faultOf(kind, field, value))
  if (faults.length > 0) return fail(profileFaults(faults))
  const { fields } = record.value
  const changes = Object.fromEntries(
    Object.entries(values).flatMap(([field, value]): [string, FieldChange][] => {
      const [from, to] = [fields[field]?.value ?? null, masterValue(value)]
      return from === to ? [] : [[field, { from, to }]]
    }),
  )
  if (Object.keys(changes).length === 0) return record
  ports.masterData.edit(kind, id, changes, ports.actor)
  announce({ fact: 'ledger.changed' })
  return find(kind, id, ports)
}

function faultOf(kind: MasterKind, field: string, value: MasterValue): readonly ProfileFault[] {
  const rule = Object.hasOwn(masterFields[kind], field) ? masterFields[kind][field] : undefined
  if (!rule) return [faultAt(field, null, 'input-unknown-key')]
  const fault = rule(value)
  return fault ? [faultAt(field, value === null ? null : `${value}`, fault.code, fault.params)] : []
}

async function reset(
  kind: MasterKind,
  id: string,
  only: readonly string[] | null,
  { ports, announce }: Office,
): Promise<Result<MasterRecord, AppError>> {
  const record = await find(kind, id, ports)
  if (!record.ok) return record
  const changes = Object.fromEntries(
    Object.entries(record.value.fields)
      .filter(([field, { edited }]) => edited && (only === null || only.includes(field)))
      .map(([field, { value, imported }]): [string, FieldChange] => [field, { from: value, to: imported }]),
  )
  if (Object.keys(changes).length === 0) return record
  ports.masterData.reset(kind, id, changes, ports.actor)
  announce({ fact: 'ledger.changed' })
  return find(kind, id, ports)
}

async function find(kind: MasterKind, id: string, ports: Ports): Promise<Result<MasterRecord, AppError>> {
  const found = (await recordsOf(kind, ports)).find((record) => record.id === id)
  return found ? ok(found) : fail(invalid('master-data-unknown', { id }))
}

async function recordsOf(kind: MasterKind, ports: Ports): Promise<readonly MasterRecord[]> {
  const edits = ports.masterData.edits().filter((edit) => edit.kind === kind)
  const record = (id: string, mandant: string | null, imported: object) =>
    toRecord({ kind, id, mandant }, imported, edits)
  switch (kind) {
    case 'mandant':
      return (await ports.imported.mandants()).map((one) => record(one.mandant, null, one))
    case 'branch':
      return (await ports.imported.branches()).map((one) => record(one.branch, one.mandant, one))
    case 'document-type':
      return (await ports.imported.documentTypes()).map((one) => record(one.documentType, null, one))
    case 'payment-method':
      return (await ports.imported.paymentMethods()).map((one) => record(one.paymentMethod, null, one))
    default:
      return assertNever(kind)
  }
}

function toRecord(
  head: Pick<MasterRecord, 'kind' | 'id' | 'mandant'>,
  imported: object,
  edits: readonly MasterEdit[],
): MasterRecord {
  const values = new Map<string, MasterValue>(Object.entries(imported))
  const fields = Object.keys(masterFields[head.kind]).map((field): [string, MasterField] => {
    const own = edits.find((edit) => edit.id === head.id && edit.field === field)
    const source = values.get(field) ?? null
    return [field, { value: own ? own.value : source, imported: source, edited: own !== undefined }]
  })
  return { ...head, fields: Object.fromEntries(fields) }
}
