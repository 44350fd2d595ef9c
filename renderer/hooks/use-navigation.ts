import { useEffect, useState } from 'react'
import type { ViewDto } from '../../preload/contract/dto'

export interface Navigation {
  readonly view: ViewDto
  /** Counts up with every way to a screen, also to the one that is shown. */
  readonly visit: number
  go(view: ViewDto): void
  /** The screen holds what is not saved yet; leaving it is asked about first. */
  setIsDirty(isDirty: boolean): void
  /** Somebody wants to leave a screen with unsaved changes. */
  readonly asks: boolean
  stay(): void
  leave(): void
}

/**
 * Which screen is shown, and no way out of a form without a question.
 * @param runId begins with this run; null: with the exports
 */
export function useNavigation(runId: string | null = null): Navigation {
  const [view, setView] = useState<ViewDto>({ screen: runId === null ? 'profiles' : 'runs', runId })
  const [wanted, setWanted] = useState<ViewDto | null>(null)
  const [isDirty, setIsDirty] = useState(false)
  const [visit, setVisit] = useState(0)
  useClosingQuestion(isDirty)
  const show = (next: ViewDto) => {
    setView(next)
    setVisit((before) => before + 1)
  }
  return {
    view,
    visit,
    setIsDirty,
    asks: wanted !== null,
    go: (next) => {
      if (isDirty) setWanted(next)
      else show(next)
    },
    stay: () => setWanted(null),
    leave: () => {
      if (wanted) show(wanted)
      setWanted(null)
      setIsDirty(false)
    },
  }
}

/** The main process asks when somebody closes the window over unsaved changes: the page only says that there are some. */
function useClosingQuestion(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return
    const hold = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', hold)
    return () => window.removeEventListener('beforeunload', hold)
  }, [isDirty])
}
