import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importsOf, sources } from './sources'

/** Longest first: the room of a file is the first prefix that fits. */
const rooms = [
  'main/core',
  'main/engine',
  'main/adapters',
  'main/checker',
  'main/shell',
  'main/cli',
  'main',
  'preload/contract',
  'preload',
  'renderer',
  'resources/locales',
] as const
type Room = (typeof rooms)[number]

/** Who may import whom; every room may import itself. */
const mayImport: Readonly<Record<Room, readonly Room[]>> = {
  'main/core': [],
  'main/engine': ['main/core'],
  'main/adapters': ['main/core'],
  'main/checker': ['main/core'],
  'main/shell': ['main/core', 'main/engine', 'preload/contract', 'resources/locales'],
  'main/cli': ['main/core', 'main/engine', 'preload/contract', 'resources/locales'],
  main: [
    'main/core',
    'main/engine',
    'main/adapters',
    'main/checker',
    'main/shell',
    'main/cli',
    'preload/contract',
    'resources/locales',
  ],
  'preload/contract': [],
  preload: ['preload/contract'],
  renderer: ['preload/contract', 'resources/locales'],
  'resources/locales': [],
}

const packagesOfRoom: Readonly<Partial<Record<Room, RegExp>>> = {
  'main/core': /^$/,
  'main/engine': /^node:/,
  'preload/contract': /^zod$/,
  preload: /^electron$/,
  'resources/locales': /^intl-messageformat$/,
}

/** Electron's own modules exist only in the app's main process and the preload script. */
const knowsElectron = (path: string) =>
  path.startsWith('main/shell/') || path === 'main/index.ts' || path.startsWith('preload/')

const roomOf = (path: string): Room | undefined => rooms.find((room) => path.startsWith(`${room}/`))

const links = sources(/\.tsx?$/).flatMap((file) =>
  importsOf(file).map((target) => ({
    from: file.path,
    target: target.startsWith('.') ? posix.join(posix.dirname(file.path), target) : target,
    isOurs: target.startsWith('.'),
  })),
)

describe('imports', () => {
  it('reads a code base at all', () => {
    expect(links.length).toBeGreaterThan(100)
  })

  it('follow the arrows of the rooms', () => {
    const wrong = links.filter(({ from, target, isOurs }) => {
      const [fromRoom, toRoom] = [roomOf(from), roomOf(target)]
      const isVersion = from === 'main/version.ts' && target === 'package.json'
      return (
        isOurs && !isVersion && fromRoom && toRoom !== fromRoom && !(toRoom && mayImport[fromRoom].includes(toRoom))
      )
    })
    expect(wrong).toEqual([])
  })

  it('keep adapters from knowing each other, except for how a database is opened', () => {
    const shared = 'main/adapters/sqlite'
    const folder = (path: string) => path.split('/').slice(0, 3).join('/')
    const wrong = links.filter(
      ({ from, target }) =>
        from.startsWith('main/adapters/') &&
        target.startsWith('main/adapters/') &&
        folder(from) !== folder(target) &&
        folder(target) !== shared,
    )
    expect(wrong).toEqual([])
  })

  it('bring only the packages a room may use', () => {
    const wrong = links.filter(({ from, target, isOurs }) => {
      const room = roomOf(from)
      const allowed = room && packagesOfRoom[room]
      return !isOurs && allowed && !allowed.test(target)
    })
    expect(wrong).toEqual([])
  })

  it('reach Electron only from the shell, the entry and the preload script', () => {
    expect(links.filter(({ from, target }) => target === 'electron' && !knowsElectron(from))).toEqual([])
  })

  it('keep Node out of the renderer', () => {
    expect(
      links.filter(({ from, target }) => from.startsWith('renderer/') && /^(node:|electron)/.test(target)),
    ).toEqual([])
  })
})
