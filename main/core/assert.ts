/** Throws when something that cannot be is. Never used for input: input is answered with a `Result`. */
export function assert(condition: boolean, why: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${why}`)
}

/** Closes every `switch` over a union: a new member that nobody handles is a compile error. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}
