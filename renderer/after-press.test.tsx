import { expect, it } from 'vitest'
import { afterPress } from './after-press'

const tell = (event: string) => window.dispatchEvent(new Event(event))
const turn = () => new Promise((resolve) => setTimeout(resolve))

it('waits for the end of a press, and for nothing else', async () => {
  const done: string[] = []
  afterPress(() => done.push('at once'))
  expect(done).toEqual(['at once'])
  for (const end of ['pointerup', 'pointercancel']) {
    tell('pointerdown')
    afterPress(() => done.push(end))
    await turn()
    expect(done).not.toContain(end)
    tell(end)
    tell(end)
    await turn()
    expect(done.filter((one) => one === end)).toEqual([end])
  }
  afterPress(() => done.push('again at once'))
  expect(done.at(-1)).toBe('again at once')
})
