import { findingSentence } from '../../resources/locales/einvoice-finding'
import type { AppError } from '../engine/app'
import type { Words } from './words'

/** One place that is wrong, as the app or the contract found it: an import line, a key of a profile, a document. */
interface Fault {
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
  readonly fields: Readonly<Record<string, unknown>>
}

/** Details for `--json`: every fault gets its `reason` in words; the rest passes as it is. */
export function spokenDetails(error: AppError, words: Words): unknown {
  const faults = faultsOf(error)
  if (faults.length === 0 || !isObject(error.details)) return error.details ?? null
  return { ...error.details, faults: faults.map((fault) => ({ ...fault.fields, reason: reasonOf(fault, words) })) }
}

/** `belege.csv, Zeile 3, belegdatum „2026-02-30“: …`, one line per fault. */
export function faultLines(error: AppError, words: Words): readonly string[] {
  return faultsOf(error).map((fault) => faultLine(fault, words))
}

/** The same for one fault or warning outside an error. */
export function spokenFault(fault: object, words: Words): { line: string; json: Readonly<Record<string, unknown>> } {
  const read = readFault(fault)
  return { line: faultLine(read, words), json: { ...read.fields, reason: reasonOf(read, words) } }
}

function faultLine(fault: Fault, words: Words): string {
  const part = (name: string) => {
    const value = fault.fields[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  }
  const line = part('line')
  const place = [
    part('file'),
    part('mandant'),
    part('subject'),
    line === '' ? '' : words.text('cli.fault.line', { line }),
    part('column') || part('path') || part('field'),
  ].filter((text) => text !== '')
  const value = part('value')
  const shown = value === '' ? '' : ` ${words.text('cli.fault.value', { value })}`
  return place.length === 0 ? reasonOf(fault, words) : `${place.join(', ')}${shown}: ${reasonOf(fault, words)}`
}

function reasonOf(fault: Fault, words: Words): string {
  const value = fault.fields['value']
  const params = {
    ...(typeof value === 'string' || typeof value === 'number' ? { value } : {}),
    ...stringsOf(fault.fields),
    ...fault.params,
  }
  if (fault.code.startsWith(found)) {
    const text = (name: string) => String(fault.fields[name] ?? '')
    const finding = { code: fault.code.slice(found.length), field: text('field'), value: text('value') }
    return findingSentence(words.text, { ...finding, params: fault.params })
  }
  if (fault.code.startsWith(checked)) return words.byCode('check', fault.code.slice(checked.length), params)
  const spoken = words.byCode('fault', fault.code, params)
  return spoken === fault.code ? words.byCode('warning', fault.code, params) : spoken
}

/** Before the code of what was found about an e-invoice. */
const found = 'einvoice.'
/** Before the code of what the checker found in a finished file. */
const checked = 'check.'

function stringsOf(fields: Readonly<Record<string, unknown>>): Record<string, string | number> {
  const pairs = Object.entries(fields).flatMap(([key, value]): [string, string | number][] =>
    typeof value === 'string' || typeof value === 'number' ? [[key, value]] : [],
  )
  return Object.fromEntries(pairs)
}

function faultsOf(error: AppError): readonly Fault[] {
  const faults = isObject(error.details) ? error.details['faults'] : undefined
  return Array.isArray(faults) ? faults.filter(isObject).map(readFault) : []
}

function readFault(fault: object): Fault {
  const { params, ...fields }: Readonly<Record<string, unknown>> = { ...fault }
  return {
    code: typeof fields['code'] === 'string' ? fields['code'] : '',
    params: isObject(params) ? stringsOf(params) : {},
    fields,
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
