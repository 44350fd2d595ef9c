import { z } from 'zod'
import { fail } from '../../../main/core/result'
import { answerCall, answerPage, type Handlers } from '../../../main/shell/answer'
import { callNames } from '../../../preload/contract/names'
import { calls } from '../../../preload/contract/schemas'
import type { Random } from '../random'
import { type FuzzReader, finding } from '../reader'
import { anyValue, spoilt } from '../values'

type Json = Readonly<Record<string, unknown>>

/** The contract's own description of what each call takes. */
const schemas = new Map(
  callNames.map((name) => [name, z.toJSONSchema(calls[name].in, { io: 'input', unrepresentable: 'any' }) as Json]),
)

/** Something that the schema would take, or nearly. */
function fittingTo(schema: Json, random: Random, depth = 0): unknown {
  const options = (schema['anyOf'] ?? schema['oneOf']) as readonly Json[] | undefined
  if (options) return fittingTo(random.pick(options), random, depth)
  if ('const' in schema) return schema['const']
  if (Array.isArray(schema['enum'])) return random.pick(schema['enum'])
  switch (schema['type']) {
    case 'object':
      return objectOf(schema, random, depth)
    case 'array': {
      const length = Math.max(Number(schema['minItems'] ?? 0), random.below(depth > 4 ? 1 : 3))
      return Array.from({ length }, () => fittingTo((schema['items'] ?? {}) as Json, random, depth + 1))
    }
    case 'string':
      return random.pick(texts)
    case 'integer':
    case 'number':
      return Number(schema['minimum'] ?? 0) + random.below(3)
    case 'boolean':
      return random.oneIn(2)
    case 'null':
      return null
    default:
      return anyValue(random)
  }
}

const texts = [
  'a',
  'M1',
  '07:30',
  '2026-01-31',
  'Europe/Berlin',
  '20260101-000000-abcd',
  'x@example.org',
  '8400',
  '12,50',
]

function objectOf(schema: Json, random: Random, depth: number): object {
  const properties = Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, Json>>)
  const required = new Set(schema['required'] as readonly string[] | undefined)
  const kept = properties.filter(([key]) => required.has(key) || random.oneIn(2))
  return Object.fromEntries(kept.map(([key, inner]) => [key, fittingTo(inner, random, depth + 1)]))
}

/** Every handler says that it was reached, and no more: what is looked at is the gate before it. */
const reached = Object.fromEntries(
  callNames.map((name) => [name, async () => fail({ code: 'reached', params: {} })]),
) as unknown as Handlers // safe: a refusal is an answer of every call

interface Input {
  readonly name: unknown
  readonly input: unknown
  readonly isDrop: boolean
}

export const ipcReader: FuzzReader = {
  name: 'ipc',
  share: 380,
  open: async () => ({
    make: (random): Input => {
      if (random.oneIn(50)) return { name: anyValue(random), input: anyValue(random), isDrop: false }
      const name = random.pick(callNames)
      const fitting = fittingTo(schemas.get(name) ?? {}, random)
      const input = random.oneIn(6) ? fitting : spoilt(fitting, random)
      return { name, input, isDrop: name === 'ledger.importDropped' }
    },
    read: async (made) => {
      const { name, input, isDrop } = made as Input // safe: what `make` made
      const onBug = (error: unknown) => {
        throw error
      }
      const answer = await (isDrop ? answerCall : answerPage)(reached, name, input, onBug)
      finding(!answer.ok, 'an answer without a handler')
      finding(['reached', 'invalid-input', 'unknown-call'].includes(answer.code), `answered ${answer.code}`)
      finding(Object.keys(Object.prototype).length === 0, 'the prototype was changed')
      return answer.code === 'reached'
    },
    close: async () => undefined,
  }),
}
