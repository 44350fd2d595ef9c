import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSecretStore, vaultKeyVariable } from './secrets'

let dir = ''
const key = randomBytes(32)
const keyFile = () => join(dir, 'vault.key')
const vaultFile = () => join(dir, 'vault.json')
const secret = 'Geheim: ß€ "\\ '

/** Without a session bus there is no keychain (on Linux, where the tests run). */
const open = (env: Record<string, string> = { [vaultKeyVariable]: keyFile() }, onSecret?: (value: string) => void) =>
  openSecretStore({ profileDir: dir, installationId: 'abc', env, ...(onSecret ? { onSecret } : {}) })
const writeKey = (text: string, mode = 0o600) => {
  writeFileSync(keyFile(), text)
  chmodSync(keyFile(), mode)
}
const vault = () => JSON.parse(readFileSync(vaultFile(), 'utf8'))

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'belegbote-secrets-'))
  writeKey(key.toString('hex'))
})
afterEach(() => rmSync(dir, { recursive: true }))

describe('without keychain and key file', () => {
  it('refuses to store a secret and leaves nothing behind', async () => {
    const store = await open({})
    expect(store.place).toBe('none')
    expect(await store.set('profile:p', secret)).toMatchObject({ ok: false, error: { kind: 'none-available' } })
    expect(await store.get('profile:p')).toMatchObject({ ok: false, error: { kind: 'none-available' } })
    expect(readdirSync(dir)).toEqual(['vault.key'])
  })

  it('does not hang on a bus that is not there', async () => {
    expect((await open({ DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(dir, 'no-bus')}` })).place).toBe('none')
    expect((await open({ DBUS_SESSION_BUS_ADDRESS: 'nonsense' })).place).toBe('none')
    expect((await open({ XDG_RUNTIME_DIR: dir })).place).toBe('none')
  })
})

describe('the vault', () => {
  it('gives back what was stored, also to the next process, and forgets what was removed', async () => {
    const store = await open()
    expect(store.place).toBe('vault')
    expect(await store.get('profile:p')).toEqual({ ok: true, value: null })
    expect(await store.set('profile:p', secret)).toEqual({ ok: true })
    expect(await store.set('smtp', 'other')).toEqual({ ok: true })
    expect(await (await open()).get('profile:p')).toEqual({ ok: true, value: secret })
    expect(await store.remove('profile:p')).toEqual({ ok: true })
    expect(await store.get('profile:p')).toEqual({ ok: true, value: null })
    expect(await store.get('smtp')).toEqual({ ok: true, value: 'other' })
    expect(await store.get('constructor')).toEqual({ ok: true, value: null })
  })

  it('is a file for its owner only, without the secret in it and without leftovers', async () => {
    await (await open()).set('profile:p', 'correct horse')
    expect(statSync(vaultFile()).mode & 0o777).toBe(0o600)
    expect(readFileSync(vaultFile(), 'utf8')).not.toMatch(/horse|Y29ycmVjd/)
    expect(readdirSync(dir).sort()).toEqual(['vault.json', 'vault.key'])
  })

  it('never uses a nonce twice', async () => {
    const store = await open()
    const nonces = new Set<string>()
    for (let i = 0; i < 20; i += 1) {
      await store.set('profile:p', secret)
      nonces.add(vault().secrets['profile:p'].nonce)
    }
    expect(nonces.size).toBe(20)
  })

  it.each([
    ['hex', key.toString('hex')],
    ['upper-case hex with a newline', `${key.toString('hex').toUpperCase()}\n`],
    ['base64', key.toString('base64')],
    ['base64 with a newline', `${key.toString('base64')}\n`],
    ['base64 with CRLF', `${key.toString('base64')}\r\n`],
  ])('takes its key as %s', async (_, text) => {
    await (await open()).set('profile:p', secret)
    writeKey(text)
    expect(await (await open()).get('profile:p')).toEqual({ ok: true, value: secret })
  })

  it.each([
    ['empty', ''],
    ['too short', key.toString('hex').slice(2)],
    ['too long', `${key.toString('hex')}00`],
    ['two newlines', `${key.toString('hex')}\n\n`],
    ['a passphrase', 'correct horse battery staple'],
    ['raw bytes', key.toString('latin1')],
  ])('refuses a key that is %s', async (_, text) => {
    writeKey(text)
    const store = await open()
    expect(store.place).toBe('vault')
    expect(await store.set('profile:p', secret)).toMatchObject({ ok: false, error: { kind: 'vault-key-invalid' } })
    expect(existsSync(vaultFile())).toBe(false)
  })

  it.each([0o640, 0o604, 0o644, 0o660])('refuses a key that others may read (%o)', async (mode) => {
    writeKey(key.toString('hex'), mode)
    expect(await (await open()).set('profile:p', secret)).toMatchObject({
      ok: false,
      error: { kind: 'vault-key-invalid', detail: expect.stringContaining('others may read it') },
    })
  })

  it('refuses a key file that is not there, and takes a read-only one', async () => {
    await (await open()).set('profile:p', secret)
    chmodSync(keyFile(), 0o400)
    expect(await (await open()).get('profile:p')).toEqual({ ok: true, value: secret })
    rmSync(keyFile())
    expect(await (await open()).get('profile:p')).toMatchObject({
      error: { kind: 'vault-key-invalid', detail: expect.stringContaining('ENOENT') },
    })
  })

  it('does not open with another key', async () => {
    await (await open()).set('profile:p', secret)
    writeKey(randomBytes(32).toString('hex'))
    expect(await (await open()).get('profile:p')).toMatchObject({ ok: false, error: { kind: 'unreadable' } })
  })

  it.each(['nonce', 'data', 'tag'])('notices a changed %s', async (part) => {
    const store = await open()
    await store.set('profile:p', secret)
    const file = vault()
    const bytes = Buffer.from(file.secrets['profile:p'][part], 'base64')
    bytes[0]! ^= 1
    file.secrets['profile:p'][part] = bytes.toString('base64')
    writeFileSync(vaultFile(), JSON.stringify(file))
    expect(await store.get('profile:p')).toMatchObject({ ok: false, error: { kind: 'unreadable' } })
  })

  it('notices a shortened tag, which would be easier to guess', async () => {
    const store = await open()
    await store.set('profile:p', secret)
    const file = vault()
    file.secrets['profile:p'].tag = Buffer.from(file.secrets['profile:p'].tag, 'base64')
      .subarray(0, 4)
      .toString('base64')
    writeFileSync(vaultFile(), JSON.stringify(file))
    expect(await store.get('profile:p')).toMatchObject({ ok: false, error: { kind: 'unreadable' } })
  })

  it('notices secrets that changed places', async () => {
    const store = await open()
    await store.set('profile:a', 'a')
    await store.set('profile:b', 'b')
    const file = vault()
    const { 'profile:a': a, 'profile:b': b } = file.secrets
    file.secrets = { 'profile:a': b, 'profile:b': a }
    writeFileSync(vaultFile(), JSON.stringify(file))
    expect(await store.get('profile:a')).toMatchObject({ ok: false, error: { kind: 'unreadable' } })
  })

  it.each(['', '{', '[]', '{"version":2,"secrets":{}}', '{"version":1,"secrets":{"profile:p":1}}'])(
    'neither reads nor overwrites a file that is no vault: %s',
    async (text) => {
      writeFileSync(vaultFile(), text)
      const store = await open()
      expect(await store.get('profile:p')).toMatchObject({ ok: false, error: { kind: 'unreadable' } })
      expect(await store.set('profile:p', secret)).toMatchObject({ ok: false, error: { kind: 'unreadable' } })
      expect(readFileSync(vaultFile(), 'utf8')).toBe(text)
    },
  )

  it('tells each value that passes, so that the log can keep it out', async () => {
    const told: string[] = []
    await (await open()).set('profile:p', secret)
    const store = await open({ [vaultKeyVariable]: keyFile() }, (value) => told.push(value))
    await store.get('profile:p')
    await store.get('profile:none')
    await store.set('smtp', 'x')
    expect(told).toEqual([secret, 'x'])
  })

  it('has no secret in its errors', async () => {
    const store = await open()
    await store.set('profile:p', 'correct horse')
    writeKey(randomBytes(32).toString('hex'))
    expect(JSON.stringify(await store.get('profile:p'))).not.toContain('horse')
  })
})
