import { cleanup, configure, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach } from 'vitest'
import type { Group } from '../../main/core/access/user'
import { FakeApp } from './app'
import { type FakeBridge, fakeBridge } from './bridge'

configure({ asyncUtilTimeout: 20_000 }) // ends what never appears; a busy machine may take its time
afterEach(cleanup)

export const user = userEvent.setup()
export const press = async (name: string | RegExp) => user.click(await screen.findByRole('button', { name }))

/**
 * A fresh app behind `window.belegbote`.
 * @param signedIn whose group's person is at the window
 */
export function openBridge(signedIn: Group = 'administrators'): {
  readonly fake: FakeApp
  readonly bridge: FakeBridge
} {
  const fake = new FakeApp()
  const bridge = fakeBridge(fake, signedIn)
  Object.defineProperty(window, 'belegbote', { value: bridge.bridge, configurable: true })
  // jsdom lays nothing out and knows neither of these.
  Element.prototype.scrollIntoView = () => undefined
  Object.defineProperty(globalThis, 'CSS', { value: { escape: (text: string) => text }, configurable: true })
  return { fake, bridge }
}
