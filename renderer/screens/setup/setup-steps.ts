import type { LedgerStatusDto, ProfileDto, WorkstationDto } from '../../../preload/contract/dto'

/** In their order. The branches of the workstation are known from the books, so the books come first. */
export const setupSteps = ['administrator', 'books', 'branch', 'profile', 'test', 'export'] as const
export type SetupStep = (typeof setupSteps)[number]

export interface SetupFacts {
  readonly ledger: LedgerStatusDto
  readonly workstation: WorkstationDto
  readonly profiles: readonly ProfileDto[]
  /** What cannot be seen from what is there: the person answered it in this window. */
  readonly answered: ReadonlySet<SetupStep>
}

/** What is done, read from what is there. */
export function doneSteps({ ledger, workstation, profiles, answered }: SetupFacts): ReadonlySet<SetupStep> {
  const hasDelivered = profiles.some(({ lastRun }) => lastRun?.state === 'delivered')
  const done: Readonly<Record<SetupStep, boolean>> = {
    administrator: true,
    books: ledger.mandants.length > 0,
    branch: workstation.branch !== null || answered.has('branch'),
    profile: profiles.length > 0,
    // What was delivered once needs no test any more.
    test: answered.has('test') || hasDelivered,
    export: hasDelivered,
  }
  return new Set(setupSteps.filter((step) => done[step]))
}

/** Where to go on: the first step that is not done, or the last one. */
export function firstOpen(done: ReadonlySet<SetupStep>): SetupStep {
  return setupSteps.find((step) => !done.has(step)) ?? 'export'
}

export function stepBeside(step: SetupStep, by: 1 | -1): SetupStep | null {
  return setupSteps[setupSteps.indexOf(step) + by] ?? null
}
