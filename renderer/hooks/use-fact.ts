import { useEffect, useEffectEvent } from 'react'
import type { FactData } from '../../preload/contract/dto'
import type { FactName } from '../../preload/contract/names'

/** Hears one kind of fact as long as the component stands. */
export function useFact<K extends FactName>(name: K, listener: (data: FactData<K>) => void): void {
  const hear = useEffectEvent(listener)
  useEffect(() => window.belegbote.on(name, (data) => hear(data)), [name])
}
