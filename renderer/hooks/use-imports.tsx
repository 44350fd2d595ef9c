import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import type { Answer, FactData, ImportSummaryDto } from '../../preload/contract/dto'
import { call, drop, type Failure } from '../api'
import { useCall } from './use-call'
import { useFact } from './use-fact'

type Way = 'ledger.createDemo' | 'ledger.importFolder' | 'ledger.importFile'
export type ImportProgress = FactData<'import.progress'>

interface Imports {
  /** What goes on: asked for here, or `elsewhere` by a window that is gone. Null: nothing. */
  readonly busy: Way | 'drop' | 'elsewhere' | null
  /** How far the one under way was when it was asked about; null: none is, a dialog may be open. */
  readonly underWay: ImportProgress | null
  /** What came of the last one that was asked for here. */
  readonly summary: ImportSummaryDto | null
  readonly failure: Failure | null
  take(way: Way): void
  takeDropped(files: readonly File[]): void
  /** What came of it was read. */
  forget(): void
}

const nothing = { summary: null, failure: null } as const
const none: Imports = {
  ...{ busy: null, underWay: null, ...nothing },
  ...{ take: () => undefined, takeDropped: () => undefined, forget: () => undefined },
}
const ImportsContext = createContext<Imports>(none)

export function useImports(): Imports {
  return useContext(ImportsContext)
}

/** For what shows how an import ended: who leaves it has read that. */
export function useReadImports(): Imports {
  const imports = useImports()
  const { forget } = imports
  useEffect(() => forget, [forget])
  return imports
}

/** How far the import under way is now; null: none is. */
export function useImportProgress(): ImportProgress | null {
  const { underWay } = useImports()
  const [told, setTold] = useState<ImportProgress | null>(null)
  useFact('import.progress', setTold)
  return told ?? underWay
}

/** Holds the import that is under way, above the screens: who looks elsewhere meanwhile finds it again. One at a time. */
export function ImportsProvider({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<Way | 'drop' | null>(null)
  const [outcome, setOutcome] = useState<Pick<Imports, 'summary' | 'failure'>>(nothing)
  const { value: underWay, reload } = useCall('ledger.importUnderWay', {}, [
    'import.changed',
    'access.changed',
    'host.changed',
  ])
  const busy: Imports['busy'] = asked ?? (underWay ? 'elsewhere' : null)
  const begin = useCallback(
    async (way: Way | 'drop', ask: () => Promise<Answer<ImportSummaryDto | null>>) => {
      if (busy !== null) return
      setAsked(way)
      setOutcome(nothing)
      const answer = await ask()
      setAsked(null)
      setOutcome(answer.ok ? { summary: answer.value, failure: null } : { summary: null, failure: answer })
      reload()
    },
    [busy, reload],
  )
  const take = useCallback((way: Way) => void begin(way, () => call(way, {})), [begin])
  const takeDropped = useCallback((files: readonly File[]) => void begin('drop', () => drop(files)), [begin])
  const forget = useCallback(() => setOutcome(nothing), [])
  const value = useMemo(
    () => ({ busy, underWay, ...outcome, take, takeDropped, forget }),
    [busy, underWay, outcome, take, takeDropped, forget],
  )
  return <ImportsContext value={value}>{children}</ImportsContext>
}
