import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeAccess } from '../../test/fakes/access'
import { FakeApp } from '../../test/fakes/app'
import { type FakeBridge, fakeBridge } from '../../test/fakes/bridge'
import { press, user } from '../../test/fakes/screens'
import { WordsProvider } from '../hooks/use-words'
import { Entrance } from '../screens/access/entrance'
import { SecretField } from './secret-field'

const secret = 'canary-of-the-server'
const typed: (string | null)[] = []
let fake: FakeApp
let bridge: FakeBridge

function open({ allows = true, group = 'administrators' as 'administrators' | 'users', isSet = true } = {}) {
  typed.length = 0
  fake = new FakeApp()
  fake.access.allowsReveal = allows
  fake.access.secrets.set('profile:kanzlei', secret)
  bridge = fakeBridge(fake, group)
  Object.defineProperty(window, 'belegbote', { value: bridge.bridge, configurable: true })
  Object.defineProperty(globalThis, 'CSS', { value: { escape: (text: string) => text }, configurable: true })
  return render(
    <WordsProvider language="de">
      <Entrance info={{ language: 'de', version: '1', host: 'running' }} onLanguage={() => undefined}>
        <SecretField
          label="Passwort"
          isSet={isSet}
          secretName="profile:kanzlei"
          onChange={(value) => typed.push(value)}
        />
      </Entrance>
    </WordsProvider>,
  )
}
const eye = () => screen.queryByRole('button', { name: 'Passwort: gespeichertes Kennwort einsehen' })
const ask = async (password: string) => {
  await press('Passwort: gespeichertes Kennwort einsehen')
  await user.type(await screen.findByLabelText('Ihr eigenes Kennwort'), password)
  await press('Einsehen')
}
const page = () => document.documentElement.outerHTML

describe('a password field', () => {
  it('says whether one is stored, and hands on what is typed', async () => {
    open({ isSet: false })
    const field = (await screen.findByLabelText('Passwort')) as HTMLInputElement
    expect(field.type).toBe('password')
    expect(screen.getByText('nicht gesetzt')).toBeTruthy()
    expect(eye()).toBeNull()
    await user.type(field, 'ab')
    await user.clear(field)
    expect(typed).toEqual(['a', 'ab', null])
  })

  it.each([
    ['the option is off', { allows: false }],
    ['the person is no administrator', { group: 'users' as const }],
  ])('has no eye when %s', async (_what, given) => {
    open(given)
    expect(await screen.findByText('gesetzt')).toBeTruthy()
    expect(eye()).toBeNull()
  })
})

describe('the eye', () => {
  beforeEach(() => void open())

  it('asks for the own password, each time anew', async () => {
    await ask('falsch falsch')
    expect(await screen.findByText(/^Ihr Kennwort stimmt nicht/)).toBeTruthy()
    expect((screen.getByLabelText('Ihr eigenes Kennwort') as HTMLInputElement).value).toBe('')
    expect(page()).not.toContain(secret)
    await user.type(screen.getByLabelText('Ihr eigenes Kennwort'), FakeAccess.administrator.password)
    await user.keyboard('{Enter}')
    expect(await screen.findByText(secret)).toBeTruthy()
    expect(screen.getByText('Wird nach 15 Sekunden wieder verborgen.')).toBeTruthy()
    await press('Passwort: gespeichertes Kennwort verbergen')
    expect(page()).not.toContain(secret)
    await press('Passwort: gespeichertes Kennwort einsehen')
    expect(await screen.findByLabelText('Ihr eigenes Kennwort')).toBeTruthy()
    expect(page()).not.toContain(secret)
    expect(
      fake.access.journal.filter(({ event }) => event.startsWith('secret.reveal')).map(({ event }) => event),
    ).toEqual(['secret.reveal-refused', 'secret.revealed'])
  })

  it.each([
    ['the window loses the focus', () => fireEvent.blur(window)],
    ['the screen is locked', () => fireEvent.keyDown(window, { key: 'l', ctrlKey: true })],
    ['somebody else is there', () => bridge.tell({ name: 'access.changed', data: {} })],
  ])('closes when %s', async (_what, happens) => {
    await ask(FakeAccess.administrator.password)
    await screen.findByText(secret)
    act(() => void happens())
    await waitFor(() => expect(page()).not.toContain(secret))
  })

  it('shows nothing that comes after its dialog was closed', async () => {
    const late = Promise.withResolvers<void>()
    const { call } = window.belegbote
    Object.defineProperty(window, 'belegbote', {
      value: {
        ...window.belegbote,
        call: async (...given: Parameters<typeof call>) => {
          const answer = await call(...given)
          if (given[0] === 'access.reveal') await late.promise
          return answer
        },
      },
      configurable: true,
    })
    await ask(FakeAccess.administrator.password)
    await press('Abbrechen')
    await act(async () => late.resolve())
    expect(page()).not.toContain(secret)
  })
})

it('hides the password after its time', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  try {
    open()
    await press('Passwort: gespeichertes Kennwort einsehen')
    fireEvent.change(await screen.findByLabelText('Ihr eigenes Kennwort'), {
      target: { value: FakeAccess.administrator.password },
    })
    await press('Einsehen')
    await screen.findByText(secret)
    await act(() => vi.advanceTimersByTimeAsync(15_000))
    expect(page()).not.toContain(secret)
  } finally {
    vi.useRealTimers()
  }
})
