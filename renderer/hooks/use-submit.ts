import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Answer } from '../../preload/contract/dto'
import type { Failure } from '../api'

/** One call for one form: what is on its way, what was said to it. After the form is gone nothing happens any more. */
export function useSubmit<T>(ask: () => Promise<Answer<T>>, onAnswer: (answer: Answer<T>) => void) {
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const isGone = useRef(false)
  useEffect(() => {
    isGone.current = false
    return () => {
      isGone.current = true
    }
  }, [])
  const send = async () => {
    setIsBusy(true)
    const answer = await ask()
    if (isGone.current) return
    setIsBusy(false)
    setFailure(answer.ok ? null : answer)
    onAnswer(answer)
  }
  return {
    isBusy,
    failure,
    clear: () => setFailure(null),
    send: () => {
      if (!isBusy) void send()
    },
    /** For the form's own event: nothing is sent while it is not complete. */
    submit: (isComplete: boolean) => (event: FormEvent) => {
      event.preventDefault()
      if (isComplete && !isBusy) void send()
    },
  }
}
