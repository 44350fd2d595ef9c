import type { z } from 'zod'

/** What is wrong with a setting that a person wrote. The words stand under `fault.<code>`, filled with `params`. */
export interface InputFault {
  /** Place inside the JSON, `target.port` or `selection.mandants[0]`; empty: the whole. */
  readonly path: string
  /** What stands there, shortened; null when nothing does, or when it may be a secret (a key we do not know). */
  readonly value: string | null
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
}

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly InputFault[] }

const valueLengthMax = 80

/** Parses a JSON value; every faulty place is named, each with its first fault. */
export function parseWith<S extends z.ZodType>(schema: S, input: unknown): Parsed<z.output<S>> {
  const parsed = schema.safeParse(input, { reportInput: true })
  if (parsed.success) return { ok: true, value: parsed.data }
  const faults = parsed.error.issues.flatMap(toFaults)
  return {
    ok: false,
    faults: faults.filter((fault, index) => faults.findIndex((other) => other.path === fault.path) === index),
  }
}

function toFaults(issue: z.core.$ZodIssue): readonly InputFault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: pathOf([...issue.path, key]),
      value: null,
      code: 'input-unknown-key',
      params: {},
    }))
  const value = issue.code === 'invalid_union' ? chosenOf(issue) : issue.input
  return [{ path: pathOf(issue.path), value: shown(value), ...reasonOf(issue, value) }]
}

function reasonOf(issue: z.core.$ZodIssue, value: unknown): Pick<InputFault, 'code' | 'params'> {
  if (value === undefined) return { code: 'input-missing', params: {} }
  // Our own checks carry the code of their text as the message.
  if (issue.message.startsWith('input-')) return { code: issue.message, params: {} }
  switch (issue.code) {
    case 'invalid_type':
      return { code: 'input-wrong-type', params: { expected: issue.expected } }
    case 'invalid_value':
      return { code: 'input-not-allowed', params: { allowed: issue.values.map(String).join(', ') } }
    case 'invalid_union':
      return { code: 'input-not-allowed', params: { allowed: allowedOf(issue) } }
    case 'too_small':
      return isNumber(issue.origin)
        ? { code: 'input-too-small', params: { minimum: Number(issue.minimum) } }
        : { code: 'input-empty', params: {} }
    case 'too_big':
      return isNumber(issue.origin)
        ? { code: 'input-too-big', params: { maximum: Number(issue.maximum) } }
        : { code: 'input-too-long', params: { maximum: Number(issue.maximum) } }
    default:
      return { code: 'input-invalid', params: {} }
  }
}

const isNumber = (origin: string) => origin === 'number' || origin === 'int'

/** With a union told apart by one key, zod points at that key but hands out the whole object. */
function chosenOf(issue: z.core.$ZodIssueInvalidUnion): unknown {
  const { discriminator } = extrasOf(issue)
  if (discriminator === undefined || typeof issue.input !== 'object' || issue.input === null) return issue.input
  return Object.entries(issue.input).find(([key]) => key === discriminator)?.[1]
}

/** The words a `protocol` or `interval` may be, or the values of a plain union. */
function allowedOf(issue: z.core.$ZodIssueInvalidUnion): string {
  const { options } = extrasOf(issue)
  const values = options ?? issue.errors.flat().flatMap((inner) => (inner.code === 'invalid_value' ? inner.values : []))
  return values.map(String).join(', ')
}

function extrasOf(issue: z.core.$ZodIssueInvalidUnion): { discriminator?: string; options?: readonly unknown[] } {
  const discriminator: unknown = 'discriminator' in issue ? issue.discriminator : undefined
  const options: unknown = 'options' in issue ? issue.options : undefined
  return {
    ...(typeof discriminator === 'string' ? { discriminator } : {}),
    ...(Array.isArray(options) ? { options } : {}),
  }
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, '')
}

function shown(value: unknown): string | null {
  if (value === undefined) return null
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.length > valueLengthMax ? `${text.slice(0, valueLengthMax)}…` : text
}
