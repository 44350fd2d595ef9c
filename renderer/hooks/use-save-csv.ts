import { useState } from 'react'
import type { CallOutput, ListOrderDto } from '../../preload/contract/dto'
import { call, type Failure } from '../api'

export interface SaveCsv {
  readonly isSaving: boolean
  /** What was saved last; null: nothing, or the person chose no file. */
  readonly saved: CallOutput<'list.saveCsv'>
  readonly failure: Failure | null
  save(order: ListOrderDto): void
}

/** Saves a whole list, of which the page only names the rows: the person says where, and the engine writes it. */
export function useSaveCsv(): SaveCsv {
  const [isSaving, setIsSaving] = useState(false)
  const [saved, setSaved] = useState<CallOutput<'list.saveCsv'>>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const save = async (order: ListOrderDto) => {
    setIsSaving(true)
    setSaved(null)
    setFailure(null)
    const answer = await call('list.saveCsv', { order })
    if (answer.ok) setSaved(answer.value)
    else setFailure(answer)
    setIsSaving(false)
  }
  return { isSaving, saved, failure, save: (order) => void save(order) }
}
