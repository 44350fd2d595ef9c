import { cleanup, configure, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach } from 'vitest'
import { FakeApp } from './app'
import { type FakeBridge, fakeBridge } from './bridge'

configure({ asyncUtilTimeout: 20_000 }) // ends what never appears; a busy machine may take its time
afterEach(cleanup)

export const user = userEvent.setup()
export const press = async (name: string | RegExp) => user.click(await screen.findByRole('button', { name }))

/** A fresh app behind `window.belegbote`. */
export function openBridge(): { readonly fake: FakeApp; readonly bridge: FakeBridge } {
  const fake = new FakeApp()
  const bridge = fakeBridge(fake)
  Object.defineProperty(window, 'belegbote', { value: bridge.bridge, configurable: true })
  // jsdom has neither; react-aria asks for both.
  Object.defineProperty(globalThis, 'CSS', { value: { escape: (text: string) => text }, configurable: true })
  return { fake, bridge }
}
