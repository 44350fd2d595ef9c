import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { account, button, delivered, signIn } from './fixtures'
import { type Answer, expect, run, test } from './packaged'

// What is traced would end with the program that the test kills.
test.use({ trace: 'off' })
test.skip(
  process.platform !== 'linux' || process.arch !== 'x64',
  'the packages of other systems are built and tried there',
)

/** How a fuse stands in the program's file: a digit. */
const burnt = { off: '0'.charCodeAt(0), on: '1'.charCodeAt(0) }

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted()

test('its fuses let nobody use it as Node, debug it or load other code than its own', async ({ packed }) => {
  const wire = await getCurrentFuseWire(packed.program)
  const state = (option: FuseV1Options) => wire[option]
  const off = [
    FuseV1Options.RunAsNode,
    FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    FuseV1Options.EnableNodeCliInspectArguments,
    FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
    FuseV1Options.GrantFileProtocolExtraPrivileges,
  ]
  const on = [
    FuseV1Options.EnableCookieEncryption,
    FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
    FuseV1Options.OnlyLoadAppFromAsar,
  ]
  expect(off.map(state)).toEqual(off.map(() => burnt.off))
  expect(on.map(state)).toEqual(on.map(() => burnt.on))
})

test('holds the bundle, its pictures and two native modules, and nothing else', async ({ packed }) => {
  const resources = join(packed.folder, 'resources')
  const archive = join(resources, 'app.asar')
  const allowed = [
    /^\/package\.json$/,
    /^\/out\/(main|renderer)\/[\w./@-]+\.(js|css|html|woff2|svg|png)$/,
    /^\/out\/preload\/index\.cjs$/,
    /^\/resources\/icons\/(belegbote\.png|tray\/[\w-]+(@2x)?\.(png|ico))$/,
    /^\/node_modules\/better-sqlite3\/(package\.json|LICENSE|lib\/[\w/-]+\.js|prebuilds\/linux-x64\.node)$/,
    /^\/node_modules\/@github\/keytar\/(package\.json|LICENSE\.md|lib\/keytar\.js|prebuilds\/linux-x64\/keytar\.node)$/,
  ]
  const names = listPackage(archive, { isPack: false })
  const files = names.filter((name) => !names.some((other) => other.startsWith(`${name}/`)))
  expect(files.filter((name) => !allowed.some((pattern) => pattern.test(name)))).toEqual([])
  expect(files).toEqual(expect.arrayContaining(['/out/main/index.js', '/out/main/host.js', '/out/main/cli.js']))
  expect(files.length).toBeGreaterThan(50)

  expect(filesIn(join(resources, 'app.asar.unpacked'))).toEqual([
    'node_modules/@github/keytar/prebuilds/linux-x64/keytar.node',
    'node_modules/better-sqlite3/prebuilds/linux-x64.node',
  ])
  expect(readdirSync(resources).toSorted()).toEqual([
    'THIRD-PARTY-NOTICES.txt',
    'app-update.yml',
    'app.asar',
    'app.asar.unpacked',
    'apparmor-profile',
    'bin',
    'package-type',
  ])
  expect(readdirSync(packed.folder)).not.toContain('version')
  expect(readFileSync(join(resources, 'THIRD-PARTY-NOTICES.txt'), 'utf8')).toContain('react-aria-components')
})

test('from the assistant to a delivered run, and on after a power cut', async ({
  packed,
  startPacked,
  bus,
  desktop,
  profileDir,
}) => {
  test.setTimeout(600_000)
  const first = await startPacked()
  await expect(first.page.getByRole('heading', { level: 1, name: 'Ersten Administrator anlegen' })).toBeVisible()
  await first.page.getByLabel('Name', { exact: true }).fill(account.name)
  await first.page.getByLabel('Kennwort', { exact: true }).fill(account.password)
  await first.page.getByLabel('Kennwort wiederholen', { exact: true }).fill(account.password)
  await first.page.keyboard.press('Enter')
  await expect(first.page.getByRole('heading', { level: 1, name: 'Ihre Buchhaltung' })).toBeVisible()
  await button(first.page, 'Demo-Buchhaltung anlegen').click()
  await expect(first.page.getByText(/^Eingelesen: /)).toBeVisible()
  await button(first.page, /^Später fertigstellen/).click()
  await first.page
    .getByRole('link', { name: 'Schnittstellen' })
    .or(button(first.page, 'Schnittstellen'))
    .first()
    .click()
  await button(first.page, 'Demo-Schnittstelle anlegen').click()
  await button(first.page, /^Jetzt exportieren/).click()
  await expect(first.page.getByText(delivered)).toBeVisible()
  await expect.poll(() => bus.tooltip()).toMatch(/^Nächster Lauf/)
  const answer = await first.page.evaluate(() =>
    window.belegbote.call('runs.list', { profileId: null, state: null, limit: 10 }),
  )
  if (!answer.ok) throw new Error(answer.code)
  const [done] = answer.value
  expect(done?.state).toBe('delivered')

  await first.kill()
  const second = await startPacked()
  await signIn(second.page, account)
  await expect(second.page.getByRole('row', { name: /Demo-Export an die Kanzlei/ })).toContainText('übergeben')
  await expect.poll(() => bus.tooltip()).toMatch(/^Nächster Lauf/)

  // The command beside the open window, on the same installation.
  const command = (...args: string[]) =>
    run(packed.command, ['--profile-dir', profileDir, '--workstation', 'LADEN-1', '--json', ...args], desktop.env)
  const runs = JSON.parse((await command('run', 'list')).stdout).runs
  expect(runs.map((one: { id: string; state: string }) => [one.id, one.state])).toEqual([[done?.id, 'delivered']])
  const again = await command('export', runs[0].profile)
  expect([again.exit, JSON.parse(again.stdout).run.state]).toEqual([0, 'empty'])
})

test('its command works without a display and says with its status how it went', async ({ packed, profileDir }) => {
  const key = join(profileDir, 'vault.key')
  writeFileSync(key, 'a'.repeat(64), { mode: 0o600 })
  const bare = { PATH: process.env.PATH, HOME: profileDir, BELEGBOTE_VAULT_KEY_FILE: key }
  const command = (args: readonly string[], input = ''): Promise<Answer> =>
    run(packed.command, ['--profile-dir', join(profileDir, 'data'), ...args], bare, input)
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'))
  expect(await command(['--version'])).toMatchObject({ exit: 0, stdout: `${version}\n` })
  const status = await command(['ledger', 'status', '--json'])
  expect([status.exit, JSON.parse(status.stdout)]).toEqual([0, { mandants: [] }])
  const unknown = await command(['export', 'nirgends', '--json'])
  expect([unknown.exit, JSON.parse(unknown.stdout)]).toMatchObject([2, { error: { message: expect.any(String) } }])
  expect((await command(['so', 'etwas'])).exit).toBe(2)
  const added = ['user', 'add', account.name, '--group', 'administrators', '--json']
  expect(await command(added, `${account.password}\n`)).toMatchObject({ exit: 0 })
  // Books, target, transfer and mail, and everything compared.
  const demo = await command(['demo', '--json'])
  expect([demo.exit, demo.stderr.includes('ERROR')]).toEqual([0, false])
})

test('the package for Debian puts program, command, desktop entry and icons in their places', async ({ packed }) => {
  const dpkg = async (...args: string[]) => {
    const answer = await run('dpkg-deb', args, { PATH: process.env.PATH })
    expect([answer.exit, answer.stderr]).toEqual([0, ''])
    return answer.stdout
  }
  const root = mkdtempSync(join(tmpdir(), 'belegbote-deb-'))
  try {
    const control = await dpkg('--field', packed.deb)
    expect(control).toMatch(/^Package: belegbote$/m)
    expect(control).toMatch(/^Architecture: amd64$/m)
    for (const library of ['libgtk-3-0', 'libnss3', 'libgbm1', 'libasound2', 'libsecret-1-0', 'libnotify4'])
      expect(control).toMatch(new RegExp(`^Depends: .*\\b${library}\\b`, 'm'))
    expect(control).toMatch(/^Description: \S/m)

    await dpkg('--raw-extract', packed.deb, root)
    const program = join(root, 'opt', 'Belegbote')
    const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')
    expect(filesIn(program)).toEqual(filesIn(packed.folder))
    for (const name of ['belegbote', 'resources/app.asar'])
      expect(digest(join(program, name))).toBe(digest(join(packed.folder, name)))
    const entry = readFileSync(join(root, 'usr', 'share', 'applications', 'belegbote.desktop'), 'utf8')
    expect(entry).toMatch(/^Exec=\/opt\/Belegbote\/belegbote( %U)?$/m)
    expect(entry).toMatch(/^Icon=belegbote$/m)
    for (const size of [16, 48, 512])
      expect(existsSync(join(root, 'usr/share/icons/hicolor', `${size}x${size}`, 'apps', 'belegbote.png'))).toBe(true)

    // What the installation does after the files are in place, with this folder as its root.
    const script = readFileSync(join(root, 'DEBIAN', 'postinst'), 'utf8')
    const [, target, link] = /^ln -sf "\$app\/(\S+)" (\S+)$/m.exec(script) ?? []
    expect([target, link]).toEqual(['resources/bin/belegbote', '/usr/bin/belegbote'])
    mkdirSync(join(root, 'usr', 'bin'), { recursive: true })
    symlinkSync(join('../../opt/Belegbote', target ?? ''), join(root, link ?? ''))
    const version = await run(join(root, link ?? ''), ['--version'], { PATH: process.env.PATH, HOME: root })
    expect([version.exit, version.stdout.trim()]).toEqual([0, /^Version: (.*)$/m.exec(control)?.[1]])
    expect(readFileSync(join(root, 'DEBIAN', 'postrm'), 'utf8')).toContain('rm -f /usr/bin/belegbote')
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
})
