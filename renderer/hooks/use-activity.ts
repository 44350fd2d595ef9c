import { useEffect, useEffectEvent } from 'react'
import type { PersonDto } from '../../preload/contract/dto'
import { call } from '../api'

/** Who types says so at most this often. */
const restMs = 15_000
/** The screen is locked by then: the main process counted to the same moment. */
const graceMs = 250

const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

/**
 * Tells the main process that the person does something, and asks when nobody did for so long that the screen must be
 * locked. Which it is, the main process decides.
 */
export function useActivity(person: PersonDto, lockAfterMinutes: number | null, ask: () => void): void {
  const askNow = useEffectEvent(ask)
  useEffect(() => {
    if (lockAfterMinutes === null || person.locksInMs === null) return
    let lockTimer: ReturnType<typeof setTimeout> | undefined
    let restTimer: ReturnType<typeof setTimeout> | undefined
    let isUntold = false
    const lockIn = (ms: number) => {
      clearTimeout(lockTimer)
      lockTimer = setTimeout(() => askNow(), ms + graceMs)
    }
    const tell = () => {
      isUntold = false
      void call('access.active', {})
      lockIn(lockAfterMinutes * 60_000)
      restTimer = setTimeout(() => {
        restTimer = undefined
        if (isUntold) tell()
      }, restMs)
    }
    const notice = () => {
      if (restTimer === undefined) tell()
      else isUntold = true
    }
    lockIn(person.locksInMs)
    for (const sign of signs) window.addEventListener(sign, notice, { capture: true, passive: true })
    return () => {
      clearTimeout(lockTimer)
      clearTimeout(restTimer)
      for (const sign of signs) window.removeEventListener(sign, notice, { capture: true })
    }
  }, [person, lockAfterMinutes])
}
