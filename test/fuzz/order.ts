/** What a child is to do, as JSON in its arguments. */
export interface ChildOrder {
  readonly reader: string
  readonly seed: number
  /** Inputs `from` ≤ no < `to`. */
  readonly from: number
  readonly to: number
  /** File that holds the number of the input under way. */
  readonly progress: string
  /** Folder for the inputs that found something. */
  readonly findings: string
}

export type ChildNews =
  | { readonly tells: 'finding'; readonly no: number; readonly why: string }
  | {
      readonly tells: 'done'
      readonly inputs: number
      readonly accepted: number
      readonly refused: number
      readonly slowestMs: number
      readonly slowestNo: number
      readonly peakBytes: number
    }
