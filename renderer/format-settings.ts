import type { ProfileChoicesDto } from '../preload/contract/dto'

export type FormatChoice = ProfileChoicesDto['formats'][number]
export type Setting = FormatChoice['settings'][number]
export type SettingValue = FormatChoice['presets'][number]['values'][string]
export type Values = Readonly<Record<string, SettingValue>>
export type Column = Extract<Setting, { kind: 'columns' }>['offered'][number]

/** Neither the format's own values nor a preset: something was changed by hand. */
export const ownValues = 'own'
export const usualValues = 'usual'

/** Every setting with the value that holds: the stored one, else the default. */
export function completeValues(settings: readonly Setting[], stored: Values): Values {
  return Object.fromEntries(settings.map((setting) => [setting.key, stored[setting.key] ?? setting.default]))
}

/** The settings that matter with these values. */
export function shownSettings(settings: readonly Setting[], values: Values): readonly Setting[] {
  return settings.filter(({ when }) => when === null || same(values[when.key], when.is))
}

/** Which preset the values are, `usual` or `own`. */
export function presetOf({ settings, presets }: FormatChoice, stored: Values): string {
  const now = completeValues(settings, stored)
  const usual = completeValues(settings, {})
  if (same(now, usual)) return usualValues
  return presets.find(({ values }) => same(now, completeValues(settings, values)))?.id ?? ownValues
}

/** Moves a column by one place; at the end of the list nothing changes. */
export function moved(columns: readonly Column[], index: number, by: -1 | 1): readonly Column[] {
  const other = index + by
  const [one, next] = [columns[index], columns[other]]
  if (!one || !next) return columns
  return columns.map((column, at) => (at === index ? next : at === other ? one : column))
}

function same(a: unknown, b: unknown): boolean {
  return stable(a) === stable(b)
}

/** Independent of the order of keys. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1)))
      : part,
  )
}
