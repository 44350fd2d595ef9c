import type { FormatSettings } from '../formats/settings'
import type { IsoDate } from '../ledger/ledger'
import type { Interval } from '../schedule/interval'
import type { TargetSettings } from '../transfer/target'

/** One configured automatic export (Schnittstelle), in the shape of the command line contract. */
export interface Profile {
  readonly id: string
  readonly name: string
  readonly enabled: boolean
  /** Bound to this workstation name; null: any computer of the chain. */
  readonly workstation: string | null
  /** Only this branch's documents, and only an installation of this branch (or of none) runs it. */
  readonly branch: string | null
  /** Released from this day on (in `timeZone`); before it nothing runs, also not by hand. */
  readonly startDate: IsoDate | null
  /** IANA zone of the schedule and of the placeholders' day. */
  readonly timeZone: string
  readonly missedRuns: 'catch-up' | 'skip'
  readonly target: TargetSettings
  readonly selection: {
    readonly mandants: readonly string[]
    readonly documentTypes: readonly string[]
    readonly paymentMethods: readonly string[]
  }
  readonly exportDebtors: boolean
  readonly format: string
  readonly incomingInvoices: { readonly enabled: boolean; readonly format: string }
  /** By the id of a format; what is missing there has the format's default. */
  readonly formatSettings: Readonly<Record<string, FormatSettings>>
  readonly fileNamePattern: string | null
  readonly schedule: Interval
  readonly email: readonly string[]
  /** After so many failed attempts in a row a run is parked, 1 to 100. */
  readonly attemptsMax: number
}
