import { isTextKey, type TextParams, type Texts } from '../../resources/locales/texts'
import type { AppStatus, StatusTrouble } from '../engine/app'
import { momentWords, type SpeakMoment } from './moment'

export const trayIcons = ['ok', 'running', 'attention', 'paused'] as const
export type TrayIcon = (typeof trayIcons)[number]

/** What a click means. */
export type TrayAction =
  | { readonly do: 'open' }
  | { readonly do: 'show-profiles' }
  | { readonly do: 'show-run'; readonly runId: string }
  | { readonly do: 'run'; readonly profileId: string; readonly name: string }
  | { readonly do: 'pause'; readonly span: 'hour' | 'tomorrow' }
  | { readonly do: 'resume' }
  | { readonly do: 'restart-host' }
  | { readonly do: 'quit' }

export interface TrayEntry {
  readonly id: string
  readonly label: string
  /** Null: only to be read, or a menu of its own. */
  readonly action: TrayAction | null
  readonly entries?: readonly TrayEntry[]
}

/** What the tray shows, as plain data: equal models look the same. */
export interface TrayModel {
  readonly icon: TrayIcon
  /** Lines; Windows shows 127 characters of it. */
  readonly tooltip: string
  /** Groups; a line is drawn between them. */
  readonly menu: readonly (readonly TrayEntry[])[]
}

export interface TrayOptions {
  /** Why there is no status: the worker stopped, the database cannot be opened. Null: there is one, or soon will be. */
  readonly problem: { readonly code: string; readonly params: TextParams } | null
  /** More profiles than these are shown in the window. */
  readonly profilesMax: number
}

const troublesMax = 5
const nameLengthMax = 40
const tooltipLengthMax = 127

interface Words {
  readonly texts: Texts
  readonly when: SpeakMoment
}

/**
 * Draws the tray from the status.
 * @param status null: not known
 * @param zone IANA zone of this computer
 */
export function trayModel(
  status: AppStatus | null,
  texts: Texts,
  nowMs: number,
  zone: string,
  options: TrayOptions,
): TrayModel {
  const words = { texts, when: momentWords(texts, nowMs, zone) }
  const end = [action('quit', texts('tray.quit'), { do: 'quit' })]
  const open = action('open', texts('tray.open'), { do: 'open' })
  if (options.problem || !status) {
    const { problem } = options
    const line = problem ? texts('tray.trouble', { name: 'Belegbote', what: shortOf(problem.code, texts) }) : null
    const first = line === null ? [note('starting', texts('tray.starting'))] : problemEntries(line, options, texts)
    return { icon: problem ? 'attention' : 'ok', tooltip: line ?? texts('tray.starting'), menu: [first, [open], end] }
  }
  const groups = [
    troubleEntries(status, words),
    factEntries(status, words),
    [open, ...runEntries(status, words, options.profilesMax)],
    pauseEntries(status, texts),
    end,
  ]
  return { icon: status.state, tooltip: tooltipOf(status, words), menu: groups.filter((group) => group.length > 0) }
}

/** A few words for a code: the sentence behind it is too long for a menu. */
export function shortOf(code: string, texts: Texts): string {
  const key = `short.${code}`
  return texts(isTextKey(key) ? key : 'short.other')
}

const note = (id: string, label: string): TrayEntry => ({ id, label, action: null })
const action = (id: string, label: string, what: TrayAction): TrayEntry => ({ id, label, action: what })

function problemEntries(line: string, { problem }: TrayOptions, texts: Texts): readonly TrayEntry[] {
  if (problem?.code !== 'host-stopped') return [action('problem', line, { do: 'open' })]
  return [note('problem', line), action('restart-host', texts('tray.restartHost'), { do: 'restart-host' })]
}

function troubleEntries({ troubles }: AppStatus, words: Words): readonly TrayEntry[] {
  const shown = troubles.slice(0, troubles.length === troublesMax + 1 ? troublesMax + 1 : troublesMax)
  const entries = shown.map((trouble, index) =>
    action(
      `trouble-${index}`,
      words.texts('tray.trouble.open', troubleWords(trouble, words.texts)),
      trouble.runId === null ? { do: 'show-profiles' } : { do: 'show-run', runId: trouble.runId },
    ),
  )
  const count = troubles.length - shown.length
  if (count === 0) return entries
  return [...entries, action('trouble-more', words.texts('tray.trouble.more', { count }), { do: 'show-profiles' })]
}

function troubleWords({ subject, profileName, code }: StatusTrouble, texts: Texts) {
  const name = subject === 'profile' ? cut(profileName ?? '') : texts(`tray.subject.${subject}`)
  return { name, what: shortOf(code, texts) }
}

/** Next and last run: where a desktop shows no tooltip, people read them here. */
function factEntries(status: AppStatus, words: Words): readonly TrayEntry[] {
  const { lastRun } = status
  const next = note('next', nextLine(status, words))
  if (!lastRun) return [next]
  const { run, profileName } = lastRun
  const when = words.when(run.finishedMs ?? run.startedMs)
  const label = words.texts('tray.last', { when, name: cut(profileName), result: resultOf(run, words.texts) })
  return [next, action('last', label, { do: 'show-run', runId: run.id })]
}

function resultOf(run: NonNullable<AppStatus['lastRun']>['run'], texts: Texts): string {
  switch (run.state) {
    case 'delivered':
      return texts('tray.result.delivered', { documents: run.documents })
    case 'empty':
      return texts('tray.result.empty')
    case 'cancelled':
      return texts('tray.result.cancelled')
    default:
      return shortOf(run.error?.kind ?? 'other', texts)
  }
}

function nextLine({ pausedUntilMs, nextRun }: AppStatus, { texts, when }: Words): string {
  if (pausedUntilMs !== null) return texts('tray.paused', { when: when(pausedUntilMs) })
  if (!nextRun) return texts('tray.nextNone')
  return texts('tray.next', { when: when(nextRun.atMs), name: cut(nextRun.name) })
}

function runEntries({ profiles, running }: AppStatus, { texts }: Words, profilesMax: number): readonly TrayEntry[] {
  const runnable = profiles.filter((profile) => profile.runnable)
  if (runnable.length === 0) return []
  const busy = new Set(running.map((profile) => profile.profileId))
  const shown = runnable.slice(0, profilesMax)
  const entries = shown.map(({ id, name }) =>
    busy.has(id)
      ? note(`run-${id}`, texts('tray.run.busy', { name: cut(name) }))
      : action(`run-${id}`, cut(name), { do: 'run', profileId: id, name }),
  )
  const count = runnable.length - shown.length
  const all = action('run-all', texts('tray.run.all', { count }), { do: 'show-profiles' })
  return [{ id: 'run', label: texts('tray.run'), action: null, entries: count === 0 ? entries : [...entries, all] }]
}

function pauseEntries({ pausedUntilMs }: AppStatus, texts: Texts): readonly TrayEntry[] {
  if (pausedUntilMs !== null) return [action('resume', texts('tray.resume'), { do: 'resume' })]
  return (['hour', 'tomorrow'] as const).map((span) =>
    action(`pause-${span}`, texts(`tray.pause.${span}`), { do: 'pause', span }),
  )
}

/** Troubles first, then what runs now, then what comes. */
function tooltipOf(status: AppStatus, words: Words): string {
  const [trouble] = status.troubles
  const more = status.troubles.length - 1
  const [runs] = status.running
  const lines = [
    trouble && `${words.texts('tray.trouble', troubleWords(trouble, words.texts))}${more > 0 ? ` (+${more})` : ''}`,
    runs && words.texts('tray.running', { count: status.running.length, name: cut(runs.name) }),
    nextLine(status, words),
  ]
  return cut(lines.filter(Boolean).join('\n'), tooltipLengthMax)
}

function cut(text: string, lengthMax = nameLengthMax): string {
  const letters = [...text] // by code points: a cut surrogate pair is no letter
  return letters.length > lengthMax ? `${letters.slice(0, lengthMax - 1).join('')}…` : text
}
