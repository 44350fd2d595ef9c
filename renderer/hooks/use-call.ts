import { useCallback, useEffect, useRef, useState } from 'react'
import type { CallInput, CallOutput } from '../../preload/contract/dto'
import type { CallName, FactName } from '../../preload/contract/names'
import { call, type Failure } from '../api'

export interface Asked<T> {
  /** The newest answer; the old one stays while a new one is on its way. */
  readonly value: T | null
  readonly failure: Failure | null
  readonly loading: boolean
  readonly reload: () => void
}

/** Facts of a running export come in bursts; the screens ask at most this often. */
const restMs = 200

/**
 * Asks once, and again whenever one of these facts comes or the input changes.
 * @param input null: there is nothing to ask (yet)
 */
export function useCall<K extends CallName>(
  name: K,
  input: CallInput<K> | null,
  refreshOn: readonly FactName[] = [],
): Asked<CallOutput<K>> {
  const key = input === null ? null : JSON.stringify(input)
  const [state, setState] = useState<{ key: string | null; value: CallOutput<K> | null; failure: Failure | null }>({
    key: null,
    value: null,
    failure: null,
  })
  const ask = useAsk(name, key, setState)
  useEffect(ask, [ask])
  useRefresh(ask, refreshOn)
  const current = state.key === key
  return {
    value: current ? state.value : null,
    failure: current ? state.failure : null,
    loading: key !== null && !current,
    reload: ask,
  }
}

function useAsk<K extends CallName>(
  name: K,
  key: string | null,
  setState: (state: { key: string | null; value: CallOutput<K> | null; failure: Failure | null }) => void,
): () => void {
  const newest = useRef(0)
  return useCallback(() => {
    if (key === null) return
    const turn = ++newest.current
    // safe: `key` is the JSON of an input of this call
    void call(name, JSON.parse(key) as CallInput<K>).then((answer) => {
      if (turn !== newest.current) return // a newer question is on its way
      setState(answer.ok ? { key, value: answer.value, failure: null } : { key, value: null, failure: answer })
    })
  }, [name, key, setState])
}

function useRefresh(ask: () => void, refreshOn: readonly FactName[]): void {
  const names = refreshOn.join(' ')
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const later = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        ask()
      }, restMs)
    }
    // safe: `names` is made of fact names just above
    const facts = names.split(' ').filter(Boolean) as FactName[]
    const ends = facts.map((name) => window.belegbote.on(name, later))
    return () => {
      clearTimeout(timer)
      for (const end of ends) end()
    }
  }, [ask, names])
}
