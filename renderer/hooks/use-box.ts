import { type RefObject, useLayoutEffect, useState } from 'react'

export interface Box {
  readonly width: number
  /** Height of the root's letters: what `1rem` is. */
  readonly rem: number
}

/** Where nothing is laid out yet. */
const unmeasured: Box = { width: 720, rem: 16 }

/** How much room an element has, in pixels; asked again when that changes. */
export function useBox(ref: RefObject<Element | null>): Box {
  const [box, setBox] = useState(unmeasured)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element || typeof ResizeObserver === 'undefined') return
    const measure = () => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || unmeasured.rem
      setBox({ width: element.clientWidth || unmeasured.width, rem })
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [ref])
  return box
}
