import { ok } from '../core/result'
import type { Handlers } from './answer'
import { out } from './answer-dto'
import type { Host } from './handlers'

/** The part of the desktop that remembers how far the assistant is. */
export interface SetupDesk {
  isSetupOpen(): boolean
  setSetupOpen(open: boolean): void
}

/** Ersteinrichtung: what it has beside the calls of the screens. Which steps are done is read from what is there. */
export function setupHandlers(host: Host, desktop: Partial<SetupDesk>) {
  return {
    'setup.show': async () => ok({ open: desktop.isSetupOpen?.() ?? false }),
    'setup.set': async ({ open }) => {
      desktop.setSetupOpen?.(open)
      return ok({})
    },
    'workstation.setBranch': async ({ branch }) => out(await host.ask('workstation.setBranch', branch), () => ({})),
  } satisfies Partial<Handlers>
}
