import type { MasterKindDto, MasterRecordDto } from '../preload/contract/dto'
import type { Words } from './hooks/use-words'

type Value = MasterRecordDto['fields'][string]['value']

/** How a field of the master data is entered. */
export type MasterInput = 'text' | 'digits' | 'account-length' | 'day' | 'flag' | 'document-kind'

export const masterFieldNames = [
  'name',
  'consultantNo',
  'clientNo',
  'chartOfAccounts',
  'accountLength',
  'fiscalYearStart',
  'bookkeepingActive',
  'kind',
] as const
export type MasterFieldName = (typeof masterFieldNames)[number]

interface FieldSpec {
  readonly name: MasterFieldName
  readonly input: MasterInput
  /** May be left empty. */
  readonly isOptional: boolean
}

const name: FieldSpec = { name: 'name', input: 'text', isOptional: false }

/** The fields of each kind in the order in which they are read. */
export const masterForm: Readonly<Record<MasterKindDto, readonly FieldSpec[]>> = {
  mandant: [
    name,
    { name: 'consultantNo', input: 'digits', isOptional: true },
    { name: 'clientNo', input: 'digits', isOptional: true },
    { name: 'chartOfAccounts', input: 'text', isOptional: true },
    { name: 'accountLength', input: 'account-length', isOptional: true },
    { name: 'fiscalYearStart', input: 'day', isOptional: false },
    { name: 'bookkeepingActive', input: 'flag', isOptional: false },
  ],
  branch: [name],
  'document-type': [name, { name: 'kind', input: 'document-kind', isOptional: false }],
  'payment-method': [name],
}

export const documentKinds = [
  'rechnung',
  'gutschrift',
  'storno',
  'barverkauf',
  'anzahlung',
  'zahlung',
  'rueckzahlung',
  'kasse',
  'sonstige',
] as const

/** What stands in the field: a text, or a switch. */
export type Typed = string | boolean

export function typedOf(input: MasterInput, value: Value): Typed {
  if (input === 'flag') return value === true
  if (value === null) return ''
  return input === 'day' ? dayText(String(value)) : String(value)
}

/** What is sent for it; what is no such value goes as it was typed, and the core says what is wrong. */
export function enteredValue({ input, isOptional }: FieldSpec, typed: Typed): Value {
  if (typeof typed === 'boolean') return typed
  const text = typed.trim()
  if (text === '' && isOptional) return null
  if (input === 'account-length') return Number(text)
  return input === 'day' ? dayOfYear(text) : text
}

/** `07-01` → `01.07.` */
function dayText(monthDay: string): string {
  const [, month, day] = /^(\d\d)-(\d\d)$/.exec(monthDay) ?? []
  return month && day ? `${day}.${month}.` : monthDay
}

/** `1.7.` → `07-01` */
function dayOfYear(typed: string): string {
  const [, day, month] = /^(\d{1,2})\.\s*(\d{1,2})\.?$/.exec(typed) ?? []
  return day && month ? `${month.padStart(2, '0')}-${day.padStart(2, '0')}` : typed
}

/** A value as it is read in a table or beside a field. */
export function masterWord(field: MasterFieldName, value: Value, { t }: Words): string {
  if (value === null || value === '') return '–'
  if (field === 'bookkeepingActive') return t(value === true ? 'ui.ledger.active' : 'ui.ledger.inactive')
  if (field === 'fiscalYearStart') return dayText(String(value))
  if (field === 'kind') return kindWord(String(value), t)
  return String(value)
}

function kindWord(value: string, t: Words['t']): string {
  const kind = documentKinds.find((one) => one === value)
  return kind ? t(`ui.documentKind.${kind}`) : value
}
