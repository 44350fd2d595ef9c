import { useEffect, useState } from 'react'

/** More than a screen holds. */
const firstRows = 30
const moreRows = 40

/** How many rows of a table to draw: a screenful at once, the others in small pieces, one a frame, while one looks at it. */
export function useGradually(count: number): number {
  const [drawn, setDrawn] = useState(firstRows)
  useEffect(() => {
    if (drawn >= count) return
    const frame = requestAnimationFrame(() => setDrawn(drawn + moreRows))
    return () => cancelAnimationFrame(frame)
  }, [drawn, count])
  return Math.min(drawn, count)
}
