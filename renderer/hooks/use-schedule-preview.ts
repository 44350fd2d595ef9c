import { useEffect, useState } from 'react'
import type { Answer, CallInput } from '../../preload/contract/dto'
import { call } from '../api'

export type SchedulePreview = Answer<readonly string[]> | null

/** A person who types is not asked after at every key. */
const restMs = 120

/** The next run times of a schedule that is being written; the last answer stays until the next one is there. */
export function useSchedulePreview(draft: CallInput<'schedule.preview'>): SchedulePreview {
  const [preview, setPreview] = useState<SchedulePreview>(null)
  const key = JSON.stringify(draft)
  useEffect(() => {
    let isOver = false
    const timer = setTimeout(() => {
      // safe: `key` is the JSON of an input of this call
      void call('schedule.preview', JSON.parse(key) as CallInput<'schedule.preview'>).then((answer) => {
        if (!isOver) setPreview(answer)
      })
    }, restMs)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [key])
  return preview
}
