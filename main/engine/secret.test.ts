import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { House, must, type Opened, openHouse, profile } from '../../test/fakes/engine'
import { document } from '../../test/fakes/memory-ledger'
import { fail } from '../core/result'
import type { TargetConnector, TargetSettings } from '../core/transfer/target'

let house: House
let opened: Opened
/** Where which password was sent. */
let sent: { readonly host: string | null; readonly secret: string | null }[]

const listening = (inner: TargetConnector): TargetConnector => ({
  ...inner,
  connect: (settings, secret, onStage) => {
    sent.push({ host: settings.host, secret })
    return inner.connect(settings, secret, onStage)
  },
})
const open = () => openHouse(house, { connector: listening(house.server.connector()) })
const at = (change: Partial<TargetSettings>) => profile({ target: { ...profile().target, ...change } })
const events = () =>
  opened.store.journal.list({ profileId: 'kanzlei' }).flatMap(({ event }) => (/^secret/.test(event) ? [event] : []))
const elsewhere = { host: 'andere.example.de' }
const oldSecret = 'Kanarienvogel-1'

beforeEach(async () => {
  sent = []
  house = new House()
  house.ledger.put(document('1'))
  opened = open()
  must(await opened.app.profiles.apply([profile()]))
  must(await opened.app.profiles.setSecret('kanzlei', oldSecret))
})
afterEach(async () => {
  await opened.app.close()
  house.remove()
})

const isSet = async () => [
  (await opened.app.profiles.list())[0]?.secretSet,
  must(await opened.app.profiles.show('kanzlei')).secretSet,
]

describe('a stored password', () => {
  it('stays with another name, port, folder or trusted key', async () => {
    const changed = { ...at({ directory: 'x', port: 2222, hostKeys: [`SHA256:${'a'.repeat(43)}`] }), name: 'Anders' }
    expect(must(await opened.app.profiles.apply([changed]))).toEqual({ secretsForgotten: [] })
    expect(await isSet()).toEqual([true, true])
    must(await opened.app.runs.export('kanzlei'))
    expect(sent).toEqual([{ host: 'sftp.example.de', secret: oldSecret }])
  })

  it.each<[string, Partial<TargetSettings>]>([
    ['host', elsewhere],
    ['user', { user: 'andere' }],
    ['protocol', { protocol: 'ftp' }],
    ['key file', { privateKeyFile: '/key' }],
  ])('is forgotten with another %s', async (_what, change) => {
    expect(must(await opened.app.profiles.apply([at(change)]))).toEqual({ secretsForgotten: ['kanzlei'] })
    expect(await isSet()).toEqual([false, false])
    expect(must(await house.secrets.get('profile:kanzlei'))).toBeNull()
    expect(events()).toEqual(['secret.set', 'secret.forgotten'])
    must(await opened.app.runs.export('kanzlei'))
    expect(sent).toMatchObject([{ secret: null }])
    must(await opened.app.profiles.setSecret('kanzlei', 'neu'))
    expect(await isSet()).toEqual([true, true])
    expect(must(await opened.app.profiles.apply([at(change)]))).toEqual({ secretsForgotten: [] })
  })

  it('is not used elsewhere either where the keychain does not let go of it, nor after a way back', async () => {
    house.secrets.remove = async () => fail({ kind: 'locked', detail: 'locked' }) as never
    must(await opened.app.profiles.apply([at(elsewhere)]))
    must(await opened.app.runs.export('kanzlei'))
    must(await opened.app.profiles.apply([profile()]))
    house.ledger.put(document('2'))
    must(await opened.app.runs.export('kanzlei'))
    must(await opened.app.profiles.remove('kanzlei'))
    must(await opened.app.profiles.apply([profile()]))
    must(await opened.app.profiles.test('kanzlei'))
    expect(sent.map(({ secret }) => secret)).toEqual([null, null, null])
  })

  it('is not sent to the old server when the settings change while a run is under way', async () => {
    const running = opened.ports.profiles.get('kanzlei')?.profile
    must(await opened.app.profiles.apply([at(elsewhere)]))
    must(await opened.app.profiles.setSecret('kanzlei', 'für die andere'))
    const { Connection } = await import('./connection')
    await new Connection(opened.ports, running ?? profile()).open()
    expect(sent).toEqual([{ host: 'sftp.example.de', secret: null }])
  })

  it('of an earlier version belongs to where its profile signs in, and is forgotten by the same rule', async () => {
    const unbind = () => opened.store.db.run('DELETE FROM secret_account')
    unbind()
    expect(await isSet()).toEqual([true, true])
    expect(opened.ports.profiles.get('kanzlei')?.secretAccount).toContain('sftp.example.de')
    unbind()
    expect(must(await opened.app.profiles.apply([at(elsewhere)]))).toEqual({ secretsForgotten: ['kanzlei'] })
    must(await opened.app.profiles.test('kanzlei'))
    expect(sent).toEqual([{ host: 'andere.example.de', secret: null }])
  })
})

describe('the test of a draft', () => {
  const test = async (draft: ReturnType<typeof profile>, secret: string | null) => {
    must(await opened.app.profiles.testDraft(draft, secret))
    return sent.at(-1)?.secret
  }

  it('takes the password of the form, and the stored one only for the same sign-in', async () => {
    expect(await test(at({ directory: 'anderswo' }), null)).toBe(oldSecret)
    expect(await test(at({}), 'getippt')).toBe('getippt')
    expect(await test(at(elsewhere), null)).toBeNull()
    expect(await test(at({ ...elsewhere, port: 22 }), 'getippt')).toBe('getippt')
    expect(await test(at({ protocol: 'ftp' }), null)).toBeNull()
    expect(await test({ ...at({}), id: 'neu' }, null)).toBeNull()
    expect(must(await house.secrets.get('profile:kanzlei'))).toBe(oldSecret)
    expect(opened.ports.profiles.get('kanzlei')?.profile).toEqual(profile())
  })

  it('tells each step and is written down without the password', async () => {
    const steps: string[] = []
    const report = must(await opened.app.profiles.testDraft(at(elsewhere), 'getippt', ({ name }) => steps.push(name)))
    expect(report.ok).toBe(true)
    expect(steps).toEqual(report.steps.map(({ name }) => name))
    const entry = opened.store.journal.list().at(-1)
    const place = { protocol: 'sftp', host: 'andere.example.de', port: null, user: 'stb' }
    expect(entry).toMatchObject({ event: 'profile.tested', data: { ok: true, draft: true, ...place } })
    expect(JSON.stringify(opened.store.journal.list())).not.toContain('getippt')
  })

  it('says what is missing before it goes anywhere', async () => {
    expect(await opened.app.profiles.testDraft(at({ host: null }), null)).toMatchObject({
      error: { code: 'input-faults', details: { faults: [{ path: 'target.host' }] } },
    })
    expect(await opened.app.profiles.testDraft({ ...profile(), timeZone: 'Mars' }, null)).toMatchObject({ ok: false })
    expect(sent).toEqual([])
  })
})
