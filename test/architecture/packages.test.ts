import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const require = createRequire(import.meta.url)
/** The builder's own library: the only one that knows what it takes for a configuration. */
const library = dirname(
  require.resolve('app-builder-lib/package.json', { paths: [require.resolve('electron-builder')] }),
)
const text = (...path: string[]) => readFileSync(join(root, ...path), 'utf8')

interface Config {
  readonly [key: string]: unknown
  readonly linux: Record<string, unknown>
  readonly deb: { depends: string[]; afterInstall: string; afterRemove: string }
  readonly win: Record<string, unknown>
  readonly nsis: Record<string, unknown>
  readonly mac: Record<string, unknown>
  readonly electronFuses: Record<string, boolean>
  readonly extraResources?: unknown
}

let config: Config
beforeAll(async () => {
  const { getConfig } = require(join(library, 'out', 'util', 'config', 'config.js'))
  config = await getConfig(root, null, null)
})

const files = (list: unknown) => (list as { from: string; to: string }[]).map(({ from }) => from)

describe('the configuration of the packages', () => {
  it('is one that electron-builder takes, for every system', async () => {
    const { validateConfiguration } = require(join(library, 'out', 'util', 'config', 'config.js'))
    const debug = { isEnabled: false, add: () => undefined }
    await expect(validateConfiguration(structuredClone(config), debug)).resolves.toBeUndefined()
    await expect(
      validateConfiguration({ ...structuredClone(config), nsis: { ...config.nsis, oneclick: true } }, debug),
    ).rejects.toThrow(/configuration\.nsis/)
    expect([config.linux['target'], config.win['target'], config.mac['target']]).toEqual([
      ['AppImage', 'deb'],
      ['nsis'],
      ['dmg', 'zip'],
    ])
  })

  it('names files that exist', () => {
    const named = [
      config.linux['icon'],
      config.win['icon'],
      config.mac['icon'],
      config.mac['entitlements'],
      config.mac['entitlementsInherit'],
      config.nsis['include'],
      config['afterPack'],
      config.deb.afterInstall,
      config.deb.afterRemove,
      ...[config.linux, config.win, config.mac].flatMap((system) => files(system['extraResources'])),
    ]
    expect(named.filter((name) => typeof name !== 'string' || !existsSync(join(root, name)))).toEqual([])
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512])
      expect(existsSync(join(root, String(config.linux['icon']), `${size}x${size}.png`))).toBe(true)
  })

  it('lets no package be used as Node, be debugged or be given other code', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    })
  })

  it('signs what a certificate is there for, and checks signatures of new versions', () => {
    expect(config.mac).toMatchObject({ hardenedRuntime: true, notarize: false })
    expect(config.win).toMatchObject({ verifyUpdateCodeSignature: true })
    expect(text(String(config.mac['entitlements'])).match(/<key>(.*)<\/key>/g)).toEqual([
      '<key>com.apple.security.cs.allow-jit</key>',
    ])
  })
})

describe('the command of the installed app', () => {
  it.each(['linux', 'mac'])('is a script that can be started: %s', (system) => {
    const file = join(root, 'resources', system, 'belegbote')
    expect(statSync(file).mode & 0o111).toBe(0o111)
    expect(readFileSync(file, 'utf8')).toMatch(/^#!\/bin\/sh\n/)
    expect(readFileSync(file, 'utf8')).toMatch(/ -- "\$@"$/m)
  })

  it('waits for its end on Windows, and answers its status', () => {
    const lines = text('resources', 'win', 'belegbote.cmd').split('\r\n')
    expect(lines.every((line) => !line.includes('\n'))).toBe(true)
    expect(lines.slice(-3)).toEqual([
      '"%~dp0..\\..\\Belegbote.exe" --no-sandbox --log-level=3 -- %*',
      'exit /b %ERRORLEVEL%',
      '',
    ])
  })
})

describe("the installer's own part", () => {
  it('has only macros that the installer calls, and all of them closed', () => {
    const templates = ['installer.nsi', 'installSection.nsh', 'uninstaller.nsh']
    const called = templates.map((name) => readFileSync(join(library, 'templates', 'nsis', name), 'utf8')).join('\n')
    const script = text('resources', 'installer.nsh')
    const macros = [...script.matchAll(/^!macro (\w+)/gm)].map(([, name]) => name ?? '')
    expect(macros).toEqual(['pathFolder', 'customInstall', 'customUnInstall'])
    for (const name of macros.slice(1)) expect(called).toContain(`!insertmacro ${name}`)
    const count = (pattern: RegExp) => [...script.matchAll(pattern)].length
    expect(count(/^!macroend/gm)).toBe(macros.length)
    expect(count(/^\s*\$\{if(Not)?\} /gim)).toBe(count(/^\s*\$\{endIf\}/gim))
  })

  it('keeps the data on an update and on a silent removal, and asks otherwise', () => {
    expect(config.nsis).toMatchObject({ oneClick: false, perMachine: false, deleteAppDataOnUninstall: false })
    const removal = text('resources', 'installer.nsh').split('!macro customUnInstall')[1] ?? ''
    const order = [
      /ifNot\} \$\{isUpdated/,
      /ifNot\} \$\{Silent/,
      /MessageBox MB_YESNO/,
      /RMDir \/r "\$APPDATA\\Belegbote"/,
    ]
    const places = order.map((line) => removal.search(line))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places).not.toContain(-1)
    expect(removal).toContain('IDNO keepData')
  })
})
