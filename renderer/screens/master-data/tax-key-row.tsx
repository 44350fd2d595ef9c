import { Button } from 'react-aria-components'
import type { FieldFaultDto } from '../../../preload/contract/dto'
import type { TextKey } from '../../../resources/locales/texts'
import { Choice } from '../../components/choice'
import { DateField } from '../../components/date-time-fields'
import { TextInput } from '../../components/fields'
import { Icon } from '../../components/icon'
import { useWords } from '../../hooks/use-words'
import { formatWord, keyWord, shownFormats, type TaxKeyForm } from '../../tax-key-form'

interface TaxKeyRowProps {
  /** From 1. */
  readonly no: number
  readonly rule: TaxKeyForm
  /** Formats with codes of their own. */
  readonly formats: readonly string[]
  readonly faults: readonly FieldFaultDto[]
  readonly onChange: (rule: TaxKeyForm) => void
  readonly onRemove: () => void
}

const stay = () => undefined
/** A choice needs a name for DATEV, which the row says by naming no format. */
const datev = ''

/** One row: for which format, direction and rate which key stands, and when. */
export function TaxKeyRow({ no, rule, formats, faults, onChange, onRemove }: TaxKeyRowProps) {
  const words = useWords()
  const { t } = words
  const error = (field: string) => {
    const found = faults.find(({ path }) => path.endsWith(`.${field}`))
    return found && words.fault(found)
  }
  /** The sentence of the command line speaks of every field at once: too long for a narrow one. */
  const short = (field: string, text: TextKey) => (error(field) === undefined ? undefined : t(text))
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid in every engine
    <div className="tax-key" role="group" aria-label={t('ui.master.taxKeyNo', { no })}>
      <Choice
        label={t('ui.master.format')}
        value={rule.format ?? datev}
        onChange={(format) => onChange({ ...rule, format: format === datev ? null : format })}
        options={[datev, ...shownFormats(rule, formats)].map((id) => ({ id, word: t(formatWord(id)) }))}
        error={error('format')}
      />
      <Choice
        label={t('ui.master.direction')}
        value={rule.direction}
        onChange={(direction) => onChange({ ...rule, direction })}
        options={(['output', 'input'] as const).map((id) => ({ id, word: t(`ui.master.direction.${id}`) }))}
      />
      <TextInput
        label={t('ui.master.rate')}
        inputMode="decimal"
        value={rule.rate}
        onChange={(rate) => onChange({ ...rule, rate })}
        error={short('taxRate', 'ui.master.rateFault')}
      />
      <TextInput
        label={t('ui.master.sourceKey')}
        inputMode="numeric"
        value={rule.sourceKey ?? ''}
        onChange={(sourceKey) => onChange({ ...rule, sourceKey: sourceKey === '' ? null : sourceKey })}
        error={short('sourceKey', 'ui.master.sourceKeyFault')}
      />
      <TextInput
        label={t(keyWord(rule.format))}
        inputMode={rule.format === null ? 'numeric' : 'text'}
        value={rule.key}
        onChange={(key) => onChange({ ...rule, key })}
        error={short('key', rule.format === null ? 'ui.master.keyFault' : 'ui.master.codeFault')}
      />
      <DateField
        label={t('ui.master.validFrom')}
        value={rule.validFrom}
        onChange={(validFrom) => onChange({ ...rule, validFrom })}
        onLeave={stay}
        error={error('validFrom')}
      />
      <DateField
        label={t('ui.master.validTo')}
        value={rule.validTo}
        onChange={(validTo) => onChange({ ...rule, validTo })}
        onLeave={stay}
        error={error('validTo')}
      />
      <Button className="icon-button" aria-label={t('ui.master.taxKeyRemove', { no })} onPress={onRemove}>
        <Icon name="trash" />
      </Button>
    </div>
  )
}
