import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { dirname, join } from 'node:path'
import type { Page } from '@playwright/test'
import type { UpdateSourceDto } from '../../preload/contract/dto'
import { account, button, signIn } from './fixtures'
import { importBooks } from './house'
import { expect, type Packed, run, test } from './packaged'

test.use({ trace: 'off' }) // what is traced would end with the program
test.skip(process.platform !== 'linux' || process.arch !== 'x64', 'needs a package of this system')

const sha512 = (text: string) => createHash('sha512').update(text).digest('base64')

/** A server of new versions on this machine. */
class Shop {
  readonly files = new Map<string, string>()
  #server = createServer((request, response) => {
    const text = this.files.get(new URL(request.url ?? '/', 'http://shop').pathname.slice(1))
    if (text === undefined) response.writeHead(404).end()
    else response.end(text)
  })

  async open(): Promise<UpdateSourceDto> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    return { kind: 'server', url: `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}` }
  }

  /** Announces a version whose program is this text. */
  offer(version: string, program: string, checksum = sha512(program)): void {
    const name = `Belegbote-${version}-linux-x86_64.AppImage`
    this.files.set(name, program)
    this.files.set(
      'latest-linux.yml',
      `version: ${version}\nfiles:\n  - url: ${name}\n    sha512: ${checksum}\n    size: ${program.length}\npath: ${name}\nsha512: ${checksum}\nreleaseDate: '2026-11-25T00:00:00.000Z'\n`,
    )
  }

  close(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }
}

/** Notes that it was started, and for what. */
const newProgram = '#!/bin/sh\necho "installed $APPIMAGE_EXIT_AFTER_INSTALL" > "$(dirname "$0")/note"\n'

const show = async (page: Page) => {
  const answer = await page.evaluate(() => window.belegbote.call('updates.show', {}))
  if (!answer.ok) throw new Error(answer.code)
  return answer.value
}
const save = (page: Page, source: UpdateSourceDto) =>
  page.evaluate((chosen) => window.belegbote.call('updates.save', { source: chosen }), source)
const check = async (page: Page) => {
  await page.evaluate(() => window.belegbote.call('updates.check', {}))
  await expect.poll(async () => (await show(page)).state).not.toMatch(/idle|checking|downloading/)
  return show(page)
}

async function addAccount(packed: Packed, profileDir: string, env: Readonly<Record<string, string>>) {
  const args = ['--profile-dir', profileDir, '--workstation', 'LADEN-1', 'user', 'add', account.name]
  const added = await run(packed.command, [...args, '--group', 'administrators'], env, `${account.password}\n`)
  expect(added.exit).toBe(0)
}

/** A server that takes a connection and says nothing. */
async function silentServer() {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  return { port: (server.address() as AddressInfo).port, close }
}

test('a new version is looked for, checked, and installed when no run is under way', async ({
  packed,
  startPacked,
  bus,
  desktop,
  profileDir,
  command,
}) => {
  test.setTimeout(600_000)
  const appImage = join(profileDir, 'installed', 'Belegbote.AppImage')
  mkdirSync(dirname(appImage))
  writeFileSync(appImage, 'the old program')
  await addAccount(packed, profileDir, desktop.env)
  await importBooks(command, profileDir)
  const shop = new Shop()
  const source = await shop.open()
  const silent = await silentServer()
  try {
    const started = await startPacked([], { APPIMAGE: appImage })
    const { page } = started
    await signIn(page, account)
    await page.getByRole('navigation').waitFor()
    expect(await show(page)).toMatchObject({ state: 'off', way: 'checksum', source: { kind: 'off' } })
    expect(await save(page, { kind: 'server', url: 'http://updates.example.de' })).toMatchObject({
      ok: false,
      code: 'update-url-invalid',
    })
    expect(await save(page, source)).toMatchObject({ ok: true })

    expect(await check(page)).toMatchObject({ state: 'failed', problem: 'update-nothing-there' })
    shop.offer('0.0.1', newProgram)
    expect(await check(page)).toMatchObject({ state: 'current', version: null })
    shop.offer('9.9.9', newProgram, sha512('another program'))
    expect(await check(page)).toMatchObject({ state: 'failed', problem: 'update-damaged' })

    const folder = join(profileDir, 'share')
    mkdirSync(folder)
    shop.offer('9.9.9', newProgram)
    for (const [name, text] of shop.files) writeFileSync(join(folder, name), text)
    expect(await save(page, { kind: 'folder', path: folder })).toMatchObject({ ok: true })
    expect(await check(page)).toMatchObject({ state: 'ready', version: '9.9.9' })
    expect(readFileSync(appImage, 'utf8')).toBe('the old program')
    await button(page, 'Einstellungen').click()
    await expect(page.getByText('Version 9.9.9 ist geladen und geprüft.', { exact: false })).toBeVisible()

    const profile = {
      ...{
        id: 'kanzlei',
        name: 'Kanzlei Müller',
        format: 'datev-csv',
        schedule: { interval: 'monthly', days: [1], time: '07:30' },
      },
      target: { protocol: 'ftp', host: '127.0.0.1', port: silent.port, directory: 'in', user: 'x' },
      selection: { mandants: ['M1'], documentTypes: ['RE'] },
    }
    const file = join(profileDir, 'profile.json')
    writeFileSync(file, JSON.stringify(profile))
    await command(['profile', 'apply', file])
    await command(['profile', 'secret', 'kanzlei'], 'geheim\n')
    const running = page.evaluate(() => window.belegbote.call('export.runNow', { profileId: 'kanzlei' }))
    await expect.poll(() => bus.tooltip()).toMatch(/Kanzlei Müller/)
    await button(page, 'Neu starten und einspielen').click()
    await expect(
      page.getByText('Gerade ist ein Lauf unterwegs. Die neue Version wird danach eingespielt.'),
    ).toBeVisible()
    expect(readFileSync(appImage, 'utf8')).toBe('the old program')
    silent.close()
    await running

    const ended = once(started.process, 'exit')
    await bus.choose('Belegbote beenden')
    expect(await ended).toEqual([0, null])
    expect(readFileSync(appImage, 'utf8')).toBe(newProgram)
    const note = join(dirname(appImage), 'note')
    expect(existsSync(note) && readFileSync(note, 'utf8')).toBe('installed true\n')
  } finally {
    shop.close()
    silent.close()
  }
})
