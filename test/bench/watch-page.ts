import type { Page } from '@playwright/test'

/** What a person does to open a list. */
export interface Deed {
  readonly kind: 'click' | 'search'
  /** Of the thing to click, or of the field to search in. */
  readonly on: string
  /** How the thing to click begins, or what is searched for; Enter follows. */
  readonly text: string
  /** What is there as soon as the first row is; as many as `count`, otherwise at least one. */
  readonly row: string
  readonly count?: number
}

/** Milliseconds from the deed until the first frame with a row was painted, measured in the page itself. */
export function untilPainted(page: Page, deed: Deed): Promise<number> {
  return page.evaluate(async ({ kind, on, text, row, count }) => {
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
    const things = [...document.querySelectorAll<HTMLElement>(on)]
    const thing = kind === 'search' ? things[0] : things.find((one) => one.textContent?.trim().startsWith(text))
    if (!thing) throw new Error(`no ${on} ${text}`)
    const isThere = () => {
      const rows = document.querySelectorAll(row).length
      return count === undefined ? rows > 0 : rows === count
    }
    if (isThere()) throw new Error(`${row} is there before`)
    const startedMs = performance.now()
    if (kind === 'click') thing.click()
    else {
      // As typing does: the framework watches the property, not the attribute.
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(thing, text)
      thing.dispatchEvent(new InputEvent('input', { bubbles: true }))
      await Promise.resolve()
      thing.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
      thing.dispatchEvent(new KeyboardEvent('keyup', { key: 'Enter', bubbles: true, cancelable: true }))
    }
    while (!isThere()) {
      if (performance.now() - startedMs > 60_000) throw new Error(`no ${row} within a minute`)
      await frame()
    }
    await frame() // drawn now
    return performance.now() - startedMs
  }, deed)
}

/** Milliseconds from now until the first frame with it was painted. */
export function untilThere(page: Page, selector: string): Promise<number> {
  return page.evaluate(async (wanted) => {
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
    const startedMs = performance.now()
    while (!document.querySelector(wanted)) {
      if (performance.now() - startedMs > 60_000) throw new Error(`no ${wanted} within a minute`)
      await frame()
    }
    await frame() // drawn now
    return performance.now() - startedMs
  }, selector)
}

export interface Smoothness {
  readonly frames: number
  readonly longestMs: number
  /** Between 0 and 1: frames after the next beat of a display with 60 of them a second. */
  readonly late: number
}

/**
 * Scrolls down and up for two seconds, a step per frame.
 * @param scroller null: nothing scrolls; how even the frames of this machine are by themselves
 */
export function smoothness(page: Page, scroller: string | null): Promise<Smoothness> {
  return page.evaluate(async (selector) => {
    const element = selector === null ? null : document.querySelector(selector)
    if (selector !== null && !element) throw new Error(`no ${selector}`)
    const pauses: number[] = []
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
    let step = 60
    let before = await frame()
    for (const startedMs = before; before - startedMs < 2_000; ) {
      if (element) {
        const wanted = element.scrollTop + step
        element.scrollTop = wanted
        if (Math.abs(element.scrollTop - wanted) > 1) step = -step
      }
      const now = await frame()
      pauses.push(now - before)
      before = now
    }
    const late = pauses.filter((pause) => pause > 34).length / pauses.length
    return { frames: pauses.length, longestMs: Math.max(...pauses), late }
  }, scroller)
}

/** The machine's own yardstick: milliseconds that one round of plain sums takes in the page. */
export function roundOfSums(page: Page): Promise<number> {
  return page.evaluate(() => {
    const startedMs = performance.now()
    let sum = 0
    for (let no = 0; no < 20_000_000; no += 1) sum = (sum + no * 7) % 1_000_003
    return sum < 0 ? 0 : performance.now() - startedMs
  })
}
