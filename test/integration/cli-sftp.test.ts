import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { books, filesIn, folderProfile, Installation, sha256Of } from './cli-kit'

describe('export to a real SFTP server', () => {
  const { servers, users, homes } = inject('servers')
  const { port, hostKeys } = servers.sshd
  const { name: user, password } = users.xfer2

  const profile = (directory: string, target: Readonly<Record<string, unknown>> = {}) =>
    folderProfile('', {
      id: 'kanzlei',
      target: { protocol: 'sftp', host: '127.0.0.1', port, directory, user, ...target },
    })
  const store = (home: Installation, secret: string) =>
    home.run(['profile', 'secret', 'kanzlei'], { stdin: `${secret}\n` })
  const exported = async (home: Installation) => {
    const { exit, json } = await home.json('export', 'kanzlei')
    return { exit, run: json.run, state: [exit, json.run.state, json.run.error?.code ?? null] }
  }

  it('trusts nobody by itself, says what is wrong, and delivers what was prepared', async () => {
    using home = new Installation()
    const place = `in/cli-${process.pid}-a`
    const arrived = join(homes, user, place)
    await home.importBooks(books)
    await home.apply(profile(place))
    await store(home, 'Falsches-Kennwort-99')

    const unknown = await exported(home)
    expect(unknown.state).toEqual([1, 'parked', 'host-key-unknown'])
    expect(hostKeys).toContain(unknown.run.error.hostKey)
    expect(unknown.run.error.message).toContain(unknown.run.error.hostKey)
    const shown = await home.json('profile', 'test', 'kanzlei')
    expect([shown.exit, shown.json.ok, shown.json.hostKey]).toEqual([1, false, unknown.run.error.hostKey])
    expect(shown.json.steps.at(-1)).toMatchObject({ name: 'identity', ok: false })
    const trusted = await home.json('profile', 'trust', 'kanzlei', '--host-key', shown.json.hostKey)
    expect(trusted.exit).toBe(0)

    expect((await exported(home)).state).toEqual([1, 'parked', 'auth-refused'])
    const refused = await home.json('profile', 'test', 'kanzlei')
    expect(refused.json.steps.at(-1)).toMatchObject({ name: 'sign-in', ok: false })
    expect(filesIn(join(homes, user, 'in')).filter((name) => name.startsWith(`cli-${process.pid}-a`))).toEqual([])

    await store(home, password)
    const tested = await home.json('profile', 'test', 'kanzlei')
    expect([tested.exit, tested.json.ok]).toEqual([0, true])
    expect(filesIn(arrived)).toEqual([])
    const delivered = await exported(home)
    expect(delivered.state).toEqual([0, 'delivered', null])
    expect(delivered.run).toMatchObject({ documents: 3, sums: [{ debitCents: 12_970, creditCents: 5950 }] })
    expect(filesIn(arrived)).toEqual(delivered.run.files.map((file: { name: string }) => file.name).toSorted())
    for (const { name, sha256, remotePath } of delivered.run.files) {
      expect(sha256Of(join(arrived, name))).toBe(sha256)
      expect(remotePath).toBe(`${place}/${name}`)
    }
    expect((await exported(home)).state).toEqual([0, 'empty', null])
    expect(home.filesHolding(password, 'Falsches-Kennwort-99')).toEqual([])
  })

  it('stops before the password when the key is another one', async () => {
    using home = new Installation()
    await home.importBooks(books)
    const place = `in/cli-${process.pid}-b`
    await home.apply(profile(place, { hostKeys: [`SHA256:${'B'.repeat(43)}`] }))
    await store(home, password)
    const changed = await exported(home)
    expect(changed.state).toEqual([1, 'parked', 'host-key-changed'])
    expect(hostKeys).toContain(changed.run.error.hostKey)
    expect(filesIn(join(homes, user, 'in')).filter((name) => name.startsWith(`cli-${process.pid}-b`))).toEqual([])
  })

  it('keeps its run for the next attempt when nobody answers', async () => {
    using home = new Installation()
    await home.importBooks(books)
    const place = `in/cli-${process.pid}-c`
    await home.apply(profile(place, { port: 9, hostKeys }))
    await store(home, password)
    const { exit, run } = await exported(home)
    expect([exit, run.error.code]).toEqual([1, 'unreachable'])
    expect(run.retryAt).toMatch(/^\d{4}-/)
    await home.apply(profile(place, { hostKeys }))
    const next = await exported(home)
    expect(next.exit).toBe(0)
    expect(next.run.id).toBe(run.id)
    expect(filesIn(join(homes, user, place))).toHaveLength(next.run.files.length)
  })
})

describe('demo', () => {
  it('makes the whole round trip and leaves nothing behind', async () => {
    using home = new Installation()
    const env = { TMPDIR: home.fresh(), BELEGBOTE_VAULT_KEY_FILE: undefined, DISPLAY: undefined }
    filesIn(env.TMPDIR)
    const people = await home.run(['demo'], { env })
    expect([people.exit, people.stderr]).toEqual([0, ''])
    expect(people.stdout).toContain('Ein zweiter Export hat nichts zu übergeben')
    expect(people.stdout).toMatch(/Mandant M1: Soll [\d.]+,\d\d €/)
    expect(people.stdout).toMatch(/E-Mail an kanzlei@example\.de gesendet .* 250 2\.0\.0 OK: queued as 1/)
    const { exit, json } = await home.run(['demo', '--json'], { env })
    expect([exit, json.ok, json.run.state, json.secondRun.state]).toEqual([0, true, 'delivered', 'empty'])
    expect(json.arrived.sums).toMatchObject(
      json.run.sums.map(({ mandant, debitCents, creditCents }: Sum) => ({ mandant, debitCents, creditCents })),
    )
    expect(json.mail).toMatchObject({ to: 'kanzlei@example.de', answer: '250 2.0.0 OK: queued as 1' })
    expect(filesIn(env.TMPDIR)).toEqual([])
    expect(filesIn(home.profileDir)).toEqual([])
  })
})

interface Sum {
  readonly mandant: string
  readonly debitCents: number
  readonly creditCents: number
}
