import { useState } from 'react'
import { call, type Failure } from '../api'

export interface TestedAddress {
  readonly address: string
  /** The mail server's own words. */
  readonly answer: string | null
  readonly failure: Failure | null
}

/** Sends a test message to one address after the other, so that each has the server's answer of its own. */
export function useMailTest() {
  const [tested, setTested] = useState<readonly TestedAddress[]>([])
  const [isBusy, setIsBusy] = useState(false)
  const test = async (addresses: readonly string[]) => {
    setIsBusy(true)
    setTested([])
    for (const address of addresses) {
      const answer = await call('smtp.test', { address })
      const result = answer.ok
        ? { address, answer: answer.value.answer, failure: null }
        : { address, answer: answer.answer ?? null, failure: answer }
      setTested((before) => [...before, result])
    }
    setIsBusy(false)
  }
  return { tested, isBusy, test }
}
