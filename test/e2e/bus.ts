import { once } from 'node:events'
import { join } from 'node:path'
import { Message, type MessageBus, MessageType, sessionBus, Variant } from '@jellybrick/dbus-next'
import { expect as patient } from '@playwright/test'

/** One entry of a tray menu, as the app published it (com.canonical.dbusmenu). */
export interface MenuEntry {
  readonly id: number
  readonly label: string
  readonly isSeparator: boolean
  readonly isEnabled: boolean
  readonly entries: readonly MenuEntry[]
}

/** A notification as it arrived (org.freedesktop.Notifications). */
export interface Note {
  readonly id: number
  readonly title: string
  readonly body: string
}

const expect = patient.configure({ timeout: 20_000 })

const watcher = 'org.kde.StatusNotifierWatcher'
const notifier = 'org.freedesktop.Notifications'
const itemInterface = 'org.kde.StatusNotifierItem'
const menuInterface = 'com.canonical.dbusmenu'
const properties = 'org.freedesktop.DBus.Properties'
const login = { name: 'org.freedesktop.login1', path: '/org/freedesktop/login1', on: 'org.freedesktop.login1.Manager' }

/**
 * Plays the desktop around the app on the test's private bus: the panel that shows tray items, the server that shows
 * notifications, and the service that tells when the computer wakes up.
 */
export class DesktopBus {
  readonly notes: Note[] = []
  readonly #items: { service: string; path: string; atMs: number }[] = []
  readonly #answers: ReadonlyMap<string, (message: Message) => readonly [string, unknown[]]>

  private constructor(private readonly bus: MessageBus) {
    this.#answers = new Map<string, (message: Message) => readonly [string, unknown[]]>([
      [`${properties}.Get`, ({ body }) => ['v', [watcherProperty(body[1])]]],
      [`${watcher}.RegisterStatusNotifierItem`, (message) => this.#register(message)],
      [`${notifier}.GetCapabilities`, () => ['as', [['body', 'body-markup', 'actions']]]],
      [`${notifier}.GetServerInformation`, () => ['ssss', ['test', 'test', '1', '1.2']]],
      [`${notifier}.Notify`, (message) => this.#notify(message)],
      [`${notifier}.CloseNotification`, () => ['', []]],
    ])
  }

  static async start(address: string): Promise<DesktopBus> {
    const bus = sessionBus({ busAddress: address })
    await once(bus, 'connect') // throws on `error`
    const desktop = new DesktopBus(bus)
    bus.addMethodHandler((message) => desktop.#answer(message))
    for (const name of [watcher, notifier, login.name]) await bus.requestName(name, 0)
    return desktop
  }

  stop(): void {
    this.bus.disconnect()
  }

  /** The computer went to sleep and woke up. */
  wakeUp(): void {
    for (const isAsleep of [true, false]) {
      this.bus.send(Message.newSignal(login.path, login.on, 'PrepareForSleep', 'b', [isAsleep]))
    }
  }

  /** The person clicks a notification. */
  click(note: Note): void {
    this.bus.send(
      Message.newSignal('/org/freedesktop/Notifications', notifier, 'ActionInvoked', 'us', [note.id, 'default']),
    )
  }

  /** The first notification with this title, once it is there. */
  async note(title: string | RegExp): Promise<Note> {
    const find = () =>
      this.notes.find((note) => (typeof title === 'string' ? note.title === title : title.test(note.title)))
    await expect.poll(() => find() !== undefined || this.notes.map((note) => note.title)).toBe(true)
    return find()!
  }

  /** What the newest tray item says of itself. */
  async item(): Promise<Readonly<Record<string, unknown>>> {
    let all: unknown
    // The item of an app that has ended answers no more, and that of the next one is on its way.
    await expect(async () => {
      ;[all] = await this.#call(await this.#newest(), properties, 'GetAll', 's', [itemInterface])
    }).toPass({ timeout: 20_000 })
    return plain(all) as Record<string, unknown>
  }

  /** When the tray item of that number came, in milliseconds since the epoch; the first one is number 1. */
  async itemCame(no: number): Promise<number> {
    await expect.poll(() => this.#items.length >= no).toBe(true)
    return this.#items[no - 1]!.atMs
  }

  async tooltip(): Promise<string> {
    const { ToolTip } = await this.item()
    const [, , title] = ToolTip as [string, unknown, string, string]
    return title
  }

  /** Absolute path of the picture that the panel shows. */
  async picture(): Promise<string> {
    const { IconThemePath, IconName } = await this.item()
    return join(String(IconThemePath), `${IconName}.png`)
  }

  /** A left click on the icon. */
  async activate(): Promise<void> {
    await this.#call(await this.#newest(), itemInterface, 'Activate', 'ii', [0, 0])
  }

  async menu(): Promise<readonly MenuEntry[]> {
    const at = await this.#menuPlace()
    await this.#call(at, menuInterface, 'AboutToShow', 'i', [0])
    const [, layout] = await this.#call(at, menuInterface, 'GetLayout', 'iias', [0, -1, []])
    return entryOf(plain(layout)).entries
  }

  /** Chooses an entry by its words; `[outer, inner]` for one inside another. */
  async choose(...labels: readonly string[]): Promise<void> {
    let entries = await this.menu()
    let found: MenuEntry | undefined
    for (const label of labels) {
      found = entries.find((entry) => entry.label === label)
      if (!found) throw new Error(`no entry "${label}" in ${JSON.stringify(words(entries))}`)
      entries = found.entries
    }
    const clicked = [found?.id, 'clicked', new Variant('i', 0), 0]
    await this.#call(await this.#menuPlace(), menuInterface, 'Event', 'isvu', clicked)
  }

  async #menuPlace() {
    const { Menu } = await this.item()
    return { ...(await this.#newest()), path: String(Menu) }
  }

  async #newest() {
    await expect.poll(() => this.#items.length).toBeGreaterThan(0)
    return this.#items.at(-1)!
  }

  async #call(
    { service, path }: { service: string; path: string },
    on: string,
    member: string,
    signature: string,
    body: unknown[],
  ): Promise<unknown[]> {
    const type = MessageType.METHOD_CALL
    const message = new Message({ type, destination: service, path, interface: on, member, signature, body })
    return (await this.bus.call(message))?.body ?? []
  }

  #answer(message: Message): boolean {
    const answer = this.#answers.get(`${message.interface}.${message.member}`)
    if (!answer) return false
    const [signature, body] = answer(message)
    this.bus.send(Message.newMethodReturn(message, signature, body))
    return true
  }

  /** An item gives its own path, or the name of a service whose item lies at the usual place. */
  #register(message: Message): readonly [string, unknown[]] {
    const name = String(message.body[0])
    const isPath = name.startsWith('/')
    const path = isPath ? name : '/StatusNotifierItem'
    this.#items.push({ service: isPath ? message.sender! : name, path, atMs: nowMs() })
    return ['', []]
  }

  #notify({ body }: Message): readonly [string, unknown[]] {
    const [, , , title, text] = body as [string, number, string, string, string]
    const note = { id: this.notes.length + 1, title, body: text }
    this.notes.push(note)
    return ['u', [note.id]]
  }
}

/** Since the epoch, finer than `Date`. */
export const nowMs = () => performance.timeOrigin + performance.now()

function watcherProperty(name: unknown): Variant {
  if (name === 'IsStatusNotifierHostRegistered') return new Variant('b', true)
  return name === 'ProtocolVersion' ? new Variant('i', 0) : new Variant('as', [])
}

/** Without the wrappers that tell types. */
function plain(value: unknown): unknown {
  if (value instanceof Variant) return plain((value as { value: unknown }).value)
  if (value instanceof Uint8Array) return value
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]))
}

function entryOf(node: unknown): MenuEntry {
  const [id, { label, type, enabled }, children] = node as [number, Record<string, unknown>, unknown[]]
  return {
    id,
    label: String(label ?? '').replaceAll(/_(_?)/g, '$1'), // one marks a letter, two are one
    isSeparator: type === 'separator',
    isEnabled: enabled !== false,
    entries: children.map(entryOf),
  }
}

/** The labels of a menu, those of an inner one in a list of their own; `—` is a line. */
export function words(entries: readonly MenuEntry[]): unknown[] {
  return entries.map(({ label, isSeparator, entries: inner }) =>
    isSeparator ? '—' : inner.length > 0 ? [label, words(inner)] : label,
  )
}
