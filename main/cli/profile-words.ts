import type { Profile } from '../core/profile/profile'
import type { ProfileOverview } from '../engine/app'
import { errorJson } from './error-json'
import { runJson } from './run-json'
import { runSentence, runTrouble } from './run-lines'
import { table, type Words } from './words'

/** The profile as it can be applied again, and beside it what is known of it. Holds no secret: the app never gives one out. */
export function profileJson(overview: ProfileOverview, words: Words, timeZone: string) {
  const run = (one: ProfileOverview['lastRun']) => (one ? runJson(one, words, timeZone) : null)
  return {
    profile: overview.profile,
    secretSet: overview.secretSet,
    runnable: overview.runnable.ok,
    refusal: overview.runnable.ok ? null : errorJson(overview.runnable.error, words),
    nextRun: overview.nextRun,
    lastRun: run(overview.lastRun),
    openRun: run(overview.openRun),
    waitingDocuments: overview.waitingDocuments,
  }
}

export function profileTable(profiles: readonly ProfileOverview[], words: Words): readonly string[] {
  if (profiles.length === 0) return [words.text('cli.profile.none')]
  return table(
    [
      { title: words.text('cli.column.profile') },
      { title: words.text('cli.column.name') },
      { title: words.text('cli.column.target') },
      { title: words.text('cli.column.nextRun') },
      { title: words.text('cli.column.lastRun') },
      { title: words.text('cli.column.waiting'), align: 'right' },
    ],
    profiles.map((overview) => [
      overview.profile.id,
      overview.profile.name,
      placeOf(overview.profile),
      nextRun(overview, words),
      overview.lastRun ? words.byCode('state', overview.lastRun.state) : '–',
      words.count(overview.waitingDocuments),
    ]),
  )
}

export function profileLines(overview: ProfileOverview, words: Words): readonly string[] {
  const { profile } = overview
  const row = (key: RowKey, value: string) => `${words.text(`cli.profile.row.${key}`)}: ${value}`
  const listed = (values: readonly string[]) => (values.length === 0 ? words.text('cli.all') : values.join(', '))
  return [
    `${profile.name} (${profile.id})`,
    row('target', placeOf(profile)),
    row('mandants', profile.selection.mandants.join(', ')),
    row('documentTypes', profile.selection.documentTypes.join(', ')),
    row('paymentMethods', listed(profile.selection.paymentMethods)),
    row('branch', profile.branch ?? words.text('cli.all')),
    row('workstation', profile.workstation ?? words.text('cli.all')),
    row('format', profile.format),
    row('debtors', yesNo(profile.exportDebtors, words)),
    row('incomingInvoices', yesNo(profile.incomingInvoices.enabled, words)),
    row('schedule', scheduleWords(profile, words)),
    row('nextRun', nextRun(overview, words)),
    row('secret', yesNo(overview.secretSet, words)),
    row('waiting', words.count(overview.waitingDocuments)),
    ...(overview.runnable.ok
      ? []
      : [words.byCode('error', overview.runnable.error.code, overview.runnable.error.params)]),
    ...(overview.lastRun ? [runSentence(overview.lastRun, words), ...runTrouble(overview.lastRun, words)] : []),
  ]
}

type RowKey =
  | 'target'
  | 'mandants'
  | 'documentTypes'
  | 'paymentMethods'
  | 'branch'
  | 'workstation'
  | 'format'
  | 'debtors'
  | 'incomingInvoices'
  | 'schedule'
  | 'nextRun'
  | 'secret'
  | 'waiting'

function placeOf({ target }: Profile): string {
  if (target.protocol === 'folder') return target.directory
  const port = target.port === null ? '' : `:${target.port}`
  return `${target.protocol}://${target.host ?? ''}${port}/${target.directory.replace(/^\//, '')}`
}

function nextRun(overview: ProfileOverview, words: Words): string {
  if (!overview.profile.enabled) return words.text('cli.profile.paused')
  return overview.nextRun === null ? '–' : words.isoMoment(overview.nextRun)
}

function yesNo(value: boolean, words: Words): string {
  return words.text(value ? 'cli.yes' : 'cli.no')
}

function scheduleWords({ schedule }: Profile, words: Words): string {
  switch (schedule.interval) {
    case 'hourly':
      return words.text('cli.schedule.hourly')
    case 'minutes':
      return words.text('cli.schedule.minutes', { minutes: schedule.minutes })
    case 'daily':
      return words.text('cli.schedule.daily', { time: schedule.time })
    case 'weekly':
      return words.text('cli.schedule.weekly', {
        days: schedule.weekdays.map((day) => words.text(`cli.weekday.${day}`)).join(', '),
        time: schedule.time,
      })
    default:
      return words.text('cli.schedule.monthly', {
        days: schedule.days.map((day) => `${day}.`).join(', '),
        time: schedule.time,
      })
  }
}
