import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { House, must, type Opened, openHouse, profile } from '../../test/fakes/engine'
import { document, mandant } from '../../test/fakes/memory-ledger'
import type { AlertWhat } from '../core/alert/alert'
import type { Profile } from '../core/profile/profile'
import type { TransferErrorKind } from '../core/transfer/transfer-error'
import type { AppStatus, ChangeFact } from './app'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const office = 'buero@example.de'

let house: House
let opened: Opened
let facts: ChangeFact['fact'][]

function open(): void {
  opened = openHouse(house)
  facts = []
  opened.app.onChange(({ fact }) => facts.push(fact))
}
beforeEach(() => {
  house = new House()
  house.nowMs = Date.UTC(2026, 10, 24, 17, 29) // 18:29 in Berlin, a minute before the run
  open()
  opened.store.smtp.set(
    {
      host: 'mail.example.de',
      port: 587,
      security: 'starttls',
      user: null,
      from: 'Belegbote <belegbote@example.de>',
      auth: 'none',
      tlsCaFile: null,
      oauth2: null,
      language: 'de',
    },
    'test',
  )
})
afterEach(async () => {
  await opened.app.close()
  house.remove()
})

const apply = async (first: Partial<Profile> = {}, ...others: readonly Partial<Profile>[]) =>
  must(
    await opened.app.profiles.apply(
      [first, ...others].map((change) => profile({ name: 'Kanzlei Müller', email: [office], ...change })),
    ),
  )
/** The target refuses every connection from now on; null: it works. */
const targetSays = (kind: TransferErrorKind | null) => {
  house.server.fault = (call) => (kind && call === 'connect' ? { kind, how: 'refused' } : null)
}
const subjects = () => house.mailer.messages.map(({ subject }) => subject)
const status = (): Promise<AppStatus> => opened.app.alerts.status()
const takeDesktop = async (): Promise<readonly AlertWhat[]> =>
  (await opened.app.alerts.takeDesktop()).map(({ what }) => what)

/** Lets the time pass in steps, as the ticker would, and waits for runs and mails. */
async function pass(ms: number, stepMs = minute): Promise<void> {
  const end = house.nowMs + ms
  while (house.nowMs < end) {
    house.nowMs = Math.min(end, house.nowMs + stepMs)
    await look()
  }
}
async function look(): Promise<void> {
  await opened.app.schedule.tick()
  await opened.app.schedule.settled()
  await opened.app.alerts.review('nobody') // waits for the mails that the others have woken
}
/** The process ends and another one begins. */
async function restart(): Promise<void> {
  await opened.app.close()
  open()
}

describe('a run that fails', () => {
  it('is told once, again when a person must act, and when it works again', async () => {
    house.ledger.put(document('1'), document('2'))
    await apply({ attemptsMax: 3 })
    targetSays('unreachable')
    await pass(minute)
    expect(subjects()).toEqual(['Buchhaltungsexport fehlgeschlagen: Kanzlei Müller, Server nicht erreichbar'])
    const [mail] = house.mailer.messages
    expect(mail).toMatchObject({ to: office })
    expect(mail?.messageId).toMatch(/^[A-Za-z0-9.-]+@example\.de$/)
    expect(mail?.text).toContain('Seit wann: 24.11.2026, 18:30 Uhr')
    expect(mail?.text).toContain('Wartende Belege: 2')
    expect(mail?.text).toContain('Nächster Versuch: 24.11.2026, 18:31 Uhr')
    expect(mail?.text).toContain('Arbeitsplatz: KASSE-1')
    expect(await status()).toMatchObject({
      state: 'attention',
      troubles: [{ subject: 'profile', code: 'unreachable', needsPerson: false, nextAttemptMs: house.nowMs + minute }],
    })

    await pass(minute)
    expect(subjects()).toHaveLength(1)
    await pass(5 * minute)
    expect(subjects().slice(1)).toEqual([
      'Buchhaltungsexport fehlgeschlagen: Kanzlei Müller, alle Versuche gescheitert',
    ])
    expect(house.mailer.messages[1]?.text).toContain('Nächster Versuch: keiner, bis jemand eingegriffen hat')
    expect((await status()).troubles).toMatchObject([{ code: 'attempts-exhausted', needsPerson: true }])

    targetSays(null)
    must(await opened.app.runs.export('kanzlei'))
    await look()
    expect(subjects().slice(2)).toEqual(['Buchhaltungsexport läuft wieder: Kanzlei Müller'])
    expect(await status()).toMatchObject({ state: 'ok', troubles: [] })
    await pass(2 * day, 30 * minute)
    expect(subjects()).toHaveLength(3)
  })

  it('is told by whoever ordered it, and the export itself waits for no mail', async () => {
    await apply()
    house.ledger.put(document('1'))
    targetSays('auth-refused')
    const told = Promise.withResolvers<void>()
    const send = house.mailer.send.bind(house.mailer)
    house.mailer.send = async (message) => {
      await told.promise
      return send(message)
    }
    const { run } = must(await opened.app.runs.export('kanzlei'))
    expect([run.state, subjects()]).toEqual(['parked', []])
    told.resolve()
    await opened.app.alerts.review('kanzlei')
    expect(subjects()).toEqual(['Buchhaltungsexport fehlgeschlagen: Kanzlei Müller, Kennwort abgelehnt'])
    const events = opened.ports.journal.list({ profileId: 'kanzlei' }).map(({ event }) => event)
    expect(events).toContain('incident.opened')
    expect(events).toContain('mail.sent')
  })

  it('is reminded of once a day while it stands', async () => {
    await apply()
    house.ledger.put(document('1'))
    targetSays('auth-refused')
    await pass(minute)
    await pass(23 * hour + 30 * minute, 30 * minute)
    expect(subjects()).toHaveLength(1)
    await pass(2 * day, 30 * minute)
    expect(subjects().slice(1)).toEqual([
      'Erinnerung: Buchhaltungsexport steht seit einem Tag: Kanzlei Müller, Kennwort abgelehnt',
      'Erinnerung: Buchhaltungsexport steht seit 2 Tagen: Kanzlei Müller, Kennwort abgelehnt',
    ])
  })

  it('goes to the addresses that the profile has at the time', async () => {
    await apply()
    house.ledger.put(document('1'))
    targetSays('auth-refused')
    await pass(minute)
    await apply({ email: ['neu@example.de'] })
    await pass(minute)
    expect(house.mailer.messages.map(({ to }) => to)).toEqual([office, 'neu@example.de'])
    targetSays(null)
    must(await opened.app.runs.export('kanzlei'))
    await look()
    expect(house.mailer.messages.slice(2).map(({ to, subject }) => [to, subject])).toEqual([
      ['neu@example.de', 'Buchhaltungsexport läuft wieder: Kanzlei Müller'],
    ])
  })

  it('is not told a second time after a restart', async () => {
    await apply()
    house.ledger.put(document('1'))
    targetSays('auth-refused')
    await pass(minute)
    expect(await takeDesktop()).toEqual(['failed'])
    await restart()
    await pass(minute)
    expect(subjects()).toHaveLength(1)
    expect(await takeDesktop()).toEqual([])
  })

  it('is told after a crash between writing it down and sending it', async () => {
    await apply()
    house.ledger.put(document('1'))
    targetSays('auth-refused')
    house.mailer.trouble = { kind: 'smtp-unreachable', detail: 'x', answer: null }
    await pass(minute)
    await restart()
    house.mailer.trouble = null
    await pass(2 * minute)
    expect(subjects()).toHaveLength(1)
  })

  it('is taken over, under the same id, when the process that sent it died', async () => {
    await apply()
    house.ledger.put(document('1'))
    targetSays('auth-refused')
    const ids: string[] = []
    const send = house.mailer.send.bind(house.mailer)
    house.mailer.send = async ({ messageId }) => {
      ids.push(messageId)
      return new Promise(() => undefined) // the process never hears of it
    }
    must(await opened.app.runs.export('kanzlei'))
    await expect.poll(() => ids.length).toBe(1)
    const dead = opened
    house.mailer.send = send
    open()
    await pass(4 * minute)
    expect(subjects()).toEqual([])
    await pass(2 * minute)
    expect(house.mailer.messages.map(({ messageId }) => messageId)).toEqual(ids)
    dead.store.close()
  })

  it('is sent by one of two processes', async () => {
    await apply()
    house.ledger.put(document('1'))
    house.mailer.trouble = { kind: 'smtp-unreachable', detail: 'x', answer: null }
    targetSays('auth-refused')
    await pass(minute)
    house.mailer.trouble = null
    house.nowMs += 2 * minute
    const other = openHouse(house)
    await Promise.all([opened.app.alerts.review(null), other.app.alerts.review(null)])
    expect(subjects()).toHaveLength(1)
    await other.app.close()
  })
})

describe('an incident', () => {
  it('that ends before anybody could be told makes no mail', async () => {
    await apply()
    house.ledger.put(document('1'))
    house.mailer.trouble = { kind: 'smtp-timeout', detail: 'x', answer: null }
    targetSays('unreachable')
    await pass(minute)
    targetSays(null)
    await pass(minute)
    house.mailer.trouble = null
    await pass(3 * hour, 10 * minute)
    expect(subjects()).toEqual([])
  })

  it('is dropped when its profile is removed, without a word', async () => {
    await apply()
    house.ledger.put(document('1'))
    targetSays('auth-refused')
    await pass(minute)
    must(await opened.app.profiles.remove('kanzlei'))
    expect((await status()).troubles).toEqual([])
    await pass(2 * day, hour)
    expect(subjects()).toHaveLength(1)
    expect((await status()).troubles).toEqual([])
  })

  it('is dropped when its profile is switched off, though its parked run still needs a decision', async () => {
    await apply()
    house.ledger.put(document('1'))
    targetSays('auth-refused')
    await pass(minute)
    await apply({ enabled: false })
    await pass(2 * day, hour)
    expect(subjects()).toHaveLength(1)
    expect(await status()).toMatchObject({
      state: 'attention',
      nextRun: null,
      troubles: [{ code: 'auth-refused', needsPerson: true }],
    })
  })

  it('begins also when a profile that is switched off fails by hand', async () => {
    await apply({ enabled: false })
    house.ledger.put(document('1'))
    targetSays('auth-refused')
    house.nowMs += minute
    must(await opened.app.runs.export('kanzlei'))
    await opened.app.alerts.review('kanzlei')
    expect(subjects()).toHaveLength(1)
  })

  it('needs nobody any more once its parked run was released, and ends with the next success', async () => {
    await apply()
    house.ledger.put(document('1'))
    targetSays('auth-refused')
    await pass(minute)
    const [run] = must(await opened.app.runs.list({ state: 'parked' }))
    must(await opened.app.runs.release(run?.id ?? '', 'anders übergeben'))
    expect((await status()).troubles).toMatchObject([{ needsPerson: false }])
    targetSays(null)
    await pass(day, hour)
    expect(subjects().slice(1)).toEqual(['Buchhaltungsexport läuft wieder: Kanzlei Müller'])
  })
})

describe('the mail server', () => {
  it('that is down is an attention state of its own until a mail goes through', async () => {
    await apply()
    house.ledger.put(document('1'))
    house.mailer.trouble = { kind: 'smtp-auth-refused', detail: '535', answer: '535 5.7.8 no' }
    targetSays('auth-refused')
    await pass(minute)
    expect((await status()).troubles).toMatchObject([
      { subject: 'profile', code: 'auth-refused' },
      { subject: 'mail', code: 'smtp-auth-refused', needsPerson: true },
    ])
    house.mailer.trouble = null
    await pass(hour)
    expect(subjects()).toHaveLength(1)
    expect((await status()).troubles).toMatchObject([{ subject: 'profile' }])
  })

  it('is knocked at in growing pauses, and a mail is given up after two days', async () => {
    await apply()
    house.ledger.put(document('1'))
    let attempts = 0
    house.mailer.send = async () => {
      attempts += 1
      return { ok: false, error: { kind: 'smtp-unreachable', detail: 'x', answer: null } }
    }
    targetSays('auth-refused')
    await pass(minute)
    await pass(2 * hour, minute)
    expect(attempts).toBeLessThanOrEqual(8)
    await pass(3 * day, 10 * minute)
    const events = opened.ports.journal.list({ profileId: 'kanzlei' }).map(({ event }) => event)
    expect(events.filter((event) => event === 'mail.given-up')).toHaveLength(1)
    expect(opened.ports.alerts.pending('mail')).toMatchObject([{ what: 'reminder' }])
    expect(opened.ports.journal.list().filter(({ event }) => event === 'mail.failed')).toHaveLength(1)
  })

  it('that refuses one address lets the others have their mail', async () => {
    await apply({ email: ['weg@example.de', office] })
    house.ledger.put(document('1'))
    const send = house.mailer.send.bind(house.mailer)
    house.mailer.send = async (message) =>
      message.to === office
        ? send(message)
        : { ok: false, error: { kind: 'smtp-refused', detail: '550', answer: '550 no such user' } }
    targetSays('auth-refused')
    await pass(minute)
    expect(house.mailer.messages.map(({ to }) => to)).toEqual([office])
  })

  it('that is not set is told when a failure has nobody to carry it', async () => {
    opened.store.db.run('DELETE FROM smtp')
    await apply()
    house.ledger.put(document('1'))
    await pass(day, hour)
    expect((await status()).troubles).toEqual([])
    targetSays('auth-refused')
    house.ledger.put(document('2'))
    await pass(day, hour)
    expect((await status()).troubles).toMatchObject([
      { code: 'auth-refused' },
      { subject: 'mail', code: 'smtp-not-set' },
    ])
    await apply({ email: [] })
    expect((await status()).troubles).toMatchObject([{ code: 'auth-refused' }])
  })
})

describe('the watchdog', () => {
  it('finds a profile whose computer was off, but lets it catch up first', async () => {
    await apply()
    house.ledger.put(document('1'))
    await pass(minute)
    house.nowMs += 4 * day
    await look()
    expect([subjects(), (await status()).state]).toEqual([[], 'ok'])
  })

  it('finds a profile that is paused for too long', async () => {
    await apply()
    house.ledger.put(document('1'))
    await pass(minute)
    must(await opened.app.schedule.pause(house.nowMs + 10 * day))
    await pass(3 * day, hour)
    expect(subjects()).toEqual([])
    await pass(hour, 10 * minute)
    expect(subjects()).toEqual(['Buchhaltungsexport überfällig: Kanzlei Müller, kein Erfolg seit dem 24.11.2026'])
    expect(await status()).toMatchObject({ state: 'attention', troubles: [{ code: 'overdue' }] })
    must(await opened.app.schedule.resume())
    await look()
    expect(subjects().at(-1)).toBe('Buchhaltungsexport läuft wieder: Kanzlei Müller')
  })

  it('leaves room for the reason that the next run shows', async () => {
    await apply({ missedRuns: 'skip' })
    house.ledger.put(document('1'))
    await pass(minute)
    targetSays('auth-refused')
    house.ledger.put(document('2'))
    house.nowMs += 4 * day + hour
    await look()
    expect(subjects()).toMatchObject([expect.stringContaining('überfällig')])
    await pass(day, hour)
    expect(subjects()[1]).toBe('Buchhaltungsexport fehlgeschlagen: Kanzlei Müller, Kennwort abgelehnt')
  })
})

describe('a rule that forbids the slot', () => {
  it('is told once per incident', async () => {
    await apply()
    house.ledger.put(document('1'))
    house.ledger.mandantList[0] = mandant('M1', { bookkeepingActive: false })
    await pass(minute)
    expect(subjects()).toEqual(['Buchhaltungsexport nicht möglich: Kanzlei Müller, Buchhaltung für „M1“ nicht aktiv'])
    expect(await takeDesktop()).toEqual(['failed'])
    await pass(hour, 10 * minute)
    expect([subjects().length, await takeDesktop()]).toEqual([1, []])
    house.ledger.mandantList[0] = mandant('M1')
    await pass(day, hour)
    expect(subjects().at(-1)).toBe('Buchhaltungsexport läuft wieder: Kanzlei Müller')
    expect(await takeDesktop()).toEqual(['recovered'])
  })
})

describe('300 profiles that fail in one evening', () => {
  it('are a handful of mails', async () => {
    house.ledger.put(document('1'))
    const ids = Array.from({ length: 300 }, (_, index) => index)
    const profiles = ids.map((index) => ({ id: `p${index}`, name: `Filiale ${index}` }))
    await apply(profiles[0], ...profiles.slice(1))
    targetSays('auth-refused')
    await pass(minute)
    expect(opened.ports.alerts.openIncidents()).toHaveLength(300)
    expect(subjects().length).toBeLessThanOrEqual(3)
    await pass(2 * hour, 10 * minute)
    expect(subjects().length).toBeLessThanOrEqual(4)
    expect(subjects().at(-1)).toMatch(/^Buchhaltungsexport: 29\d Schnittstellen gestört, keine läuft wieder$/)
    const texts = house.mailer.messages.map(({ text }) => text).join('\n')
    expect(ids.filter((index) => !new RegExp(`Filiale ${index}\\b`).test(texts))).toEqual([])
    expect((await status()).troubles).toHaveLength(300)
  })
})

describe('desktop alerts', () => {
  it('are handed out once, and raised with a fact', async () => {
    await apply({ attemptsMax: 2 })
    house.ledger.put(document('1'))
    targetSays('unreachable')
    await pass(minute)
    expect(facts).toContain('alerts.raised')
    const [alert] = await opened.app.alerts.takeDesktop()
    expect(alert).toMatchObject({
      what: 'failed',
      profileId: 'kanzlei',
      profileName: 'Kanzlei Müller',
      code: 'unreachable',
      nextAttemptMs: house.nowMs + minute,
    })
    expect(alert?.runId).not.toBeNull()
    expect(await takeDesktop()).toEqual([])
    await pass(2 * minute)
    expect(await opened.app.alerts.takeDesktop()).toMatchObject([{ what: 'failed', code: 'attempts-exhausted' }])
    targetSays(null)
    must(await opened.app.runs.export('kanzlei'))
    expect(await takeDesktop()).toEqual(['recovered'])
  })

  it('leave out what is over, and all but the newest of a profile', async () => {
    await apply({ attemptsMax: 2 })
    house.ledger.put(document('1'))
    targetSays('unreachable')
    await pass(3 * minute)
    expect(await opened.app.alerts.takeDesktop()).toMatchObject([{ code: 'attempts-exhausted' }])
    targetSays(null)
    must(await opened.app.runs.export('kanzlei'))
    await takeDesktop()
    house.ledger.put(document('2'))
    targetSays('timeout')
    must(await opened.app.runs.export('kanzlei'))
    targetSays(null)
    must(await opened.app.runs.export('kanzlei'))
    expect(await takeDesktop()).toEqual([])
  })

  it('tell deliveries only when they are wanted', async () => {
    await apply()
    house.ledger.put(document('1'))
    must(await opened.app.runs.export('kanzlei'))
    expect(await takeDesktop()).toEqual([])
    must(await opened.app.alerts.setSettings({ notifyOnSuccess: true }))
    expect(opened.app.alerts.settings()).toEqual({ notifyOnSuccess: true })
    house.ledger.put(document('2'))
    must(await opened.app.runs.export('kanzlei'))
    must(await opened.app.runs.export('kanzlei'))
    expect(await takeDesktop()).toEqual(['delivered'])
    house.ledger.put(document('3'))
    must(await opened.app.runs.export('kanzlei'))
    house.nowMs += 2 * hour
    expect(await takeDesktop()).toEqual([])
  })
})

describe('the status', () => {
  it('says what runs next, also over a pause', async () => {
    await apply()
    const slot = house.nowMs + minute
    expect(await status()).toMatchObject({
      state: 'ok',
      pausedUntilMs: null,
      nextRun: { profileId: 'kanzlei', name: 'Kanzlei Müller', atMs: slot },
      lastRun: null,
      profiles: [{ id: 'kanzlei', name: 'Kanzlei Müller', runnable: true }],
    })
    must(await opened.app.schedule.pause(slot + hour))
    expect(await status()).toMatchObject({ state: 'paused', pausedUntilMs: slot + hour, nextRun: { atMs: slot + day } })
    must(await opened.app.schedule.resume())
    await pass(minute)
    expect(await status()).toMatchObject({ state: 'ok', lastRun: { profileName: 'Kanzlei Müller' } })
  })

  it('of a copied installation asks a person and tells nobody anything', async () => {
    await apply()
    house.ledger.put(document('1'))
    house.mailer.trouble = { kind: 'smtp-unreachable', detail: 'x', answer: null }
    targetSays('auth-refused')
    await pass(minute)
    house.mailer.trouble = null
    house.nowMs += 2 * day
    const copy = openHouse(house, { workstationName: 'KASSE-2' })
    await copy.app.alerts.review(null)
    expect(await copy.app.alerts.status()).toMatchObject({
      state: 'attention',
      nextRun: null,
      troubles: [{ subject: 'workstation', code: 'workstation-other-name' }],
    })
    expect([subjects(), await copy.app.alerts.takeDesktop()]).toEqual([[], []])
    await copy.app.close()
  })
})
