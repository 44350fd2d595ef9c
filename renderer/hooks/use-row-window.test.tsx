import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { RowGap } from '../components/row-gap'
import { useRowWindow } from './use-row-window'

// A page of 600 pixels around a list whose every third row is twice as high as the others, as a browser would lay it out.
const pagePx = 600
const heightOf = (row: number) => (row % 3 === 0 ? 100 : 50)
const topOf = (row: number) => Array.from({ length: row }, (_, no) => heightOf(no)).reduce((sum, px) => sum + px, 0)

function layOut(count: number) {
  let scrolled = 0
  vi.spyOn(window, 'getComputedStyle').mockImplementation(
    (element) =>
      ({ overflowY: element.id === 'page' ? 'auto' : 'visible', tableLayout: 'fixed' }) as CSSStyleDeclaration,
  )
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue(topOf(count))
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(pagePx)
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function rect(this: HTMLElement) {
    const row = this.dataset['row']
    if (row === undefined) return new DOMRect(0, 0, 800, pagePx)
    // Below the gap as it was drawn, whatever it stands for.
    const gap = this.closest('tbody')?.querySelector<HTMLElement>('tr.gap:first-child td')?.style.height ?? '0'
    const drawnFirst = Number(this.closest('tbody')?.querySelector<HTMLElement>('[data-row]')?.dataset['row'])
    const top = Number.parseFloat(gap) + topOf(Number(row)) - topOf(drawnFirst) - scrolled
    return new DOMRect(0, top, 800, heightOf(Number(row)))
  })
  return (px: number) => {
    scrolled = px
    fireEvent.scroll(screen.getByTestId('page'))
  }
}

const places = (count: number) => Array.from({ length: count }, (_, row) => row)

function List({ count }: { count: number }) {
  const rows = useRowWindow(count)
  return (
    <div id="page" data-testid="page">
      <table>
        <tbody ref={rows.body}>
          <RowGap height={rows.before} />
          {places(count)
            .slice(rows.first, rows.end)
            .map((row) => (
              <tr key={row} data-row={row}>
                <td>{row}</td>
              </tr>
            ))}
          <RowGap height={rows.after} />
        </tbody>
      </table>
    </div>
  )
}

const drawn = () => [...document.querySelectorAll<HTMLElement>('[data-row]')].map((row) => Number(row.dataset['row']))
const gaps = () =>
  [...document.querySelectorAll<HTMLElement>('.gap td')].map((cell) => Number.parseFloat(cell.style.height))

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

it('draws the rows in sight and a few beyond, wherever it has scrolled to', () => {
  const scrollTo = layOut(500)
  render(<List count={500} />)
  expect(drawn()[0]).toBe(0)
  expect(drawn()).toContain(8) // up to 600 pixels
  expect(drawn().length).toBeLessThan(30)
  scrollTo(1000)
  const [first = 0] = drawn()
  expect(first).toBeGreaterThan(5)
  expect(topOf(first)).toBeLessThan(1000)
  expect(topOf(drawn().at(-1) ?? 0)).toBeGreaterThan(1000 + pagePx)
  expect(drawn().length).toBeLessThan(30)
  scrollTo(0)
  expect(drawn()[0]).toBe(0)
})

it('keeps the height of the whole list, rows that were drawn as they were', () => {
  const scrollTo = layOut(60)
  render(<List count={60} />)
  scrollTo(600)
  const [before = 0] = gaps()
  expect(before).toBe(topOf(drawn()[0] ?? 0))
  scrollTo(1_000_000)
  expect(drawn().at(-1)).toBe(59)
})

it('follows a list that becomes shorter, and draws all of a short one', () => {
  const scrollTo = layOut(500)
  const { rerender } = render(<List count={500} />)
  scrollTo(20_000)
  rerender(<List count={3} />)
  expect(drawn()).toEqual([0, 1, 2])
  expect(gaps()).toEqual([])
})
