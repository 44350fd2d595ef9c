import type { z } from 'zod'
import type { Answer, CallErrorDto, CallOutput, CallRequest } from '../../preload/contract/dto'
import { type CallName, preloadOnly } from '../../preload/contract/names'
import { calls } from '../../preload/contract/schemas'
import type { Result } from '../core/result'

/** One function per call of the contract: a missing one is a compile error. */
export type Handlers = {
  readonly [K in CallName]: (input: CallRequest<K>) => Promise<Result<z.input<(typeof calls)[K]['out']>, CallErrorDto>>
}

/**
 * Parses what came in, asks the handler, parses what goes out. Answers every input: `invalid-input` for one that is not
 * in the contract, `internal` for a bug, of which only `onBug` learns more.
 */
export async function answerCall(
  handlers: Handlers,
  name: unknown,
  input: unknown,
  onBug: (error: unknown) => void,
): Promise<Answer<CallOutput<CallName>>> {
  if (!isCallName(name)) return { ok: false, code: 'unknown-call', params: {} }
  const request = calls[name].in.safeParse(input)
  if (!request.success) return { ok: false, code: 'invalid-input', params: {} }
  try {
    // safe: the input was parsed by the schema of the same name
    const handler = handlers[name] as (input: unknown) => Promise<Result<unknown, CallErrorDto>>
    const result = await handler(request.data)
    if (!result.ok) return { ok: false, ...result.error }
    return { ok: true, value: calls[name].out.parse(result.value) }
  } catch (error) {
    onBug(error)
    return { ok: false, code: 'internal', params: {} }
  }
}

/** The same for what the page itself asks by name: a call of the preload script is none for it. */
export async function answerPage(...[handlers, name, input, onBug]: Parameters<typeof answerCall>) {
  if (preloadOnly.some((own) => own === name)) return { ok: false, code: 'unknown-call', params: {} } as const
  return answerCall(handlers, name, input, onBug)
}

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(calls, name)
}
