import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { holdColumns } from './hold-columns'
import { RowHeights } from './row-heights'

export interface RowWindow<E = HTMLTableSectionElement> {
  /** Of what holds the rows; each drawn row, which may be one of several lines, says its place in `data-row`. */
  readonly body: RefObject<E | null>
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

/** Of a long list only the rows in sight. It scrolls in its own box, or with the page around it. */
export function useRowWindow<E extends HTMLElement = HTMLTableSectionElement>(count: number): RowWindow<E> {
  const body = useRef<E>(null)
  const [heights] = useState(() => new RowHeights(usual.rowPx))
  const [at, setAt] = useState(() => placesOf(heights, count, 0, Math.ceil(window.innerHeight / usual.rowPx)))
  const look = useCallback(() => {
    const found = body.current && lookAt(body.current, heights, count)
    if (found) setAt((now) => (isSame(now, found) ? now : found))
  }, [heights, count])
  useLayoutEffect(look) // what stands above the list may have come or gone
  useEffect(() => {
    // Whichever box around the list it is: scrolling does not rise, but is seen on its way down.
    document.addEventListener('scroll', look, { capture: true, passive: true })
    window.addEventListener('resize', look)
    return () => {
      document.removeEventListener('scroll', look, { capture: true })
      window.removeEventListener('resize', look)
    }
  }, [look])
  const show = (index: number) => body.current && bringIntoSight(body.current, heights, index)
  // The list may have become shorter since.
  const shown = at.end <= count ? at : placesOf(heights, count, at.first, at.end)
  return { ...shown, body, show }
}

type Places = Pick<RowWindow, 'first' | 'end' | 'before' | 'after'>

function placesOf(heights: RowHeights, count: number, from: number, to: number): Places {
  const end = Math.min(count, to)
  const first = Math.min(from, Math.max(0, end - 1))
  return { first, end, before: heights.sum(0, first), after: heights.sum(end, count) }
}

const isSame = (a: Places, b: Places) =>
  a.first === b.first && a.end === b.end && Math.abs(a.before - b.before) < 1 && Math.abs(a.after - b.after) < 1

/** Measures what is drawn, and says what is to be drawn. Null: nothing is. */
function lookAt(body: HTMLElement, heights: RowHeights, count: number): Places | null {
  const drawn = [...body.querySelectorAll<HTMLElement>('[data-row]')]
  const [row] = drawn
  if (!row) return null
  for (const one of drawn) heights.measured(Number(one.dataset['row']), one.getBoundingClientRect().height)
  if (drawn.length < count) holdColumns(body)
  const scroller = scrollerOf(body)
  // Where nothing scrolls, all that a window can hold is seen.
  const seenPx = scroller?.clientHeight || Math.max(usual.seenPx, window.innerHeight)
  const hiddenPx = scroller ? heights.sum(0, Number(row.dataset['row'])) - offsetIn(scroller, row) : 0
  const [first, last] = [heights.rowAt(hiddenPx, count), heights.rowAt(hiddenPx + seenPx, count)]
  return placesOf(heights, count, Math.max(0, first - spareRows), last + 1 + spareRows)
}

function bringIntoSight(body: HTMLElement, heights: RowHeights, index: number): void {
  const scroller = scrollerOf(body)
  if (!scroller) return
  const top = offsetIn(scroller, body) + heights.sum(0, index)
  const rowPx = heights.sum(index, index + 1)
  if (top < rowPx || top > scroller.clientHeight - 2 * rowPx) scroller.scrollTop += top - scroller.clientHeight / 2
}

const offsetIn = (scroller: Element, element: Element) =>
  element.getBoundingClientRect().top - scroller.getBoundingClientRect().top

/** The nearest box that holds more than it shows; one that only scrolls sideways may call itself scrollable, too. */
function scrollerOf(element: Element): Element | null {
  for (let above = element.parentElement; above; above = above.parentElement) {
    const mayScroll = /auto|scroll/.test(getComputedStyle(above).overflowY)
    if (mayScroll && above.scrollHeight > above.clientHeight + 1) return above
  }
  return null
}
