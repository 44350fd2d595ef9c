import type { ExportFormat } from '../core/formats/format'
import {
  type ChosenColumn,
  checkSettings,
  completeSettings,
  type FormatSetting,
  type FormatSettings,
  type SettingValue,
} from '../core/formats/settings'
import type { Profile } from '../core/profile/profile'
import { fail, ok, type Result } from '../core/result'
import type { AppError } from '../engine/app'
import { invalid } from './outcome'

/** What a person says about the files beside their names. */
export interface CheckOptions {
  readonly format: string | null
  /** `key=value`, as typed. */
  readonly settings: readonly string[]
  readonly profile: Pick<Profile, 'format' | 'formatSettings'> | null
}

/** What the checker is asked with: `settings` null means that nobody said, and the usual ones hold. */
export interface CheckTerms {
  readonly format: string | null
  readonly settings: FormatSettings | null
}

/**
 * The format and its settings: those of the profile, with single ones said on the command line before them. Settings belong to
 * one format, so that it has to be named.
 */
export function checkTerms(
  { format: named, settings: said, profile }: CheckOptions,
  formats: readonly Pick<ExportFormat, 'id' | 'settings'>[],
): Result<CheckTerms, AppError> {
  const id = named ?? profile?.format ?? null
  if (id === null)
    return said.length === 0 ? ok({ format: null, settings: null }) : fail(invalid('check-setting-format'))
  const declared = formats.find((format) => format.id === id)?.settings
  if (declared === undefined) return fail(invalid('check-format-unknown', { format: id }))
  if (profile === null && said.length === 0) return ok({ format: id, settings: null })
  const own: Record<string, SettingValue> = {}
  for (const one of said) {
    const at = one.indexOf('=')
    if (at < 1) return fail(invalid('check-setting-form', { setting: one }))
    const key = one.slice(0, at)
    own[key] = settingValue(
      declared.find((setting) => setting.key === key),
      one.slice(at + 1),
    )
  }
  const stored = { ...profile?.formatSettings[id], ...own }
  const [fault] = checkSettings(declared, stored)
  if (fault) {
    const allowed = allowedOf(declared.find(({ key }) => key === fault.key)) ?? fault.allowed
    return fail(invalid('check-setting-wrong', { key: fault.key, value: fault.value, allowed }))
  }
  return ok({ format: id, settings: completeSettings(declared, stored) })
}

/** Null: as the fault says. */
function allowedOf(setting: FormatSetting | undefined): string | null {
  if (setting?.kind === 'columns') return setting.offered.map(({ column }) => column).join(', ')
  return setting?.kind === 'text' ? `${setting.pattern?.source ?? '…'}, ≤ ${setting.maxLength}` : null
}

/** As the setting's kind is written: `true`, an option, a text, or `column` and `column:heading` with commas between. */
function settingValue(setting: FormatSetting | undefined, text: string): SettingValue {
  if (setting?.kind === 'switch') return text === 'true' ? true : text === 'false' ? false : text
  return setting?.kind === 'columns' ? columnsIn(text, setting.offered) : text
}

function columnsIn(text: string, offered: readonly ChosenColumn[]): readonly ChosenColumn[] {
  return text.split(',').map((one) => {
    const [column = '', ...heading] = one.trim().split(':')
    const usual = offered.find((known) => known.column === column)?.heading ?? column
    return { column, heading: heading.length > 0 ? heading.join(':') : usual }
  })
}
