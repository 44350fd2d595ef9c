import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { type FaultProxy, startFaultProxy } from '../servers/fault-proxy'
import { type RunningServers, startServers } from '../servers/servers'
import { again, test as base, expect } from './fixtures'
import { applyProfile, filesOf, importBooks } from './house'

interface Slow {
  /** An SFTP server that takes the first connection's bytes up to a point, and then keeps it waiting. */
  readonly proxy: FaultProxy
  /** Of the target. */
  readonly folder: string
  /** The profile's `target`. */
  readonly target: Readonly<Record<string, unknown>>
  readonly password: string
}

const test = base.extend<{ slow: Slow }, { servers: RunningServers }>({
  servers: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the needed fixtures from the pattern
    async ({}, use) => {
      const servers = await startServers(['sshd'])
      await use(servers)
      await servers.stop()
    },
    { scope: 'worker' },
  ],
  slow: async ({ servers: { info } }, use) => {
    const { port, hostKeys } = info.servers.sshd
    const { name: user, password } = info.users.xfer
    const proxy = await startFaultProxy(port, (connection) =>
      connection === 1 ? { up: { kind: 'stall', afterBytes: stallBytes } } : {},
    )
    const directory = `in/e2e-${proxy.port}`
    const target = { protocol: 'sftp', host: '127.0.0.1', port: proxy.port, user, directory, hostKeys }
    await use({ proxy, folder: join(info.homes, user, directory), target, password })
    proxy.close()
  },
})

/** More than the sign-in takes, less than the file. */
const stallBytes = 20_000
const documents = 600

interface Listed {
  readonly state: string
  readonly documents: number
  readonly files: readonly { readonly name: string }[]
}

test('asks before it stops a run, which goes on at the next start', async ({
  bus,
  start,
  command,
  profileDir,
  slow,
}) => {
  await importBooks(command, profileDir, documents)
  await applyProfile(command, profileDir, { target: slow.target })
  await command(['profile', 'secret', 'kanzlei'], `${slow.password}\n`)
  const app = await start(['--hidden'])
  await expect.poll(() => bus.tooltip()).toMatch(/^Nächster Lauf/)
  await bus.choose('Jetzt exportieren', 'Kanzlei Müller')
  await expect.poll(() => slow.proxy.seen.up).toBeGreaterThanOrEqual(stallBytes)
  await expect.poll(() => bus.tooltip()).toMatch(/^Export läuft: Kanzlei Müller/)

  await answerQuestion(app, 0)
  await bus.choose('Belegbote beenden')
  await expect.poll(() => questions(app)).toHaveLength(1)
  const [question] = await questions(app)
  expect(question).toMatchObject({
    message: 'Gerade läuft ein Export: Kanzlei Müller.',
    detail: expect.stringContaining('Der Lauf wird beim nächsten Start fortgesetzt'),
    buttons: ['Weiterlaufen lassen', 'Beenden'],
  })
  await expect.poll(() => bus.tooltip()).toMatch(/^Export läuft: Kanzlei Müller/)

  await answerQuestion(app, 1)
  const ended = app.waitForEvent('close')
  await bus.choose('Belegbote beenden')
  await ended
  expect(filesOf(slow.folder).filter((name) => !name.endsWith('.part'))).toEqual([])

  await start(['--hidden'])
  await expect.poll(() => bus.menu().then((menu) => menu[1]?.label)).toMatch(/600 Belege übergeben$/)
  await expectDeliveredOnce(command, slow.folder)
})

test('a run of the schedule survives the end of everything', async ({ bus, start, command, profileDir, slow }) => {
  test.setTimeout(300_000) // the schedule looks at the clock once a minute
  await importBooks(command, profileDir, documents)
  const chain = join(profileDir, 'chain.json')
  writeFileSync(chain, JSON.stringify({ maintenanceWindow: null }))
  await command(['chain', 'set', chain])
  await applyProfile(command, profileDir, { target: slow.target, schedule: { interval: 'minutes', minutes: 1 } })
  await command(['profile', 'secret', 'kanzlei'], `${slow.password}\n`)
  const app = await start(['--hidden'])
  await expect.poll(() => slow.proxy.seen.up, { timeout: 130_000 }).toBeGreaterThanOrEqual(stallBytes)
  expect(app.windows()).toEqual([])
  const gone = app.waitForEvent('close')
  app.process().kill('SIGKILL')
  await gone
  expect(filesOf(slow.folder).filter((name) => !name.endsWith('.part'))).toEqual([])

  await start(['--hidden'])
  await expect.poll(async () => (await delivered(command)).length, { timeout: 130_000 }).toBe(1)
  await expectDeliveredOnce(command, slow.folder)
  expect(bus.notes.filter(({ title }) => /fehlgeschlagen/.test(title))).toEqual([])
})

type Command = (args: readonly string[]) => Promise<string>

async function delivered(command: Command): Promise<readonly Listed[]> {
  const { runs } = JSON.parse(await command(['run', 'list'])) as { runs: readonly Listed[] }
  return runs.filter((run) => run.state === 'delivered')
}

async function expectDeliveredOnce(command: Command, folder: string): Promise<void> {
  const runs = await delivered(command)
  expect(runs.map((run) => run.documents)).toEqual([documents])
  expect(filesOf(folder)).toEqual(runs[0]?.files.map((file) => file.name).toSorted())
}

/** The native dialog is no page: the question is noted, and this answer given. */
const answerQuestion = (app: ElectronApplication, response: number) =>
  again(() =>
    app.evaluate(({ dialog }, answer) => {
      const asked: unknown[] = []
      Object.assign(globalThis, { asked })
      Object.assign(dialog, {
        showMessageBox: async (options: unknown) => {
          asked.push(options)
          return { response: answer }
        },
      })
    }, response),
  )
const questions = (app: ElectronApplication) =>
  again(() => app.evaluate(() => (globalThis as unknown as { asked: unknown[] }).asked))
