import type { CallName, FactName } from '../../preload/contract/names'
import type { AccessNews } from './access-operations'
import type { Handlers } from './answer'
import { isRight, type Need, needs } from './gate'
import type { Host } from './handlers'
import type { HostClient } from './host-client'

/**
 * Holds the session of the window. Its id stays in this process: the page asks, and is told only whether it may. Closing
 * the window does not end the session: the work of locking it goes on, by the time that nobody did anything.
 */
export class Doorkeeper {
  #sessionId: string | null = null
  /** As the last answer said it: somebody is signed in, and the screen is not locked. */
  #isOpen = false

  /** @param onChange the page should ask who is there */
  constructor(
    private readonly host: Pick<HostClient, 'ask' | 'askAs' | 'start' | 'state'>,
    private readonly onChange: () => void,
  ) {}

  /** Null: nobody is signed in. */
  get sessionId(): string | null {
    return this.#sessionId
  }

  /** The worker as a call with this need may reach it: the worker refuses whatever the person may not. */
  hostFor(need: Need): Host {
    const { host } = this
    if (!isRight(need)) return host
    return {
      get state() {
        return host.state
      },
      start: () => host.start(),
      ask: (operation, ...input) => host.askAs({ sessionId: this.#sessionId, needs: need }, operation, ...input),
    }
  }

  /** Somebody signed in; whoever was there before is signed out. */
  opened(sessionId: string): void {
    this.leave()
    this.#sessionId = sessionId
    this.#isOpen = true
  }

  leave(): void {
    const before = this.#sessionId
    this.#sessionId = null
    this.#isOpen = false
    if (before !== null) void this.host.ask('access.signOut', before)
  }

  /** What the worker knows of the session: it may be over, for a worker that starts again knows nobody. */
  told({ session }: AccessNews, askedFor: string | null): void {
    if (askedFor !== this.#sessionId) return
    if (!session) this.#sessionId = null
    this.#isOpen = session !== null && !session.locked
  }

  /** Whether the page may hear it: behind a locked screen nothing is told of the work. */
  letsOut(fact: FactName): boolean {
    return this.#isOpen || always.has(fact)
  }

  /** After every call: keeps in mind whether the screen is open, and tells the page when it should ask. */
  note(name: CallName, answer: Awaited<ReturnType<Handlers[CallName]>>): void {
    if (answer.ok) {
      if (changing.has(name)) this.onChange()
      return
    }
    const { code } = answer.error
    const wasOpen = this.#isOpen
    if (needs[name] !== 'open' && (code === 'sign-in-needed' || code === 'session-locked')) this.#isOpen = false
    if (wasOpen !== this.#isOpen || name === 'access.reveal') this.onChange() // wrong passwords may have locked it
  }
}

const always: ReadonlySet<FactName> = new Set<FactName>(['access.changed', 'host.changed', 'view.requested'])

/** Calls after which another person is there, or a person may do other things. */
const changing: ReadonlySet<CallName> = new Set<CallName>([
  'access.createFirst',
  'access.signIn',
  'access.signOut',
  'access.lock',
  'access.unlock',
  'access.setScreenLock',
  'users.rename',
  'users.setGroup',
  'users.setEnabled',
  'users.setPassword',
  'users.remove',
  'chain.save',
])
