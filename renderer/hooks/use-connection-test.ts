import { useRef, useState } from 'react'
import type { CallOutput, ProfileDraftDto, TestStepDto } from '../../preload/contract/dto'
import { call, type Failure } from '../api'
import { useFact } from './use-fact'

export interface ConnectionTest {
  readonly isRunning: boolean
  /** As they come in. */
  readonly steps: readonly TestStepDto[]
  /** Null while it runs, and when it could not begin. */
  readonly report: CallOutput<'profiles.test'> | null
  readonly failure: Failure | null
  /** What was tested, and when; null: nothing yet. */
  readonly tested: { readonly draft: ProfileDraftDto; readonly atMs: number } | null
}

const none: ConnectionTest = { isRunning: false, steps: [], report: null, failure: null, tested: null }

/** Tests settings that need not be stored; the steps appear one by one. A newer test takes the place of an older one. */
export function useConnectionTest() {
  const [test, setTest] = useState(none)
  const running = useRef<string | null>(null)
  useFact('test.step', ({ testId, no, ...step }) => {
    if (testId !== running.current) return
    setTest((now) => ({ ...now, steps: [...now.steps.slice(0, no), step] }))
  })
  const start = async (draft: ProfileDraftDto, secret: string | null): Promise<Failure | null> => {
    const testId = crypto.randomUUID()
    running.current = testId
    setTest({ ...none, isRunning: true, tested: { draft, atMs: Date.now() } })
    const answer = await call('profiles.test', { draft, secret, testId })
    if (running.current !== testId) return null
    running.current = null
    setTest((now) =>
      answer.ok
        ? { ...now, isRunning: false, steps: answer.value.steps, report: answer.value }
        : { ...now, isRunning: false, failure: answer },
    )
    return answer.ok ? null : answer
  }
  return { test, start }
}
