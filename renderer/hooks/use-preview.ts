import { useEffect, useRef, useState } from 'react'
import type { ExportPreviewDto, FieldFaultDto, ProfileDraftDto } from '../../preload/contract/dto'
import { call, type Failure } from '../api'
import { useFact } from './use-fact'

/** How far a preview is, or what came of it. */
export interface PreviewState {
  /** Documents read so far; null before the first were. */
  readonly progress: { readonly done: number; readonly total: number } | null
  readonly preview: ExportPreviewDto | null
  readonly failure: Failure | null
}

const begun: PreviewState = { progress: null, preview: null, failure: null }

/** Its answer concerns nobody then. */
function stop(running: { current: string | null }): void {
  const previewId = running.current
  running.current = null
  if (previewId !== null) void call('profiles.cancelPreview', { previewId })
}

/** Asks what an export would do now. `state` is null while nobody looks; who stops looking ends the work too. */
export function usePreview(onFaults: (faults: readonly FieldFaultDto[]) => void) {
  const [state, setState] = useState<PreviewState | null>(null)
  const running = useRef<string | null>(null)
  useFact('preview.progress', ({ previewId, done, total }) => {
    if (previewId === running.current) setState({ ...begun, progress: { done, total } })
  })
  useEffect(() => () => stop(running), [])
  const look = async (draft: ProfileDraftDto, isNew: boolean) => {
    stop(running)
    const previewId = crypto.randomUUID()
    running.current = previewId
    setState(begun)
    const answer = await call('profiles.preview', { draft, isNew, previewId })
    if (running.current !== previewId) return
    running.current = null
    setState(answer.ok ? { ...begun, preview: answer.value } : { ...begun, failure: answer })
    if (!answer.ok && answer.fields) onFaults(answer.fields)
  }
  const close = () => {
    stop(running)
    setState(null)
  }
  return { state, look, close }
}
