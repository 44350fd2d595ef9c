import { useState } from 'react'
import type { MandantSettingsDto, MasterRecordDto } from '../../../preload/contract/dto'
import { call } from '../../api'
import { ActionButton } from '../../components/action-button'
import { FailureNotice } from '../../components/failure-notice'
import { SwitchField } from '../../components/fields'
import { FormDialog } from '../../components/form-dialog'
import { useMay } from '../../hooks/use-access'
import { useCall } from '../../hooks/use-call'
import { useSubmit } from '../../hooks/use-submit'
import { useWords } from '../../hooks/use-words'
import { draftOf, formOf, newRule, type TaxKeyForm } from '../../tax-key-form'
import { TaxKeyRow } from './tax-key-row'
import { TaxKeyTable } from './tax-key-table'

interface MandantSettingsProps {
  readonly record: MasterRecordDto
  readonly onClose: () => void
}

/** What is set for the hand-over of one Mandant: tax keys that go before the format's own, Festschreibung, input tax. */
export function MandantSettingsDialog({ record, onClose }: MandantSettingsProps) {
  const { t } = useWords()
  const stored = useCall('mandants.show', { mandant: record.id })
  if (stored.value) return <Form record={record} stored={stored.value} onClose={onClose} />
  if (!stored.failure) return null
  return (
    <FormDialog {...headOf(record, t)} {...shut} onClose={onClose}>
      <FailureNotice failure={stored.failure} />
    </FormDialog>
  )
}

const shut = { isDirty: false, isSaving: false, canSave: false, failure: null, onSave: () => undefined } as const

const headOf = (record: MasterRecordDto, t: ReturnType<typeof useWords>['t']) => ({
  title: t('ui.master.settings'),
  subtitle: `${String(record.fields.name?.value ?? '')} (${record.id})`,
  look: 'wide' as const,
})

function Form({ record, stored, onClose }: MandantSettingsProps & { readonly stored: MandantSettingsDto }) {
  const { t } = useWords()
  const mayEdit = useMay('configure')
  const [isLocked, setIsLocked] = useState(stored.locked === 1)
  const [withoutInputTax, setWithoutInputTax] = useState(stored.withoutInputTax)
  const [rules, setRules] = useState<readonly TaxKeyForm[]>(() => stored.taxKeys.map(formOf))
  const settings = { locked: isLocked ? 1 : 0, withoutInputTax, taxKeys: rules.map(draftOf) } as const
  const { send, isBusy, failure, clear } = useSubmit(
    () => call('mandants.save', { mandant: record.id, ...settings }),
    (answer) => {
      if (answer.ok) onClose()
    },
  )
  const changeRules = (next: readonly TaxKeyForm[]) => {
    setRules(next)
    clear()
  }
  const before = { locked: stored.locked, withoutInputTax: stored.withoutInputTax, taxKeys: stored.taxKeys }
  const isDirty = JSON.stringify(before) !== JSON.stringify(settings)
  return (
    <FormDialog
      {...headOf(record, t)}
      isDirty={isDirty}
      isSaving={isBusy}
      canSave={mayEdit && isDirty}
      failure={failure}
      onSave={send}
      onClose={onClose}
    >
      <div className="form">
        {!mayEdit && <p className="hint">{t('ui.may.not')}</p>}
        <SwitchField
          label={t('ui.master.locked')}
          hint={t('ui.master.lockedHint')}
          value={isLocked}
          isDisabled={!mayEdit}
          onChange={setIsLocked}
        />
        <SwitchField
          label={t('ui.master.withoutInputTax')}
          hint={t('ui.master.withoutInputTaxHint')}
          value={withoutInputTax}
          isDisabled={!mayEdit}
          onChange={setWithoutInputTax}
        />
        <h3>{t('ui.master.taxKeys')}</h3>
        <p className="hint">{t('ui.master.taxKeysHint')}</p>
        <p className="hint">{t('ui.master.taxKeysWhy')}</p>
        {rules.length === 0 && <p className="nothing">{t('ui.master.taxKeysNone')}</p>}
        {mayEdit ? (
          <Rules rules={rules} formats={stored.formats} failure={failure} onChange={changeRules} />
        ) : (
          <TaxKeyTable rules={stored.taxKeys} />
        )}
      </div>
    </FormDialog>
  )
}

interface RulesProps {
  readonly rules: readonly TaxKeyForm[]
  readonly formats: readonly string[]
  readonly failure: ReturnType<typeof useSubmit>['failure']
  readonly onChange: (rules: readonly TaxKeyForm[]) => void
}

function Rules({ rules, formats, failure, onChange }: RulesProps) {
  const { t } = useWords()
  return (
    <>
      {rules.map((rule, index) => (
        <TaxKeyRow
          key={rule.id}
          no={index + 1}
          rule={rule}
          formats={formats}
          faults={failure?.fields?.filter(({ path }) => path.startsWith(`taxKeys[${index}]`)) ?? []}
          onChange={(next) => onChange(rules.map((one) => (one.id === rule.id ? next : one)))}
          onRemove={() => onChange(rules.filter((one) => one.id !== rule.id))}
        />
      ))}
      <div className="button-row">
        <ActionButton icon="plus" onPress={() => onChange([...rules, newRule()])}>
          {t('ui.master.taxKeyAdd')}
        </ActionButton>
      </div>
    </>
  )
}
