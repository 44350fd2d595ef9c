/**
 * What can be seen to be wrong with the layout of a screen. All of this runs inside the page: `layoutProbe` is its source, so
 * the functions here use nothing but each other and the page.
 */
interface Piece {
  readonly element: Element
  readonly text: string
  readonly rect: DOMRect
}

const say = (element: Element, text: string, what: string): string =>
  `${what}: „${text.trim().slice(0, 90)}“ in <${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}">`

/** For screen readers only: clipped away on purpose. */
function isForReaders(element: Element): boolean {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const { clip, clipPath } = getComputedStyle(at)
    if (clipPath === 'inset(50%)' || /^rect\([01]px, [01]px, [01]px, [01]px\)$/.test(clip)) return true
  }
  return false
}

/** The whole text comes up when the pointer rests on it. */
function hasTip(element: Element, text: string): boolean {
  return element.closest('[title]')?.getAttribute('title')?.includes(text.trim()) ?? false
}

function isInline(element: Element): boolean {
  return ['inline', 'contents'].includes(getComputedStyle(element).display)
}

/** Each line of each text that can be seen, with its place. */
function piecesOfText(): Piece[] {
  const pieces: Piece[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    const element = node.parentElement
    const text = node.textContent ?? ''
    if (!element || text.trim() === '' || ['SCRIPT', 'STYLE', 'OPTION'].includes(element.tagName)) continue
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || isForReaders(element)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    // Above the page there is only what a library measures.
    for (const rect of range.getClientRects())
      if (rect.width > 1 && rect.height > 1 && rect.bottom + scrollY > 0) pieces.push({ element, text, rect })
  }
  return pieces
}

/** The box inside the borders. */
function innerOf(element: Element) {
  const box = element.getBoundingClientRect()
  const [left, top] = [box.left + element.clientLeft, box.top + element.clientTop]
  return { left, top, right: left + element.clientWidth, bottom: top + element.clientHeight }
}

/** Hidden by a box that nobody can scroll. */
function cutOf({ element, text, rect }: Piece): string[] {
  const axes = [
    { overflow: 'overflowX', from: 'left', to: 'right' },
    { overflow: 'overflowY', from: 'top', to: 'bottom' },
  ] as const
  return axes.flatMap(({ overflow, from, to }) => {
    for (let at: Element | null = element; at && at !== document.documentElement; at = at.parentElement) {
      const style = getComputedStyle(at)
      if (isInline(at)) continue
      if (style[overflow] === 'auto' || style[overflow] === 'scroll') return [] // a person can scroll to it
      const inner = innerOf(at)
      const sticksOut = rect[from] < inner[from] - 1.5 || rect[to] > inner[to] + 1.5
      if (sticksOut && style[overflow] !== 'visible') return hasTip(element, text) ? [] : [say(at, text, 'cut')]
      if (style.position === 'fixed') return []
    }
    return []
  })
}

/** Over the edge of the block that it stands in, or shortened. */
function boxOf({ element, text, rect }: Piece): string[] {
  let block: Element | null = element
  while (block && isInline(block)) block = block.parentElement
  if (!block) return []
  const box = block.getBoundingClientRect()
  const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(block)
  const isWider = rect.right > box.right + 1.5 || rect.left < box.left - 1.5
  const isHigher = rect.bottom > box.bottom + 4
  const ends = textOverflow === 'ellipsis' && block.scrollWidth > block.clientWidth + 1
  const clamps = webkitLineClamp !== 'none' && block.scrollHeight > block.clientHeight + 1
  return [
    ...(isWider && overflowX === 'visible' ? [say(block, text, 'wider than its box')] : []),
    ...(isHigher && overflowY === 'visible' ? [say(block, text, 'higher than its box')] : []),
    ...((ends || clamps) && !hasTip(element, text) ? [say(block, text, 'shortened without a tooltip')] : []),
  ]
}

/** As much of the line as its own block lets be seen. */
function seenOf({ element, rect }: Piece) {
  let block: Element | null = element
  while (block && isInline(block)) block = block.parentElement
  const inner = block && getComputedStyle(block).overflowX !== 'visible' ? innerOf(block) : rect
  return {
    left: Math.max(rect.left, inner.left),
    right: Math.min(rect.right, inner.right),
    top: Math.max(rect.top, inner.top),
    bottom: Math.min(rect.bottom, inner.bottom),
  }
}

function layerOf(element: Element): Element {
  return element.closest('[role=dialog], [role=alertdialog], .popover, [role=tooltip]') ?? document.body
}

/** Stays in place while what is below it scrolls. */
function floats(element: Element): boolean {
  for (let at: Element | null = element; at; at = at.parentElement)
    if (['sticky', 'fixed'].includes(getComputedStyle(at).position)) return true
  return false
}

/** Texts in sight that lie on one another; what a scrolled box hides overlaps nothing. */
function overlapsOf(pieces: readonly Piece[]): string[] {
  const shown = pieces.filter(({ element, rect }) => {
    const top = document.elementFromPoint(rect.left + rect.width / 2, rect.top + rect.height / 2)
    // While a menu is open, only the page itself answers for what lies behind it: nobody can say what hides what.
    if (top === null || top === document.body || top === document.documentElement) return false
    return (element.contains(top) || top.contains(element)) && !floats(element)
  })
  return shown.flatMap((one, index) =>
    shown.slice(index + 1).flatMap((other) => {
      if (one.element === other.element || layerOf(one.element) !== layerOf(other.element)) return []
      const [a, b] = [seenOf(one), seenOf(other)]
      const width = Math.min(a.right, b.right) - Math.max(a.left, b.left)
      const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
      if (width <= 2 || height <= 5) return []
      return [say(one.element, `${one.text.trim()} / ${other.text.trim()}`, 'over another text')]
    }),
  )
}

/** A hint in an empty field, shortened by its edge. */
function hintsOf(): string[] {
  const pen = document.createElement('canvas').getContext('2d')
  return [...document.querySelectorAll<HTMLInputElement>('input[placeholder]')].flatMap((field) => {
    if (!pen || field.value !== '' || !field.checkVisibility()) return []
    const { font, paddingLeft, paddingRight } = getComputedStyle(field)
    pen.font = font
    const room = field.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight)
    return pen.measureText(field.placeholder).width > room + 1 ? [say(field, field.placeholder, 'cut hint')] : []
  })
}

/** What a person would have to scroll sideways for. */
function sidewaysOf(): string[] {
  const page = document.scrollingElement
  const parts = [...document.querySelectorAll('main, [role=dialog], [role=alertdialog]')]
  return [...(page ? [page] : []), ...parts]
    .filter((part) => part.scrollWidth > part.clientWidth + 1)
    .map((part) => `<${part.tagName.toLowerCase()}> is ${part.scrollWidth - part.clientWidth} px too wide`)
}

function faultsOfLayout(): string[] {
  const pieces = piecesOfText()
  const each = pieces.flatMap((piece) => [...cutOf(piece), ...boxOf(piece)])
  return [...new Set([...each, ...overlapsOf(pieces), ...hintsOf(), ...sidewaysOf()])]
}

/** Every text that a person or a screen reader gets; what is marked as another language, or is code, apart. */
function textsOfPage(): string[] {
  const texts: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement
    const isApart = element?.closest('[lang]:not(html), code, script, style')
    if (element && !isApart) texts.push(walker.currentNode.textContent ?? '')
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'aria-description', 'alt'])
    for (const element of document.querySelectorAll(`[${name}]`)) texts.push(element.getAttribute(name) ?? '')
  return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))]
}

const source = [
  ...[isForReaders, hasTip, isInline, piecesOfText, innerOf, cutOf, boxOf],
  ...[seenOf, layerOf, floats, overlapsOf, hintsOf, sidewaysOf, faultsOfLayout, textsOfPage],
]
const withAll = (expression: string) => `(() => { const say = ${say}; ${source.join('\n')}; return ${expression} })()`

/** Expressions for the page; each answers a list of sentences. */
export const layoutProbe = withAll('faultsOfLayout()')
export const textProbe = withAll('textsOfPage()')
