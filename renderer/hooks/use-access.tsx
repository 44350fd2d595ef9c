import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { AccessStateDto, MayDto, PersonDto } from '../../preload/contract/dto'

export interface Access {
  /** Null: the screen stands alone, and nobody asked who is there. */
  readonly person: PersonDto | null
  readonly lockAfterMinutes: number | null
  /** Asks again who is there and what they may do. */
  reload(): void
}

/** A screen on its own offers everything but stored passwords; the main process refuses what may not be, whatever is offered. */
const alone: Access = { person: null, lockAfterMinutes: null, reload: () => undefined }
const AccessContext = createContext<Access>(alone)

/** Who is at the window. */
export function useAccess(): Access {
  return useContext(AccessContext)
}

/** Whether the person may do that: what they may not is not shown, or disabled with a sentence. */
export function useMay(what: MayDto): boolean {
  const { person } = useAccess()
  return person ? person.may.includes(what) : what !== 'reveal'
}

interface AccessProviderProps {
  readonly state: AccessStateDto
  readonly reload: () => void
  readonly children: ReactNode
}

export function AccessProvider({ state, reload, children }: AccessProviderProps) {
  const { person, lockAfterMinutes } = state
  const value = useMemo(() => ({ person, lockAfterMinutes, reload }), [person, lockAfterMinutes, reload])
  return <AccessContext value={value}>{children}</AccessContext>
}
