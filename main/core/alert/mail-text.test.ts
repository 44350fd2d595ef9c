import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createTexts, isTextKey, type Language, languages } from '../../../resources/locales/texts'
import type { Words } from '../mail/words'
import { runErrorKinds } from '../run/retry-plan'
import {
  type DigestLine,
  digestMail,
  failureMail,
  type MailFacts,
  type MailText,
  recoveredMail,
  reminderMail,
} from './mail-text'
import { troubleCodes, whoMustAct } from './who'

const hour = 3_600_000

function wordsOf(language: Language): Words {
  const texts = createTexts(language)
  return (key, params) => (isTextKey(key) ? texts(key, params) : key)
}
const german = wordsOf('de')

/** 24.11.2026, 18:30 in Berlin. */
const since = Date.UTC(2026, 10, 24, 17, 30)
const facts: MailFacts = {
  profileName: 'Kanzlei Müller',
  timeZone: 'Europe/Berlin',
  nowMs: since + 5_000,
  cause: 'run',
  code: 'auth-refused',
  params: {},
  needsPerson: true,
  sinceMs: since,
  waitingDocuments: 1234,
  nextAttemptMs: null,
  workstation: 'KASSE-1',
  runId: '20261124-183000-ab12',
}
const waiting: MailFacts = { ...facts, code: 'unreachable', needsPerson: false, nextAttemptMs: since + 65_000 }

/** The whole mail, looked at once by a person; `GOLDEN=write` writes it anew. */
function expectGolden(name: string, { subject, text, html }: MailText): void {
  for (const [ending, content] of [
    ['txt', `${subject}\n\n${text}`],
    ['html', html],
  ] as const) {
    const path = join(import.meta.dirname, 'golden', `${name}.${ending}`)
    if (process.env['GOLDEN'] === 'write') writeFileSync(path, content)
    expect(existsSync(path) ? readFileSync(path, 'utf8') : '', path).toBe(content)
  }
}

const digest: readonly DigestLine[] = [
  { ...waiting, what: 'failed' },
  { ...facts, profileName: 'Filiale <Nord> & Süd', what: 'reminder' },
  { ...waiting, profileName: 'Lohnbüro', what: 'recovered' },
]

describe('the mail', () => {
  it.each(languages)('of a failure says it all (%s)', (language) => {
    expectGolden(`failure-${language}`, failureMail(facts, wordsOf(language)))
  })

  it('of a failure that is tried again says when', () => {
    expectGolden('waiting-de', failureMail(waiting, german))
  })

  it('of a day without success says for how long', () => {
    expectGolden('reminder-de', reminderMail({ ...facts, nowMs: since + 49 * hour }, german))
  })

  it.each(languages)('of the recovery says that nothing is left to do (%s)', (language) => {
    expectGolden(`recovered-${language}`, recoveredMail({ ...facts, nowMs: since + 20 * hour }, wordsOf(language)))
  })

  it('of many profiles lists them, what needs a person first', () => {
    expectGolden('digest-de', digestMail(digest, 'KASSE-1', german))
  })
})

describe('subjects', () => {
  it('say what, who and why', () => {
    const english = wordsOf('en')
    expect(failureMail(facts, german).subject).toBe(
      'Buchhaltungsexport fehlgeschlagen: Kanzlei Müller, Kennwort abgelehnt',
    )
    expect(failureMail(facts, english).subject).toBe('Bookkeeping export failed: Kanzlei Müller, password refused')
    expect(recoveredMail(facts, german).subject).toBe('Buchhaltungsexport läuft wieder: Kanzlei Müller')
    const overdue: MailFacts = { ...facts, cause: 'overdue', code: 'overdue', params: { sinceDate: '2026-11-21' } }
    expect(failureMail(overdue, german).subject).toBe(
      'Buchhaltungsexport überfällig: Kanzlei Müller, kein Erfolg seit dem 21.11.2026',
    )
    const refused: MailFacts = { ...facts, cause: 'refused', code: 'bookkeeping-inactive', params: { mandant: 'M1' } }
    expect(failureMail(refused, german).subject).toBe(
      'Buchhaltungsexport nicht möglich: Kanzlei Müller, Buchhaltung für „M1“ nicht aktiv',
    )
    expect(reminderMail({ ...facts, nowMs: since + 49 * hour }, german).subject).toBe(
      'Erinnerung: Buchhaltungsexport steht seit 2 Tagen: Kanzlei Müller, Kennwort abgelehnt',
    )
    expect(reminderMail({ ...facts, nowMs: since + 24 * hour }, german).subject).toContain('seit einem Tag:')
    expect(digestMail(digest, 'K', german).subject).toBe(
      'Buchhaltungsexport: 2 Schnittstellen gestört, eine läuft wieder',
    )
  })

  it('are one line of bearable length, whatever the name', () => {
    const { subject } = failureMail({ ...facts, profileName: `a\r\nBcc: x@y.de\u2028${'n'.repeat(300)}` }, german)
    expect(subject).not.toMatch(/[\p{Cc}\p{Zl}]/u)
    expect(subject.length).toBeLessThan(220)
  })
})

describe('every kind of trouble', () => {
  it.each(languages)('has a reason, a sentence and somebody who must act (%s)', (language) => {
    const words = wordsOf(language)
    const missing = troubleCodes.flatMap((code) =>
      [`alert.reason.${code}`, `error.${code}`, `alert.who.${whoMustAct({ code, needsPerson: true })}`].filter(
        (key) => words(key) === key,
      ),
    )
    expect(missing).toEqual([])
  })

  it('that a run can have is among them', () => {
    expect(runErrorKinds.filter((kind) => !(troubleCodes as readonly string[]).includes(kind))).toEqual([])
  })

  it('is nobody’s as long as the program tries again', () => {
    expect(troubleCodes.map((code) => whoMustAct({ code, needsPerson: false }))).toEqual(
      troubleCodes.map(() => 'nobody'),
    )
  })

  it.each(languages)('leaves no word out (%s)', (language) => {
    const words = wordsOf(language)
    for (const code of troubleCodes) {
      const mail = failureMail({ ...facts, code, params: { mandant: 'M1', sinceDate: '2026-11-21' } }, words)
      expect(mail.subject + mail.text, code).not.toMatch(/\balert\.|\berror\.|undefined|null|\{/)
    }
  })
})

it('of 300 profiles is small enough for mailboxes that cut long ones off', () => {
  const lines = Array.from(
    { length: 300 },
    (_, index): DigestLine => ({
      ...facts,
      profileName: `Filiale ${index}, Export an die Kanzlei`,
      what: 'failed',
    }),
  )
  const { html, text } = digestMail(lines, 'KASSE-1', german)
  expect(html.length).toBeLessThan(102_000)
  expect(text.match(/^- Filiale /gm)).toHaveLength(300)
  expect(html.match(/<tr valign="top">/g)).toHaveLength(300)
})

describe('the HTML', () => {
  const { html } = digestMail(digest, 'K<1>', german)

  it('takes every text as text', () => {
    expect(html).toContain('Filiale &lt;Nord&gt; &amp; Süd')
    expect(html).toContain('K&lt;1&gt;')
    expect(html).not.toContain('<Nord>')
    const name = `"><img src=x onerror='a'>`
    expect(failureMail({ ...facts, profileName: name }, german).html).not.toMatch(/<img/)
  })

  it('loads nothing and runs nothing', () => {
    for (const mail of [html, failureMail(facts, german).html]) {
      expect(mail).not.toMatch(/https?:|src=|url\(|<script|<link|@import/i)
    }
  })
})
