import { useCallback, useEffect, useState } from 'react'
import { useFact } from './use-fact'

export interface Shown {
  readonly secret: string
  readonly showMs: number
}

/**
 * A stored password while it is on the screen. It goes away after its time, when the window loses the focus or is hidden,
 * when somebody else is there or the screen is locked, and with the field itself.
 */
export function useRevealed() {
  const [shown, setShown] = useState<Shown | null>(null)
  const hide = useCallback(() => setShown(null), [])
  useFact('access.changed', hide)
  useEffect(() => {
    if (!shown) return
    const timer = setTimeout(hide, shown.showMs)
    const hideWhenHidden = () => {
      if (document.visibilityState === 'hidden') hide()
    }
    window.addEventListener('blur', hide)
    document.addEventListener('visibilitychange', hideWhenHidden)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('blur', hide)
      document.removeEventListener('visibilitychange', hideWhenHidden)
    }
  }, [shown, hide])
  return { shown, show: setShown, hide }
}
