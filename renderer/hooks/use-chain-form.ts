import { useState } from 'react'
import type { ChainDto } from '../../preload/contract/dto'
import { call } from '../api'
import { useSubmit } from './use-submit'
import { useWords } from './use-words'

const usual = { from: '22:00', to: '06:00' } as const

/** The chain's settings as they are being changed, and what is wrong with them. */
export function useChainForm(chain: ChainDto, onSaved: () => void) {
  const { fault } = useWords()
  const [hasWindow, setHasWindow] = useState(chain.maintenanceWindow !== null)
  const [times, setTimes] = useState(chain.maintenanceWindow ?? usual)
  const [mayReveal, setMayReveal] = useState(chain.adminsMayRevealPasswords)
  const [isSaved, setIsSaved] = useState(false)
  const draft: ChainDto = { maintenanceWindow: hasWindow ? times : null, adminsMayRevealPasswords: mayReveal }
  const { submit, isBusy, failure, clear } = useSubmit(
    () => call('chain.save', draft),
    (answer) => {
      setIsSaved(answer.ok)
      if (answer.ok) onSaved()
    },
  )
  const changing =
    <T>(set: (value: T) => void) =>
    (value: T) => {
      set(value)
      setIsSaved(false)
      clear()
    }
  return {
    ...{ hasWindow, times, mayReveal, isSaved, isBusy, failure, submit },
    isDirty: JSON.stringify(draft) !== JSON.stringify(chain),
    setHasWindow: changing(setHasWindow),
    setTime: (edge: 'from' | 'to', time: string) => changing(setTimes)({ ...times, [edge]: time }),
    setMayReveal: changing(setMayReveal),
    error: (edge: 'from' | 'to') => {
      const found = failure?.fields?.find(({ path }) => path === `maintenanceWindow.${edge}`)
      return found && fault(found)
    },
    /** Which profiles' times would be closed, by name. */
    closed: (failure?.fields ?? []).filter(({ code }) => code === 'chain-window-closes').map(fault),
  }
}
