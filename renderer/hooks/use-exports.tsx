import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import type { ExportReportDto, FactData } from '../../preload/contract/dto'
import { call, type Failure } from '../api'
import { useFact } from './use-fact'

export const steps = ['collect', 'write', 'send', 'verify', 'done'] as const
export type Step = (typeof steps)[number]

export interface LiveExport {
  /** The furthest step reached: with several files the engine goes back and forth, the person sees only forward. */
  readonly step: Step
  readonly progress: FactData<'export.progress'> | null
  readonly outcome: { readonly report: ExportReportDto } | { readonly failure: Failure } | null
}

interface Exports {
  readonly live: ReadonlyMap<string, LiveExport>
  run(profileId: string): void
  dismiss(profileId: string): void
}

const none: Exports = { live: new Map(), run: () => undefined, dismiss: () => undefined }
const ExportsContext = createContext<Exports>(none)

export function useExports(): Exports {
  return useContext(ExportsContext)
}

const fresh: LiveExport = { step: 'collect', progress: null, outcome: null }

function stepOf(phase: FactData<'export.progress'>['phase']): Step {
  return phase === 'publish' ? 'verify' : phase
}

export function advanced(live: LiveExport, progress: FactData<'export.progress'>): LiveExport {
  const step = stepOf(progress.phase)
  return { ...live, progress, step: steps.indexOf(step) > steps.indexOf(live.step) ? step : live.step }
}

/** Holds what runs now, above the screens: who looks at the history meanwhile finds the progress again. */
export function ExportsProvider({ children }: { children: ReactNode }) {
  const [live, setLive] = useState<ReadonlyMap<string, LiveExport>>(new Map())
  const change = useCallback((profileId: string, next: (now: LiveExport) => LiveExport | null) => {
    setLive((before) => {
      const after = new Map(before)
      const entry = next(before.get(profileId) ?? fresh)
      if (entry) after.set(profileId, entry)
      else after.delete(profileId)
      return after
    })
  }, [])
  useFact('export.progress', (progress) => {
    // Progress of a resend or of a run that another order started has no panel of its own.
    setLive((before) => {
      const now = before.get(progress.profileId)
      if (!now || now.outcome) return before
      return new Map(before).set(progress.profileId, advanced(now, progress))
    })
  })
  const run = useCallback(
    (profileId: string) => {
      change(profileId, () => fresh)
      void call('export.runNow', { profileId }).then((answer) => {
        change(profileId, (now) =>
          answer.ok
            ? { ...now, step: 'done', outcome: { report: answer.value } }
            : { ...now, outcome: { failure: answer } },
        )
      })
    },
    [change],
  )
  const dismiss = useCallback((profileId: string) => change(profileId, () => null), [change])
  const value = useMemo(() => ({ live, run, dismiss }), [live, run, dismiss])
  return <ExportsContext value={value}>{children}</ExportsContext>
}
