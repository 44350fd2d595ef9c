import { chmodSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { books, filesIn, folderProfile, Installation } from './cli-kit'

describe('profiles', () => {
  it('are applied, listed, shown as they were written, tested and removed', async () => {
    using home = new Installation()
    const out = home.fresh()
    await home.importBooks(books)
    const profile = folderProfile(out)
    const second = folderProfile(out, { id: 'zwei', schedule: { interval: 'minutes', minutes: 15 } })
    await home.apply([profile, second])
    const listed = (await home.json('profile', 'list')).json.profiles
    expect(listed.map((one: { id: string }) => one.id).toSorted()).toEqual(['ordner', 'zwei'])
    const shown = (await home.json('profile', 'show', 'ordner')).json
    expect(shown).toMatchObject({ profile, secretSet: false, runnable: true, waitingDocuments: 3 })
    await home.apply(shown.profile)
    const tested = await home.json('profile', 'test', 'ordner')
    expect(tested.exit).toBe(0)
    expect(tested.json).toMatchObject({ ok: true, hostKey: null })
    for (const step of tested.json.steps) expect(step).toMatchObject({ ok: true, message: expect.stringMatching(/./) })
    expect(filesIn(out)).toEqual([])
    expect((await home.json('profile', 'remove', 'zwei')).exit).toBe(0)
    expect((await home.json('profile', 'show', 'zwei')).json.error.code).toBe('profile-unknown')
    for (const args of [['remove'], ['test'], ['trust', '--host-key', `SHA256:${'A'.repeat(43)}`]])
      expect((await home.json('profile', args[0] ?? '', 'nope', ...args.slice(1))).exit).toBe(2)
  })

  it.each([
    ['an unknown key', { password: 'canary-17' }, 'password'],
    ['a time in the night', { schedule: { interval: 'daily', time: '22:01' } }, 'schedule.time'],
    ['an early time', { schedule: { interval: 'weekly', weekdays: ['mon'], time: '05:59' } }, 'schedule.time'],
    ['no Mandant', { selection: { mandants: [], documentTypes: ['RE'] } }, 'selection.mandants'],
    ['an unknown format', { format: 'lotus' }, 'format'],
    ['an unknown zone', { timeZone: 'Europe/Atlantis' }, 'timeZone'],
    ['a folder outside', { target: { protocol: 'sftp', host: 'h', user: 'u', directory: '../x' } }, 'target.directory'],
    ['no host', { target: { protocol: 'ftp', user: 'u' } }, 'target.host'],
  ])('with %s are refused, and the good one beside it too', async (_what, changes, path) => {
    using home = new Installation()
    const files = [home.file(folderProfile('/srv/gut', { id: 'gut' })), home.file(folderProfile('/srv/x', changes))]
    const { exit, json, stdout, stderr } = await home.json('profile', 'apply', ...files)
    expect([exit, json.error.code]).toEqual([2, 'input-faults'])
    expect(json.error.details.faults).toContainEqual(
      expect.objectContaining({ path, reason: expect.stringMatching(/\S \S/) }),
    )
    expect(stdout + stderr).not.toContain('canary-17')
    expect((await home.json('profile', 'list')).json).toEqual({ profiles: [] })
  })

  it('preview their schedule over the change of the clocks', async () => {
    using home = new Installation()
    await home.apply(folderProfile(home.fresh(), { schedule: { interval: 'daily', time: '06:00' } }))
    const preview = ['schedule', 'preview', 'ordner', '--from', '2026-03-28T05:00', '--count']
    expect((await home.json(...preview, '2')).json).toEqual({
      runs: ['2026-03-28T06:00:00+01:00', '2026-03-29T06:00:00+02:00'],
    })
    expect((await home.json(...preview, '0')).exit).toBe(2)
    expect((await home.json('schedule', 'preview', 'ordner', '--from', 'gestern', '--count', '1')).exit).toBe(2)
  })
})

describe('secrets', () => {
  const canary = 'Kanarien-Vogel äöü 4711'
  const server = { protocol: 'sftp', host: '127.0.0.1', port: 9, user: 'u' }

  it('lie sealed in the vault and nowhere else', async () => {
    using home = new Installation()
    await home.apply(folderProfile('', { target: server }))
    const stored = await home.run(['profile', 'secret', 'ordner', '--json'], { stdin: `${canary}\n` })
    expect([stored.exit, stored.json]).toEqual([0, { place: 'vault' }])
    const { stdout, json } = await home.json('profile', 'show', 'ordner')
    expect(json.secretSet).toBe(true)
    expect(stdout).not.toContain(canary)
    const failed = await home.json('export', 'ordner')
    expect(failed.stdout + failed.stderr + stored.stderr).not.toContain(canary)
    expect(home.filesHolding(canary)).toEqual([])
    expect((await home.run(['profile', 'secret', 'ordner'], { stdin: '\n' })).exit).toBe(2)
    expect((await home.run(['profile', 'secret', 'nope'], { stdin: 'x' })).exit).toBe(2)
  })

  it('are refused where there is neither keychain nor key file, with both ways out', async () => {
    using home = new Installation()
    await home.apply(folderProfile('', { target: server }))
    const env = { BELEGBOTE_VAULT_KEY_FILE: undefined }
    const { exit, stderr } = await home.run(['profile', 'secret', 'ordner'], { stdin: canary, env })
    expect(exit).toBe(3)
    expect(stderr).toMatch(/Schlüsselbund/)
    expect(stderr).toContain('BELEGBOTE_VAULT_KEY_FILE')
    expect(home.filesHolding(canary)).toEqual([])
  })

  it('are refused when others may read the key', async () => {
    using home = new Installation()
    await home.apply(folderProfile('', { target: server }))
    chmodSync(home.vaultKeyFile, 0o644)
    const { exit, json } = await home.run(['profile', 'secret', 'ordner', '--json'], { stdin: canary })
    expect([exit, json.error.code]).toEqual([1, 'secret-vault-key-invalid'])
  })
})

describe('settings', () => {
  it('of chain, Mandant and workstation are set and shown', async () => {
    using home = new Installation()
    await home.importBooks(books)
    const chain = { maintenanceWindow: { from: '21:00', to: '07:00' }, adminsMayRevealPasswords: false }
    expect((await home.json('chain', 'set', home.file(chain))).json).toEqual(chain)
    expect((await home.json('chain', 'show')).json).toEqual(chain)
    expect((await home.json('chain', 'set', home.file({ ...chain, x: 1 }))).exit).toBe(2)
    expect((await home.json('chain', 'set', home.file('{'))).json.error.code).toBe('file-not-json')
    const row = { format: null, direction: 'output', taxRate: 1900, sourceKey: null, key: '3' }
    const taxKey = { ...row, validFrom: null, validTo: '2026-12-31' }
    const mandant = { mandant: 'M1', locked: 1, withoutInputTax: true, taxKeys: [taxKey] }
    expect((await home.json('mandant', 'set', home.file(mandant))).json).toEqual(mandant)
    const days = { validFrom: '2026-03-01', validTo: '2026-02-28' }
    const never = { ...mandant, locked: 0, withoutInputTax: false, taxKeys: [{ ...row, ...days }] }
    const refused = await home.json('mandant', 'set', home.file(never))
    expect(refused.exit).toBe(2)
    expect(refused.json.error.details.faults).toMatchObject([
      { path: 'taxKeys[0].validTo', code: 'tax-key-never-valid', reason: expect.stringContaining('01.03.2026') },
    ])
    expect((await home.json('mandant', 'show', 'M1')).json).toEqual(mandant)
    expect((await home.json('mandant', 'show', 'M9')).exit).toBe(2)
    expect((await home.json('workstation', 'show')).json).toMatchObject({ adopted: true, branch: null })
  })

  it('never come from a damaged database: it stays as it is', async () => {
    using home = new Installation()
    await home.apply(folderProfile('/srv'))
    const { writeFileSync, readFileSync } = await import('node:fs')
    const db = `${home.profileDir}/belegbote.db`
    writeFileSync(db, 'this is no database, but somebody may need it')
    const { exit, json } = await home.json('profile', 'list')
    expect([exit, json.error.code]).toEqual([1, 'database-unreadable'])
    expect(readFileSync(db, 'utf8')).toContain('somebody may need it')
  })
})
