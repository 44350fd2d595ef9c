import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { House, must, type Opened, openHouse, profile } from '../../test/fakes/engine'
import type { Profile } from '../core/profile/profile'

let house: House
let opened: Opened

beforeEach(async () => {
  house = new House()
  opened = openHouse(house)
  must(await opened.app.profiles.apply([profile()]))
})
afterEach(async () => {
  await opened.app.close()
  house.remove()
})

const check = (draft: Profile, isNew = false) => opened.app.profiles.checkDraft(draft, isNew)
const at = (change: Partial<Profile['target']>) => profile({ target: { ...profile().target, ...change } })

describe('settings that are not stored', () => {
  it('are held against the rules of those that are, and change nothing', async () => {
    const wrong = { ...at({ host: '', port: 99_999 }), name: '', email: ['buero'] }
    expect((await check(wrong)).faults.map(({ path }) => path)).toEqual([
      'name',
      'target.host',
      'target.port',
      'email[0]',
    ])
    expect((await check(profile())).faults).toEqual([])
    expect(must(await opened.app.profiles.show('kanzlei')).profile).toEqual(profile())
  })

  it('show the id that a new one would get, whatever id they bring', async () => {
    const draft = { ...profile(), id: '', name: 'Kanzlei' }
    expect(await check(draft, true)).toMatchObject({ id: 'kanzlei-2', faults: [] })
    expect(await check({ ...draft, name: 'Straße 7' }, true)).toMatchObject({ id: 'strasse-7' })
  })

  it('know whether a password is stored for this very sign-in', async () => {
    const known = async (draft: Profile, isNew = false) => (await check(draft, isNew)).secretSet
    expect(await known(profile())).toBe(false)
    must(await opened.app.profiles.setSecret('kanzlei', 'geheim'))
    expect(await known(profile())).toBe(true)
    expect(await known({ ...at({ directory: 'x' }), name: 'Anders' })).toBe(true)
    expect(await known(at({ host: 'andere.example.de' }))).toBe(false)
    expect(await known(at({ user: 'anderer' }))).toBe(false)
    expect(await known(profile(), true)).toBe(false)
  })

  it('give names of today, and none while they are wrong', async () => {
    const { names } = await check({
      ...at({ directory: 'ein/{mandant}/{jjjj}' }),
      ...{ fileNamePattern: '{art}_{filiale}_{monat}', branch: 'F1', exportDebtors: true },
      incomingInvoices: { enabled: true, format: 'datev-csv' },
    })
    expect(names.directory).toMatch(/^ein\/M1\/20\d\d$/)
    expect(names.files).toEqual([
      expect.stringMatching(/^EXTF_Buchungsstapel_F1_20\d{4}\.csv$/),
      expect.stringMatching(/^EXTF_DebitorenKreditoren_F1_20\d{4}\.csv$/),
      expect.stringMatching(/^EXTF_Eingangsrechnungen_F1_20\d{4}\.csv$/),
    ])
    expect(names.repeat).toBe('any-run')
    expect((await check(profile())).names.repeat).toBe('never')
    const wrong = { ...at({ directory: '../x' }), fileNamePattern: '{nichts}' }
    expect((await check(wrong)).names).toEqual({ directory: null, files: [], repeat: 'never' })
    expect((await check({ ...profile(), timeZone: 'Mars/Olympus' })).names.files).toEqual([])
  })
})

describe('a new profile', () => {
  it('never takes the place of another one', async () => {
    const created = must(
      await opened.app.profiles.create({ ...profile(), id: 'kanzlei', name: 'Kanzlei', enabled: false }),
    )
    expect(created).toEqual({ id: 'kanzlei-2' })
    expect(must(await opened.app.profiles.show('kanzlei')).profile).toEqual(profile())
    expect(must(await opened.app.profiles.show('kanzlei-2')).profile).toMatchObject({ name: 'Kanzlei', enabled: false })
  })

  it('is refused by the rules of every profile', async () => {
    const refused = await opened.app.profiles.create({ ...profile(), name: '' })
    expect(refused).toMatchObject({ ok: false, error: { code: 'input-faults', class: 'invalid' } })
    expect(await opened.app.profiles.list()).toHaveLength(1)
  })
})

it('a schedule is switched off and on, and nothing else of the profile', async () => {
  must(await opened.app.profiles.setEnabled('kanzlei', false))
  expect(must(await opened.app.profiles.show('kanzlei')).profile).toEqual({ ...profile(), enabled: false })
  must(await opened.app.profiles.setEnabled('kanzlei', true))
  expect(must(await opened.app.profiles.show('kanzlei')).profile).toEqual(profile())
  expect(await opened.app.profiles.setEnabled('nichts', true)).toMatchObject({ error: { code: 'profile-unknown' } })
})
