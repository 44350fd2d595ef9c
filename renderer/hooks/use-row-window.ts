import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

export interface RowWindow {
  /** Of the `<tbody>` with the rows. */
  readonly body: RefObject<HTMLTableSectionElement | null>
  /** The rows to draw: from `first` up to, without, `end`. */
  readonly first: number
  readonly end: number
  /** Pixels that the rows before and after them take. */
  readonly before: number
  readonly after: number
  /** Brings a row into sight. */
  show(index: number): void
}

/** Rows drawn beyond what is seen: the next one must be there for the Tab key and for a quick hand. */
const spareRows = 5
/** Until a row was measured, and where nothing has a size. */
const usual = { rowPx: 64, seenPx: 1200 }

/** Of a long list only the rows in sight. All are of one height, and the list scrolls with the page around it. */
export function useRowWindow(count: number): RowWindow {
  const body = useRef<HTMLTableSectionElement>(null)
  const [rowPx, setRowPx] = useState(usual.rowPx)
  const [at, setAt] = useState({ first: 0, end: Math.ceil(window.innerHeight / usual.rowPx) })
  const look = useCallback(() => {
    const found = body.current && measure(body.current)
    if (!found) return
    setRowPx(found.rowPx)
    setAt((now) => (now.first === found.first && now.end === found.end ? now : found))
  }, [])
  useLayoutEffect(look) // what stands above the list may have come or gone
  useEffect(() => {
    const scroller = scrollerOf(body.current)
    scroller?.addEventListener('scroll', look, { passive: true })
    window.addEventListener('resize', look)
    return () => {
      scroller?.removeEventListener('scroll', look)
      window.removeEventListener('resize', look)
    }
  }, [look])
  const end = Math.min(count, at.end)
  const first = Math.min(at.first, Math.max(0, end - 1))
  return {
    ...{ body, first, end },
    before: first * rowPx,
    after: (count - end) * rowPx,
    show: (index) => {
      const scroller = scrollerOf(body.current)
      if (!scroller || !body.current) return
      const top = offsetIn(scroller, body.current) + index * rowPx
      if (top < rowPx || top > scroller.clientHeight - 2 * rowPx) scroller.scrollTop += top - scroller.clientHeight / 2
    },
  }
}

function measure(body: HTMLTableSectionElement) {
  const scroller = scrollerOf(body)
  const rowPx = body.querySelector('tr[data-row]')?.getBoundingClientRect().height || usual.rowPx
  const seenPx = scroller?.clientHeight || usual.seenPx
  const abovePx = scroller ? -offsetIn(scroller, body) : 0
  const first = Math.max(0, Math.floor(abovePx / rowPx) - spareRows)
  return { rowPx, first, end: Math.max(first, Math.ceil((abovePx + seenPx) / rowPx)) + spareRows }
}

const offsetIn = (scroller: Element, element: Element) =>
  element.getBoundingClientRect().top - scroller.getBoundingClientRect().top

function scrollerOf(element: Element | null): Element | null {
  for (let above = element?.parentElement; above; above = above.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(above).overflowY)) return above
  }
  return null
}
