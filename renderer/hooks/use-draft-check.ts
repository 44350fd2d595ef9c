import { useEffect, useState } from 'react'
import type { CallInput, DraftCheckDto } from '../../preload/contract/dto'
import { call } from '../api'

/** A person who types is not asked after at every key. */
const restMs = 120

/** What the core says to a profile that is being written; the last answer stays until the next one is there. */
export function useDraftCheck(input: CallInput<'profiles.check'>): DraftCheckDto | null {
  const [check, setCheck] = useState<DraftCheckDto | null>(null)
  const key = JSON.stringify(input)
  useEffect(() => {
    let isOver = false
    const timer = setTimeout(() => {
      // safe: `key` is the JSON of an input of this call
      void call('profiles.check', JSON.parse(key) as CallInput<'profiles.check'>).then((answer) => {
        if (!isOver && answer.ok) setCheck(answer.value)
      })
    }, restMs)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [key])
  return check
}
