import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { callNames } from '../../preload/contract/names'
import { calls } from '../../preload/contract/schemas'
import { fail } from '../core/result'
import { answerCall, type Handlers } from './answer'

/* What a hijacked page could send, on every channel there is: nothing that is not in the contract reaches a handler. */

interface Schema {
  readonly type?: string
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly pattern?: string
  readonly maxLength?: number
  readonly maxItems?: number
  readonly minItems?: number
  readonly minimum?: number
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly propertyNames?: Schema
}

const schemaOf = (name: (typeof callNames)[number]) =>
  z.toJSONSchema(calls[name].in, { io: 'input', unrepresentable: 'any' }) as Schema

const optionsOf = ({ anyOf, oneOf }: Schema) => anyOf ?? oneOf ?? []

/** Every schema inside this one, with where it is. */
function* parts(schema: Schema, path: string): Generator<readonly [string, Schema]> {
  yield [path, schema]
  for (const [index, option] of optionsOf(schema).entries()) yield* parts(option, `${path}|${index}`)
  for (const [key, inner] of Object.entries(schema.properties ?? {})) yield* parts(inner, `${path}.${key}`)
  if (schema.items) yield* parts(schema.items, `${path}[]`)
  if (typeof schema.additionalProperties === 'object') yield* parts(schema.additionalProperties, `${path}.*`)
}

const samples = ['2026-01-31', '07:30', '20260101-000000-abcd', '8400', 'M1', 'abcdefgh']

/** A value of the right kinds; what else the call asks of it, chance may miss. */
function fitting(schema: Schema): unknown {
  const [option] = optionsOf(schema)
  if (option) return fitting(option)
  if ('const' in schema) return schema.const
  if (schema.enum) return schema.enum[0]
  switch (schema.type) {
    case 'object':
      return Object.fromEntries((schema.required ?? []).map((key) => [key, fitting(schema.properties?.[key] ?? {})]))
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => fitting(schema.items ?? {}))
    case 'string':
      return samples.find((text) => new RegExp(schema.pattern ?? '').test(text)) ?? ''
    case 'integer':
    case 'number':
      return schema.minimum ?? 0
    case 'boolean':
      return false
    default:
      return null
  }
}

/** The code of the refusal, or what a handler was given. */
async function ask(name: (typeof callNames)[number], input: unknown): Promise<unknown> {
  let reached: unknown = null
  const handler = async (given: unknown) => {
    reached = given
    return fail({ code: 'reached', params: {} })
  }
  const handlers = Object.fromEntries(callNames.map((one) => [one, handler]))
  const answer = await answerCall(handlers as unknown as Handlers, name, input, (error) => {
    throw error
  })
  return !answer.ok && answer.code !== 'reached' ? answer.code : reached
}

/** Own key `__proto__`, as a clone can bring it and a literal cannot. */
const withOwnKey = (input: object, key: string) => {
  const copy = { ...input }
  Object.defineProperty(copy, key, { value: { more: true }, enumerable: true })
  return copy
}

const wrongKinds: readonly unknown[] = [
  ...[null, undefined, true, 0, -1, Number.NaN, Number.POSITIVE_INFINITY, 10n, '', 'text', '{}', [], [[]], [{}]],
]
/** Objects, as an empty one is; what is in them must not come through. */
const otherObjects: readonly object[] = [
  ...[new Date(0), new Map([['a', 1]]), new Set([1]), new Uint8Array(8), /a/, new Error('a')],
]

describe.each(callNames.map((name) => [name] as const))('%s', (name) => {
  it('refuses every wrong kind of input', async () => {
    for (const input of wrongKinds) expect(await ask(name, input), String(input)).toBe('invalid-input')
    for (const input of otherObjects) {
      const reached = await ask(name, input)
      if (reached !== 'invalid-input') expect(reached, String(input)).toStrictEqual({})
    }
  })

  it('refuses a key that is not in the contract, and changes no prototype', async () => {
    const input = fitting(schemaOf(name)) as object
    for (const key of ['more', 'constructor', 'prototype', 'toString', '__proto__', '']) {
      expect(await ask(name, withOwnKey(input, key)), key).toBe('invalid-input')
    }
    expect('more' in Object.prototype).toBe(false)
    expect('more' in {}).toBe(false)
  })

  it('bounds every text and every list', () => {
    const endless = [...parts(schemaOf(name), name)].filter(
      ([, { type, maxLength, maxItems, pattern, enum: words, ...more }]) =>
        (type === 'string' && maxLength === undefined && !words && !('const' in more) && !isBounded(pattern)) ||
        (type === 'array' && maxItems === undefined),
    )
    expect(endless.map(([path]) => path)).toEqual([])
  })

  it('refuses a huge text wherever a text may stand', async () => {
    const huge = 'x'.repeat(1_000_000)
    const schema = schemaOf(name)
    const input = fitting(schema) as Readonly<Record<string, unknown>>
    for (const key of Object.keys(schema.properties ?? {})) {
      expect(await ask(name, { ...input, [key]: huge }), key).toBe('invalid-input')
    }
  })

  it('names every key of its objects', () => {
    const open = [...parts(schemaOf(name), name)].filter(
      ([, { type, additionalProperties, propertyNames }]) =>
        type === 'object' && additionalProperties !== false && propertyNames?.maxLength === undefined,
    )
    expect(open.map(([path]) => path)).toEqual([])
  })
})

/** Anchored, and without a quantifier that has no end. */
function isBounded(pattern: string | undefined): boolean {
  return /^\^[^*+]*\$$/.test(pattern ?? '') && !/\{\d+,\}/.test(pattern ?? '')
}
