import type { FactData, FormatFaultDto, IntervalDto, ProfileDto, RunDto } from '../preload/contract/dto'
import type { TextParams } from '../resources/locales/texts'
import type { Words } from './hooks/use-words'
import { type MarkedRun, type ProfileState, waitsForRetry } from './status'

/** The state of a run in one word: what happened to it last counts. */
export function runWord(run: MarkedRun, { t }: Words): string {
  if (run.releasedMs !== null) return t('ui.state.released')
  if (waitsForRetry(run)) return t('ui.state.waiting')
  return t(`state.${run.state}`)
}

/** What became of a run, and what to do, as one sentence. */
export function runSentence(run: RunDto, words: Words): string {
  const { t } = words
  const facts = { documents: run.documents, files: run.files.length }
  if (run.releasedMs !== null) return t('ui.result.released', { at: words.dateTime(run.releasedMs) })
  if (run.error) return words.sentence('error', run.error.kind, { hostKey: run.error.hostKey ?? '' })
  switch (run.state) {
    case 'delivered':
      return t('ui.result.delivered', facts)
    case 'empty':
      return t('ui.result.empty')
    case 'cancelled':
      return t('ui.result.cancelled')
    default:
      return t('ui.result.open')
  }
}

/** `täglich um 18:30` */
export function intervalWords(schedule: IntervalDto, { t }: Words): string {
  switch (schedule.interval) {
    case 'hourly':
      return t('ui.interval.hourly')
    case 'minutes':
      return t('ui.interval.minutes', { minutes: schedule.minutes })
    case 'daily':
      return t('ui.interval.daily', { time: schedule.time })
    case 'weekly': {
      const days = schedule.weekdays.map((day) => t(`ui.weekday.${day}`)).join(', ')
      return t('ui.interval.weekly', { days, time: schedule.time })
    }
    case 'monthly':
      return t('ui.interval.monthly', { days: schedule.days.join(', '), time: schedule.time })
  }
}

export function profileWord(state: ProfileState, { t }: Words): string {
  return t(`ui.profile.state.${state}`)
}

/** When the schedule runs it next, or why not. */
export function nextRunWords(profile: ProfileDto, words: Words): string {
  if (!profile.enabled) return words.t('ui.profile.schedule.off')
  return profile.nextRun === null ? '–' : words.wallTime(profile.nextRun)
}

export function faultSentence(fault: FormatFaultDto, words: Words): string {
  const params = { mandant: fault.mandant, subject: fault.subject ?? '', field: fault.field, value: fault.value }
  if (fault.code.startsWith(checked)) return checkSentence(fault, params, words)
  const group = fault.level === 'reject' ? 'fault' : 'warning'
  return words.sentence(group, fault.code, params)
}

/** Before the code of what was found when a finished file was read back. */
const checked = 'check.'

function checkSentence({ code, field, value }: FormatFaultDto, params: TextParams, words: Words): string {
  const reason = words.sentence('check', code.slice(checked.length), params)
  const place = value === '' ? field : words.t('check.placeWithValue', { field, value })
  return words.t('check.said', { place, reason })
}

/** How far an export is: `EXTF_….csv: 12 KB von 110 KB gesendet`. */
export function progressWords(progress: FactData<'export.progress'> | null, words: Words): string {
  const { t } = words
  if (!progress) return t('ui.export.starting')
  const { phase, done, total } = progress
  const file = progress.file ?? ''
  switch (phase) {
    case 'collect':
    case 'write':
      return t(`ui.export.count.${phase}`, { done: words.number(done), total: words.number(total) })
    case 'send':
      return t('ui.export.count.send', { file, done: words.size(done), total: words.size(total) })
    case 'verify':
    case 'publish':
      return t(`ui.export.count.${phase}`, { file })
  }
}
