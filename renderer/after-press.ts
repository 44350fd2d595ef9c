let isDown = false

// Capturing: before the press takes the focus from a field.
window.addEventListener('pointerdown', () => (isDown = true), true)
for (const end of ['pointerup', 'pointercancel'] as const) window.addEventListener(end, () => (isDown = false), true)

/**
 * Does it at once, or while a button is being pressed: when it is up again. What appears on leaving a field would move the
 * button away from under the pointer, and the press would be lost.
 */
export function afterPress(work: () => void): void {
  if (!isDown) {
    work()
    return
  }
  const ends = new AbortController()
  const ended = () => {
    ends.abort()
    setTimeout(work)
  }
  for (const end of ['pointerup', 'pointercancel'] as const) {
    window.addEventListener(end, ended, { capture: true, signal: ends.signal })
  }
}
