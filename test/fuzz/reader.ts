import type { Random } from './random'

/** A reader of foreign bytes, as the campaign drives it. */
export interface FuzzReader {
  readonly name: string
  /** Of a campaign's inputs, in thousandths. */
  readonly share: number
  /** Made anew in every process, and again after so many inputs where it grows. */
  open(): Promise<OpenReader>
}

export interface OpenReader {
  /** One input; nothing of it may come from anywhere but `random`. */
  make(random: Random): unknown
  /**
   * Gives the input to the code that ships. True: accepted, false: refused in one of the ways that are declared.
   * @throws for anything else, which is a finding
   */
  read(input: unknown): Promise<boolean>
  close(): Promise<void>
}

/** Ends a look at an input that was not answered as it is declared. */
export function finding(condition: boolean, why: string): asserts condition {
  if (!condition) throw new Error(`finding: ${why}`)
}

/** Every text that a person could read must be one; an empty one says nothing. */
export function hasText(text: unknown): boolean {
  return typeof text === 'string' && text.trim() !== ''
}
