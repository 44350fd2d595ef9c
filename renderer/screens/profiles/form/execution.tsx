import { memo } from 'react'
import { isTextKey } from '../../../../resources/locales/texts'
import { Choice } from '../../../components/choice'
import { SwitchField, TextInput } from '../../../components/fields'
import { MultiChoice, type MultiOption } from '../../../components/multi-choice'
import { PatternField } from '../../../components/pattern-field'
import { ScheduleFields } from '../../../components/schedule-fields'
import type { ProfileFields } from '../../../hooks/use-profile-form'
import { useWords, type Words } from '../../../hooks/use-words'
import { fileNamePlaceholders, timeZones } from '../../../profile-form'
import { FormatSettings, formatWord } from './format-settings'

/** Ausführungsdetails: what is handed over, in which form, and when. */
export const Execution = memo(function Execution({ fields }: { fields: ProfileFields }) {
  const { form } = fields
  return (
    <>
      <Selections fields={fields} />
      <Formats fields={fields} />
      <FormatSettings fields={fields} />
      <ScheduleFields field={fields} timeZone={form.timeZone} />
      <FileNames fields={fields} />
      <Advanced fields={fields} />
    </>
  )
})

/** Also what is chosen but not in the books (any more): it must be seen to be taken away. */
function withUnknown(known: readonly MultiOption[], chosen: readonly string[], { t }: Words): readonly MultiOption[] {
  const unknown = chosen.filter((id) => !known.some((option) => option.id === id))
  return [...known, ...unknown.map((id) => ({ id, word: id, note: t('ui.form.notInLedger') }))]
}

function Selections({ fields }: { fields: ProfileFields }) {
  const words = useWords()
  const { t } = words
  const { form, choices, change, leave, fault } = fields
  const named = (list: readonly { id: string; name: string }[]) => list.map(({ id, name }) => ({ id, word: name }))
  const mandants = choices.mandants.map(({ id, name, bookkeepingActive }) => ({
    id,
    word: name,
    note: bookkeepingActive ? undefined : t('ui.form.bookkeepingOff'),
  }))
  return (
    <div className="form-thirds">
      <MultiChoice
        label={t('ui.form.mandants')}
        isRequired
        noneWord={t('ui.multi.nothing')}
        options={withUnknown(mandants, form.mandants, words)}
        value={form.mandants}
        onChange={(value) => change({ mandants: value })}
        onLeave={() => leave('selection.mandants')}
        error={fault('selection.mandants') && t('ui.form.mandantsMissing')}
      />
      <MultiChoice
        label={t('ui.form.documentTypes')}
        isRequired
        noneWord={t('ui.multi.nothing')}
        options={withUnknown(named(choices.documentTypes), form.documentTypes, words)}
        value={form.documentTypes}
        onChange={(value) => change({ documentTypes: value })}
        onLeave={() => leave('selection.documentTypes')}
        error={fault('selection.documentTypes') && t('ui.form.documentTypesMissing')}
      />
      <MultiChoice
        label={t('ui.form.paymentMethods')}
        hint={t('ui.form.paymentMethodsHint')}
        noneWord={t('ui.multi.all')}
        options={withUnknown(named(choices.paymentMethods), form.paymentMethods, words)}
        value={form.paymentMethods}
        onChange={(value) => change({ paymentMethods: value })}
        onLeave={() => leave('selection.paymentMethods')}
        error={fields.error('selection.paymentMethods')}
      />
    </div>
  )
}

/** Who imports it, in a sentence. */
function aboutFormat(id: string, { t }: Words): string | undefined {
  const key = `format.${id}.about`
  return isTextKey(key) ? t(key) : undefined
}

function Formats({ fields }: { fields: ProfileFields }) {
  const words = useWords()
  const { t } = words
  const { form, choices, change } = fields
  const options = choices.formats.map(({ id }) => ({ id, word: formatWord(id, words) }))
  const incoming = choices.formats.filter((one) => one.incomingInvoices)
  const hasDebtors = choices.formats.find(({ id }) => id === form.format)?.personalAccounts ?? true
  return (
    <div className="form-columns">
      <div className="form">
        {hasDebtors && (
          <SwitchField
            label={t('ui.form.debtors')}
            hint={t('ui.form.debtorsHint')}
            value={form.exportDebtors}
            onChange={(exportDebtors) => change({ exportDebtors })}
          />
        )}
        <Choice
          label={t('ui.form.format')}
          isRequired
          options={options}
          value={form.format}
          hint={aboutFormat(form.format, words)}
          onChange={(format) => change({ format })}
          error={fields.error('format')}
        />
      </div>
      <div className="form">
        <SwitchField
          label={t('ui.form.incoming')}
          hint={t('ui.form.incomingHint')}
          value={form.incomingInvoices}
          onChange={(incomingInvoices) => change({ incomingInvoices })}
        />
        {form.incomingInvoices && (
          <Choice
            label={t('ui.form.incomingFormat')}
            isRequired
            options={incoming.map(({ id }) => ({ id, word: formatWord(id, words) }))}
            value={form.incomingFormat}
            hint={form.incomingFormat === form.format ? undefined : aboutFormat(form.incomingFormat, words)}
            onChange={(incomingFormat) => change({ incomingFormat })}
            error={fields.error('incomingInvoices.format')}
          />
        )}
      </div>
    </div>
  )
}

function FileNames({ fields }: { fields: ProfileFields }) {
  const { t } = useWords()
  const repeat = fields.check?.names.repeat ?? 'never'
  return (
    <PatternField
      label={t('ui.form.fileNames')}
      hint={t('ui.form.fileNamesHint')}
      placeholder={t('ui.form.fileNamesUsual')}
      value={fields.form.fileNamePattern}
      onChange={(fileNamePattern) => fields.change({ fileNamePattern })}
      onLeave={() => fields.leave('fileNamePattern')}
      error={fields.error('fileNamePattern')}
      placeholders={fileNamePlaceholders}
      examples={fields.check?.names.files ?? []}
      warning={repeat === 'never' ? undefined : t(`ui.form.repeats.${repeat}`)}
    />
  )
}

function Advanced({ fields }: { fields: ProfileFields }) {
  const { t } = useWords()
  const { form, change } = fields
  const zones = [...new Set([...timeZones, form.timeZone, new Intl.DateTimeFormat().resolvedOptions().timeZone])]
  return (
    <details className="advanced" open={fields.error('attemptsMax') !== undefined || undefined}>
      <summary>{t('ui.form.advanced')}</summary>
      <div className="form-columns">
        <TextInput
          label={t('ui.form.attempts')}
          hint={t('ui.form.attemptsHint')}
          width="short"
          inputMode="numeric"
          isRequired
          value={form.attemptsMax}
          onChange={(text) => change({ attemptsMax: text.replace(/\D/g, '').slice(0, 4) })}
          onLeave={() => fields.leave('attemptsMax')}
          error={fields.error('attemptsMax')}
        />
        <Choice
          label={t('ui.form.timeZone')}
          hint={t('ui.form.timeZoneHint')}
          options={zones.map((id) => ({ id, word: id }))}
          value={form.timeZone}
          onChange={(timeZone) => change({ timeZone })}
          error={fields.error('timeZone')}
        />
      </div>
    </details>
  )
}
