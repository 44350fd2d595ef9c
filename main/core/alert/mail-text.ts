import type { MailMessage } from '../mail/mail'
import type { Words } from '../mail/words'
import { wallClock } from '../run/run-id'
import type { Alert } from './alert-store'
import { htmlOf, type MailSheet, textOf } from './mail-sheet'
import { whoMustAct } from './who'

/** What a mail about one profile knows. Nothing of a document is in it, and no words of a server. */
export interface MailFacts {
  readonly profileName: string
  /** Zone of the times that are written. */
  readonly timeZone: string
  readonly nowMs: number
  readonly cause: 'run' | 'refused' | 'overdue'
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
  readonly needsPerson: boolean
  readonly sinceMs: number
  /** Null: not known, then nothing is said of them. */
  readonly waitingDocuments: number | null
  readonly nextAttemptMs: number | null
  readonly workstation: string
  readonly runId: string | null
}

export type MailText = Pick<MailMessage, 'subject' | 'text' | 'html'>

/** The first mail of an incident, and the one that says that it stands now. */
export function failureMail(facts: MailFacts, words: Words): MailText {
  const kind = facts.cause === 'run' ? 'failed' : facts.cause
  return troubleMail(facts, words, {
    subject: words(`alert.subject.${kind}`, { profile: oneLine(facts.profileName), reason: reasonOf(facts, words) }),
    heading: words(`alert.heading.${kind}`),
  })
}

/** A day later, and every day after. */
export function reminderMail(facts: MailFacts, words: Words): MailText {
  const age = ageOf(facts, words)
  const profile = oneLine(facts.profileName)
  return troubleMail(facts, words, {
    subject: words('alert.subject.reminder', { age, profile, reason: reasonOf(facts, words) }),
    heading: words('alert.heading.reminder', { age }),
  })
}

/** To whoever was told of the failure. `nowMs` is when it worked again. */
export function recoveredMail(facts: MailFacts, words: Words): MailText {
  const profile = oneLine(facts.profileName)
  return print(words('alert.subject.recovered', { profile }), {
    language: words('alert.lang'),
    heading: words('alert.heading.recovered'),
    title: profile,
    status: words('alert.status.recovered'),
    paragraphs: [words('alert.text.recovered')],
    rows: [
      [words('alert.row.since'), momentOf(facts.sinceMs, facts, words)],
      [words('alert.row.ended'), momentOf(facts.nowMs, facts, words)],
      [words('alert.row.reason'), reasonOf(facts, words)],
      ...lastRows(facts, words),
    ],
    table: null,
    footer: footerOf(facts, words),
  })
}

/** One line of a digest. */
export interface DigestLine
  extends Pick<Alert, 'profileName' | 'code' | 'params' | 'needsPerson' | 'sinceMs'>,
    Pick<MailFacts, 'timeZone'> {
  readonly what: Extract<Alert['what'], 'failed' | 'reminder' | 'recovered'>
}

/** Many messages at once, what needs a person first. */
export function digestMail(lines: readonly DigestLine[], workstation: string, words: Words): MailText {
  const troubled = lines.filter((line) => line.what !== 'recovered')
  const stands = troubled.filter((line) => line.needsPerson)
  const sorted = [
    ...stands,
    ...troubled.filter((line) => !line.needsPerson),
    ...lines.filter((line) => line.what === 'recovered'),
  ]
  const counts = { failed: troubled.length, recovered: lines.length - troubled.length }
  return print(words('alert.subject.digest', counts), {
    language: words('alert.lang'),
    heading: words('alert.heading.digest'),
    title: '',
    status:
      troubled.length === 0 ? words('alert.status.recovered') : words('alert.status.digest', { stands: stands.length }),
    paragraphs: [words('alert.text.digest')],
    rows: [],
    table: {
      columns: ['profile', 'what', 'reason', 'since', 'who'].map((column) => words(`alert.row.${column}`)),
      lines: sorted.map((line) => digestCells(line, words)),
    },
    footer: words('alert.footer', { workstation: oneLine(workstation) }),
  })
}

function digestCells(line: DigestLine, words: Words): readonly string[] {
  const isOver = line.what === 'recovered'
  const code = line.code ?? 'internal'
  const party = whoMustAct({ ...line, code })
  return [
    oneLine(line.profileName),
    words(`alert.what.${line.what}`),
    reasonOf({ ...line, code }, words),
    momentOf(line.sinceMs, line, words),
    isOver ? '' : words(party === 'nobody' ? 'alert.digest.nobody' : `alert.who.${party}`),
  ]
}

function troubleMail(
  facts: MailFacts,
  words: Words,
  { subject, heading }: { readonly subject: string; readonly heading: string },
): MailText {
  const todo = words(`alert.todo.${facts.code}`)
  const rows: (readonly [string, string])[] = [
    [words('alert.row.since'), momentOf(facts.sinceMs, facts, words)],
    ...(facts.waitingDocuments === null
      ? []
      : [[words('alert.row.waiting'), words('alert.count', { count: facts.waitingDocuments })] as const]),
    [words('alert.row.who'), words(`alert.who.${whoMustAct(facts)}`)],
    // Most sentences of errors say it already.
    ...(todo === `alert.todo.${facts.code}` ? [] : [[words('alert.row.todo'), todo] as const]),
    [words('alert.row.next'), nextOf(facts, words)],
    ...lastRows(facts, words),
  ]
  return print(subject, {
    language: words('alert.lang'),
    heading,
    title: oneLine(facts.profileName),
    status: words(facts.needsPerson ? 'alert.status.stands' : 'alert.status.waits'),
    paragraphs: [words(`error.${facts.code}`, facts.params)],
    rows,
    table: null,
    footer: footerOf(facts, words),
  })
}

function nextOf(facts: MailFacts, words: Words): string {
  if (facts.nextAttemptMs !== null && facts.nextAttemptMs > facts.nowMs) {
    return momentOf(facts.nextAttemptMs, facts, words)
  }
  return words(facts.needsPerson ? 'alert.next.none' : 'alert.next.soon')
}

function lastRows({ workstation, runId }: MailFacts, words: Words): readonly (readonly [string, string])[] {
  return [
    [words('alert.row.workstation'), oneLine(workstation)],
    ...(runId === null ? [] : [[words('alert.row.run'), runId] as const]),
  ]
}

function footerOf({ workstation }: MailFacts, words: Words): string {
  return words('alert.footer', { workstation: oneLine(workstation) })
}

function reasonOf({ code, params }: Pick<MailFacts, 'code' | 'params'>, words: Words): string {
  return oneLine(words(`alert.reason.${code}`, params))
}

/** `24.11.2026, 18:30 Uhr` in the profile's zone. */
function momentOf(ms: number, { timeZone }: Pick<MailFacts, 'timeZone'>, words: Words): string {
  const [momentDate = '', time = ''] = wallClock(ms, timeZone).split('T')
  return words('alert.moment', { momentDate, time: time.slice(0, 5) })
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

function ageOf({ sinceMs, nowMs }: MailFacts, words: Words): string {
  const ageMs = Math.max(0, nowMs - sinceMs)
  const [unit, unitMs] = ageMs >= dayMs ? ['days', dayMs] : ageMs >= hourMs ? ['hours', hourMs] : ['minutes', minuteMs]
  return words(`alert.age.${unit}`, { count: Math.floor(Number(ageMs) / Number(unitMs)) })
}

const longestName = 120

/** A name that a person chose, fit for a header line. */
function oneLine(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  return [...plain].length > longestName ? `${[...plain].slice(0, longestName - 1).join('')}…` : plain
}

function print(subject: string, sheet: MailSheet): MailText {
  return { subject, text: textOf(sheet), html: htmlOf(sheet) }
}
