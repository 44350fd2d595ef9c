import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { startDesktop } from '../../scripts/desktop.mjs'
import { firstLine, startOurs } from '../processes'

// A real keychain on a private bus. It is used in a process of its own: the bus library ends a process whose bus goes away.

const desktops: Awaited<ReturnType<typeof startDesktop>>[] = []
const folders: string[] = []

async function desktop(options: { keyring: boolean }) {
  const started = await startDesktop({ display: false, ...options })
  desktops.push(started)
  return started
}

/** The id of the process that owns a name on the bus. */
function processOf(name: string, env: Record<string, string>): number {
  const method = 'org.freedesktop.DBus.GetConnectionUnixProcessID'
  const args = ['--print-reply=literal', '--dest=org.freedesktop.DBus', '/', method, `string:${name}`]
  return Number(/\d+\s*$/.exec(execFileSync('dbus-send', args, { env, encoding: 'utf8' }))?.[0])
}

/** Opens the secret store under this environment, runs the code with it as `store` and answers what it prints as JSON. */
async function withStore(env: Record<string, string>, code: string, installationId = 'abc'): Promise<unknown> {
  const dir = mkdtempSync(join(tmpdir(), 'belegbote-keychain-'))
  folders.push(dir)
  const child = startOurs(
    `const { openSecretStore } = await ours('main/adapters/secrets/secrets.ts')
     const around = { profileDir: ${JSON.stringify(dir)}, installationId: '${installationId}', env: process.env }
     const store = await openSecretStore(around)
     console.log(JSON.stringify(await (async () => { ${code} })()))
     process.exit(0)`,
    env,
  )
  const [line] = await Promise.all([firstLine(child), once(child, 'exit')])
  return JSON.parse(line)
}

afterEach(async () => {
  for (const started of desktops.splice(0)) await started.stop()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

describe('the keychain of the system', () => {
  it('keeps a secret for the next process, and only for this installation', async () => {
    const { env } = await desktop({ keyring: true })
    expect(await withStore(env, `return [store.place, await store.set('profile:p', 'Geheim ß')]`)).toEqual([
      'keychain',
      { ok: true },
    ])
    expect(await withStore(env, `return store.get('profile:p')`)).toEqual({ ok: true, value: 'Geheim ß' })
    expect(await withStore(env, `return store.get('profile:p')`, 'other')).toEqual({ ok: true, value: null })
    expect(await withStore(env, `return [await store.remove('profile:p'), await store.get('profile:p')]`)).toEqual([
      { ok: true },
      { ok: true, value: null },
    ])
    expect(await withStore(env, `return store.remove('profile:p')`)).toEqual({ ok: true })
  })

  it('is none where the bus knows no keychain', async () => {
    const { env } = await desktop({ keyring: false })
    expect(await withStore(env, 'return store.place')).toBe('none')
  })

  it('is none when it hangs, and the process still ends', async () => {
    const { env } = await desktop({ keyring: true })
    const keychain = processOf('org.freedesktop.secrets', env)
    process.kill(keychain, 'SIGSTOP')
    try {
      expect(await withStore(env, 'return store.place')).toBe('none')
    } finally {
      process.kill(keychain, 'SIGCONT')
    }
  })
})
