import type { Group } from '../../main/core/access/user'
import { fail, ok } from '../../main/core/result'
import { refused } from '../../main/engine/app-error'
import { Acting } from '../../main/shell/acting'
import { answerCall, answerPage } from '../../main/shell/answer'
import { Doorkeeper } from '../../main/shell/doorkeeper'
import { guarded } from '../../main/shell/gate'
import { createHandlers, type Desktop, type Host } from '../../main/shell/handlers'
import type { HostClient } from '../../main/shell/host-client'
import type { HostFact } from '../../main/shell/host-protocol'
import { perform } from '../../main/shell/host-service'
import type { HostContext } from '../../main/shell/operations'
import type { StartSettings } from '../../main/shell/settings-handlers'
import { checkSource } from '../../main/shell/updates/source'
import type { AppearanceDto, Bridge, Language, UpdatesDto, ViewDto } from '../../preload/contract/dto'
import { facts } from '../../preload/contract/schemas'
import type { FakeApp } from './app'

export interface FakeBridge {
  readonly bridge: Bridge
  /** Names of the calls made, in order. */
  readonly calls: string[]
  readonly copied: string[]
  /** Where the person saves a list; null: they choose nothing. */
  saveFile: string | null
  /** Paths of what is dropped, as the system says them. */
  dropped: readonly string[]
  /** The invoices that the person chooses in the system's dialog. */
  invoiceFiles: readonly string[]
  /** Files that were shown in the system's viewer. */
  readonly opened: string[]
  /** What the tray asks the page to show; taken once. */
  view: ViewDto | null
  language: Language
  appearance: AppearanceDto
  /** The assistant was begun, and neither finished nor put off. */
  setupOpen: boolean
  start: StartSettings
  /** What is known of new versions. */
  updates: UpdatesDto
  /** Whether the worker lives. */
  host: Host['state']
  tell(fact: HostFact): void
}

type FakeHost = Pick<HostClient, 'ask' | 'askAs' | 'start' | 'state'>

/**
 * `window.belegbote` without Electron: the shell's own handlers and the contract's own schemas over a fake `App`, so that a
 * screen which sends or expects something outside the treaty fails its test.
 * @param signedIn whose group's person is at the window already; null: nobody
 */
export function fakeBridge(fake: FakeApp, signedIn: Group | null = 'administrators'): FakeBridge {
  const listeners = new Set<(fact: HostFact) => void>()
  const tell = (fact: HostFact) => {
    facts[fact.name].parse(fact.data)
    for (const listener of listeners) listener(fact)
  }
  const app = fake.app()
  app.onChange((change) => {
    const { fact: name, ...data } = change
    tell({ name, data } as HostFact)
  })
  const context: HostContext = { app, profileDir: '/profile', tell }
  const host: FakeHost = {
    get state() {
      return made.host
    },
    start: () => {
      made.host = 'running'
      tell({ name: 'host.changed', data: { host: 'running' } })
    },
    ask: (name, ...input) => host.askAs(null, name, ...input),
    // safe: an operation answers what the table says for its name
    askAs: (by, operation, ...input) => perform(context, { operation, input: input[0], by }, acting) as never,
  }
  const acting = new Acting()
  const door = new Doorkeeper(host, () => tell({ name: 'access.changed', data: {} }))
  const ready = signedIn === null ? null : fake.access.enter(signedIn).then(({ id }) => door.opened(id))
  const made: FakeBridge = {
    calls: [],
    copied: [],
    saveFile: null,
    dropped: [],
    invoiceFiles: [],
    opened: [],
    view: null,
    language: 'de',
    appearance: { theme: 'system', textSize: 100 },
    setupOpen: false,
    start: { startAtSignIn: false, startMinimised: false },
    updates: {
      ...{ source: { kind: 'off' }, way: 'signed', state: 'off' },
      ...{ version: null, percent: null, problem: null, checkedAtMs: null },
    },
    host: 'running',
    tell,
    bridge: {
      call: async (name, input) => {
        made.calls.push(name)
        await ready
        const answer = await answerPage(handlers, name, input, (error) => {
          throw error
        })
        return answer as never
      },
      drop: async () => {
        made.calls.push('ledger.importDropped')
        await ready
        const answer = await answerCall(handlers, 'ledger.importDropped', { paths: made.dropped }, (error) => {
          throw error
        })
        return answer as never
      },
      on: (name, listener) => {
        const hear = (fact: HostFact) => {
          if (fact.name === name) listener(fact.data as never)
        }
        listeners.add(hear)
        return () => listeners.delete(hear)
      },
    },
  }
  const desktop: Desktop = {
    version: '1.2.3',
    language: () => made.language,
    setLanguage: (language) => {
      made.language = language
    },
    copy: (text) => made.copied.push(text),
    takeView: () => {
      const { view } = made
      made.view = null
      return view
    },
    chooseFolder: async () => '/somewhere',
    choosePath: async (kind) => (kind === 'file' ? '/somewhere/key' : '/somewhere'),
    chooseInvoices: async () => made.invoiceFiles,
    openCopy: async (path) => {
      made.opened.push(path)
      return true
    },
    chooseSaveFile: async () => made.saveFile,
    appearance: () => made.appearance,
    setAppearance: (appearance) => {
      made.appearance = appearance
    },
    updates: {
      show: () => made.updates,
      check: () => made.updates,
      install: () => fail(refused('update-during-run')),
      save: (source) => {
        const checked = checkSource(source)
        if (checked.ok) made.updates = { ...made.updates, source, state: source.kind === 'off' ? 'off' : 'idle' }
        return checked.ok ? ok(made.updates) : checked
      },
    },
    isSetupOpen: () => made.setupOpen,
    setSetupOpen: (open) => {
      made.setupOpen = open
    },
    startSettings: async () => made.start,
    setStartSettings: async ({ startAtSignIn, startMinimised }) => {
      made.start = {
        startAtSignIn: startAtSignIn ?? made.start.startAtSignIn,
        startMinimised: startMinimised ?? made.start.startMinimised,
      }
      return ok()
    },
  }
  const handlers = guarded(door, (gated) => createHandlers(gated, desktop, door))
  return made
}
