interface Held {
  /** Room that the table had. */
  readonly roomPx: number
  readonly widths: readonly number[]
}

const known = new WeakMap<Element, Held>()

/**
 * Of a long list only some rows are there, and every other few would make the columns anew. All but the first one stay as wide
 * as they ever were, until the table gets another room. A table whose style fixes its columns keeps those.
 */
export function holdColumns(body: Element): void {
  const table = body.closest('table')
  if (!table || getComputedStyle(table).tableLayout === 'fixed') return
  const heads = [...table.querySelectorAll<HTMLElement>('thead th')].slice(1)
  const roomPx = table.parentElement?.clientWidth ?? 0
  const held = known.get(table)
  if (held?.roomPx !== roomPx) for (const head of heads) setWidth(head, '')
  const widths = heads.map((head) => head.getBoundingClientRect().width)
  const before = held?.roomPx === roomPx ? held.widths : []
  if (widths.every((px, index) => px <= (before[index] ?? 0) + 1)) return
  for (const [index, head] of heads.entries()) setWidth(head, `${widths[index]}px`)
  known.set(table, { roomPx, widths })
}

/** Both: a column with a width alone gives way, and one with a least width alone takes its share of what is left over. */
function setWidth(head: HTMLElement, width: string): void {
  head.style.width = width
  head.style.minWidth = width
}
