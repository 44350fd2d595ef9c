/** One column as a person chose it: which, and under what heading. */
export interface ChosenColumn {
  readonly column: string
  readonly heading: string
}

export type SettingValue = string | boolean | readonly ChosenColumn[]
/** Values by the key of their setting. */
export type FormatSettings = Readonly<Record<string, SettingValue>>

interface Common {
  /** Text of the label: `format.setting.<key>`; of the help below it: `format.setting.<key>.help` where `help` is true. */
  readonly key: string
  readonly help?: true
  /** Only where another setting has this value; elsewhere it is not shown, and its default holds. */
  readonly when?: { readonly key: string; readonly is: SettingValue }
}

/** A setting of a format, declared once: the form, the checks and the defaults follow from it. */
export type FormatSetting =
  | (Common & {
      readonly kind: 'choice'
      /** Text of each: `format.setting.<key>.<option>`. */
      readonly options: readonly string[]
      readonly default: string
    })
  | (Common & { readonly kind: 'switch'; readonly default: boolean })
  | (Common & {
      readonly kind: 'text'
      readonly maxLength: number
      /** The whole text has to fit; null: any text without control characters. */
      readonly pattern: RegExp | null
      readonly default: string
    })
  | (Common & {
      readonly kind: 'columns'
      /** Every column there is, with its usual heading; a text says what it holds: `format.column.<column>`. */
      readonly offered: readonly ChosenColumn[]
      readonly default: readonly ChosenColumn[]
    })

/** Values that fit together, for the program of a certain maker; a person takes them over and may change them. */
export interface FormatPreset {
  /** Text: `format.preset.<id>`. */
  readonly id: string
  readonly values: FormatSettings
}

/** Why a value is refused; the text is `error.<code>`. */
export interface SettingFault {
  readonly key: string
  readonly value: string
  readonly code:
    | 'format-setting-unknown'
    | 'format-setting-kind'
    | 'format-setting-option'
    | 'format-setting-text'
    | 'format-setting-columns'
  /** For the words: what is allowed. */
  readonly allowed: string
}

const maxHeading = 100
const control = /\p{Cc}/u

/** Every setting has a value afterwards: the stored one, else the default. One that does not apply has its default. */
export function completeSettings(declared: readonly FormatSetting[], stored: FormatSettings): FormatSettings {
  const complete: Record<string, SettingValue> = {}
  for (const setting of declared) complete[setting.key] = stored[setting.key] ?? setting.default
  for (const setting of declared) {
    if (setting.when && complete[setting.when.key] !== setting.when.is) complete[setting.key] = setting.default
  }
  return complete
}

/** What is wrong with stored values; a key that the format does not know is wrong too. */
export function checkSettings(declared: readonly FormatSetting[], stored: FormatSettings): readonly SettingFault[] {
  const known = declared.map(({ key }) => key)
  const unknown = Object.keys(stored)
    .filter((key) => !known.includes(key))
    .map((key): SettingFault => ({ key, value: key, code: 'format-setting-unknown', allowed: known.join(', ') }))
  const wrong = declared.flatMap((setting) => {
    const value = stored[setting.key]
    return value === undefined ? [] : checkValue(setting, value)
  })
  return [...unknown, ...wrong]
}

function checkValue(setting: FormatSetting, value: SettingValue): readonly SettingFault[] {
  const { key } = setting
  const fault = (code: SettingFault['code'], shown: string, allowed = ''): readonly SettingFault[] => [
    { key, value: shown, code, allowed },
  ]
  switch (setting.kind) {
    case 'switch':
      return typeof value === 'boolean' ? [] : fault('format-setting-kind', String(value), 'true, false')
    case 'choice':
      return typeof value === 'string' && setting.options.includes(value)
        ? []
        : fault('format-setting-option', String(value), setting.options.join(', '))
    case 'text': {
      if (typeof value !== 'string') return fault('format-setting-kind', String(value))
      const fits = value.length <= setting.maxLength && !control.test(value)
      return fits && (setting.pattern?.test(value) ?? true) ? [] : fault('format-setting-text', value)
    }
    case 'columns':
      return checkColumns(setting.offered, value).flatMap((shown) => fault('format-setting-columns', shown))
  }
}

/** At least one column, each at most once, each with a heading. Answers what is wrong, by name. */
function checkColumns(offered: readonly ChosenColumn[], value: SettingValue): readonly string[] {
  if (typeof value === 'string' || typeof value === 'boolean' || value.length === 0) return ['']
  return value.flatMap(({ column, heading }, index) => {
    const isOffered = offered.some((one) => one.column === column)
    const isFirst = value.findIndex((one) => one.column === column) === index
    const isNamed = heading.trim() !== '' && heading.length <= maxHeading && !control.test(heading)
    return isOffered && isFirst && isNamed ? [] : [column]
  })
}

/** For a writer that knows its own declaration: the value of a choice or text. */
export function textOf(settings: FormatSettings, key: string): string {
  const value = settings[key]
  if (typeof value !== 'string') throw new TypeError(`no text setting: ${key}`)
  return value
}

export function switchOf(settings: FormatSettings, key: string): boolean {
  const value = settings[key]
  if (typeof value !== 'boolean') throw new TypeError(`no switch: ${key}`)
  return value
}

export function columnsOf(settings: FormatSettings, key: string): readonly ChosenColumn[] {
  const value = settings[key]
  if (value === undefined || typeof value === 'string' || typeof value === 'boolean') {
    throw new TypeError(`no setting of columns: ${key}`)
  }
  return value
}
