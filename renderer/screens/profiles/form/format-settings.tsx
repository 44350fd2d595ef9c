import { useState } from 'react'
import { isTextKey } from '../../../../resources/locales/texts'
import { Choice } from '../../../components/choice'
import { ColumnsField } from '../../../components/columns-field'
import { SwitchField, TextInput } from '../../../components/fields'
import {
  completeValues,
  type FormatChoice,
  ownValues,
  presetOf,
  type Setting,
  type SettingValue,
  shownSettings,
  usualValues,
  type Values,
} from '../../../format-settings'
import type { ProfileFields } from '../../../hooks/use-profile-form'
import { useWords, type Words } from '../../../hooks/use-words'

export function formatWord(id: string, words: Words): string {
  return wordOr(`format.${id}`, id, words)
}

function wordOr(key: string, otherwise: string, { t }: Words): string {
  return isTextKey(key) ? t(key) : otherwise
}

/** What the chosen formats let a person set, built from what they declare. */
export function FormatSettings({ fields }: { fields: ProfileFields }) {
  const { form, choices } = fields
  const used = new Set([form.format, ...(form.incomingInvoices ? [form.incomingFormat] : [])])
  const formats = choices.formats.filter(({ id, settings }) => used.has(id) && settings.length > 0)
  return formats.map((format) => <OneFormat key={format.id} format={format} fields={fields} />)
}

function OneFormat({ format, fields }: { format: FormatChoice; fields: ProfileFields }) {
  const words = useWords()
  const { t } = words
  const { form, change } = fields
  const stored = form.formatSettings[format.id] ?? {}
  const values = completeValues(format.settings, stored)
  const set = (next: Values) =>
    change({ formatSettings: { ...form.formatSettings, [format.id]: structuredClone(next) as typeof stored } })
  const shown = shownSettings(format.settings, values)
  const [isOpen, setIsOpen] = useState(false)
  const hasFault = shown.some(({ key }) => fields.error(`formatSettings.${format.id}.${key}`) !== undefined)
  return (
    <details className="advanced" open={isOpen || hasFault} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{t('ui.formatSettings.title', { format: formatWord(format.id, words) })}</summary>
      {(isOpen || hasFault) && <Settings {...{ format, fields, shown, values, stored, set }} />}
    </details>
  )
}

interface SettingsProps {
  readonly format: FormatChoice
  readonly fields: ProfileFields
  readonly shown: readonly Setting[]
  readonly values: Values
  readonly stored: Values
  readonly set: (values: Values) => void
}

/** Drawn only when somebody looks: a table may have dozens of columns. */
function Settings({ format, fields, shown, values, stored, set }: SettingsProps) {
  const words = useWords()
  const simple = shown.filter(({ kind }) => kind !== 'columns')
  return (
    <>
      {format.presets.length > 0 && <Presets format={format} stored={stored} onChoose={set} />}
      <div className="form-columns format-settings">
        {simple.map((setting) => (
          <OneSetting
            key={setting.key}
            setting={setting}
            value={values[setting.key] ?? setting.default}
            onChange={(value) => set({ ...stored, [setting.key]: value })}
            onLeave={() => fields.leave(`formatSettings.${format.id}.${setting.key}`)}
            error={fields.error(`formatSettings.${format.id}.${setting.key}`)}
          />
        ))}
      </div>
      {shown.map((setting) =>
        setting.kind === 'columns' ? (
          <ColumnsField
            key={setting.key}
            label={wordOr(`format.setting.${setting.key}`, setting.key, words)}
            offered={setting.offered}
            value={columnsOf(values[setting.key], setting.default)}
            onChange={(value) => set({ ...stored, [setting.key]: [...value] })}
            error={fields.error(`formatSettings.${format.id}.${setting.key}`)}
          />
        ) : null,
      )}
    </>
  )
}

const columnsOf = <T,>(value: SettingValue | undefined, otherwise: T) =>
  value === undefined || typeof value === 'string' || typeof value === 'boolean' ? otherwise : value

interface PresetsProps {
  readonly format: FormatChoice
  readonly stored: Values
  readonly onChoose: (values: Values) => void
}

/** Values that fit together for a certain program; taking one over replaces all of them. */
function Presets({ format, stored, onChoose }: PresetsProps) {
  const words = useWords()
  const { t } = words
  const current = presetOf(format, stored)
  const options = [
    { id: usualValues, word: t('ui.formatSettings.usual') },
    ...format.presets.map(({ id }) => ({ id, word: wordOr(`format.preset.${id}`, id, words) })),
    ...(current === ownValues ? [{ id: ownValues, word: t('ui.formatSettings.own') }] : []),
  ]
  return (
    <Choice
      label={t('ui.formatSettings.preset')}
      hint={t('ui.formatSettings.presetHint')}
      options={options}
      value={current}
      onChange={(id) => {
        if (id !== ownValues) onChoose(format.presets.find((preset) => preset.id === id)?.values ?? {})
      }}
    />
  )
}

interface OneSettingProps {
  readonly setting: Setting
  readonly value: SettingValue
  readonly onChange: (value: SettingValue) => void
  readonly onLeave: () => void
  readonly error: string | undefined
}

function OneSetting({ setting, value, onChange, onLeave, error }: OneSettingProps) {
  const words = useWords()
  const { key } = setting
  const label = wordOr(`format.setting.${key}`, key, words)
  const hint = setting.help ? wordOr(`format.setting.${key}.help`, '', words) : undefined
  if (setting.kind === 'switch') {
    return <SwitchField label={label} {...(hint ? { hint } : {})} value={value === true} onChange={onChange} />
  }
  if (setting.kind === 'choice') {
    const options = setting.options.map((id) => ({ id, word: wordOr(`format.setting.${key}.${id}`, id, words) }))
    return (
      <Choice label={label} hint={hint} options={options} value={String(value)} onChange={onChange} error={error} />
    )
  }
  return (
    <TextInput label={label} hint={hint} value={String(value)} onChange={onChange} onLeave={onLeave} error={error} />
  )
}
