import { useMemo, useState } from 'react'
import type { BookingRuleDto, LedgerStatusDto } from '../../../../preload/contract/dto'
import { Choice } from '../../../components/choice'
import { ComboField } from '../../../components/combo-field'
import { TextInput } from '../../../components/fields'
import { FormDialog } from '../../../components/form-dialog'
import { useCall } from '../../../hooks/use-call'
import { useSubmit } from '../../../hooks/use-submit'
import { useWords } from '../../../hooks/use-words'
import { hundredthsOf, percentText } from '../../../tax-key-form'
import { accountOptions, creditorOptions } from './options'
import { isOfLast, saveRules } from './save-rules'

interface RuleDialogProps {
  /** Null: a new one. */
  readonly rule: BookingRuleDto | null
  readonly rules: readonly BookingRuleDto[]
  readonly mandants: LedgerStatusDto['mandants']
  readonly onClose: () => void
  readonly onDone: () => void
}

/** One rule: for which supplier and rate which account stands. */
export function RuleDialog({ rule, rules, mandants, onClose, onDone }: RuleDialogProps) {
  const { t, fault } = useWords()
  const [begin] = useState(() => formOf(rule, mandants))
  const [form, setForm] = useState(begin)
  const { send, isBusy, failure, clear } = useSubmit(
    () => saveRules(rules, { removed: rule, put: ruleOf(form) }),
    (answer) => {
      if (answer.ok) onDone()
    },
  )
  const change = (next: Partial<RuleForm>) => {
    setForm((now) => ({ ...now, ...next }))
    clear()
  }
  const error = (field: string) => {
    const found = failure?.fields?.findLast(({ path }) => isOfLast(path, field))
    return found && fault(found)
  }
  return (
    <FormDialog
      title={t(rule ? 'ui.rules.editTitle' : 'ui.rules.addTitle')}
      subtitle={t('ui.rules.dialogText')}
      isDirty={JSON.stringify(form) !== JSON.stringify(begin)}
      isSaving={isBusy}
      canSave={!isRateWrong(form)}
      failure={failure}
      onSave={send}
      onClose={onClose}
    >
      <div className="form">
        {mandants.length > 1 && rule === null && (
          <Choice
            label={t('ui.mandant')}
            options={mandants.map(({ mandant, name }) => ({ id: mandant, word: name }))}
            value={form.mandant}
            onChange={(mandant) => change({ mandant, creditor: '', account: '' })}
            isRequired
          />
        )}
        <RuleFields form={form} change={change} error={error} />
      </div>
    </FormDialog>
  )
}

interface RuleFieldsProps {
  readonly form: RuleForm
  readonly change: (next: Partial<RuleForm>) => void
  readonly error: (field: string) => string | undefined
}

function RuleFields({ form, change, error }: RuleFieldsProps) {
  const { t } = useWords()
  const choices = useCall('invoices.choices', { mandant: form.mandant })
  const creditors = useMemo(() => creditorOptions(choices.value), [choices.value])
  const accounts = useMemo(() => accountOptions(choices.value), [choices.value])
  return (
    <>
      <ComboField
        label={t('ui.invoices.creditor')}
        hint={t('ui.rules.creditorHint')}
        options={creditors}
        value={form.creditor}
        onChange={(creditor) => change({ creditor })}
        error={error('creditor')}
      />
      <TextInput
        label={t('ui.invoices.rate')}
        hint={t('ui.rules.rateHint')}
        inputMode="decimal"
        value={form.rate}
        onChange={(rate) => change({ rate })}
        error={isRateWrong(form) ? t('ui.master.rateFault') : error('taxRate')}
      />
      <ComboField
        label={t('ui.invoices.account')}
        options={accounts}
        value={form.account}
        onChange={(account) => change({ account })}
        error={error('account')}
        isRequired
      />
      <TextInput
        label={t('ui.invoices.taxKey')}
        hint={t('ui.rules.keyHint')}
        inputMode="numeric"
        value={form.taxKey}
        onChange={(taxKey) => change({ taxKey })}
        error={error('taxKey')}
      />
      <TextInput
        label={t('ui.invoices.costCentre')}
        value={form.costCentre}
        onChange={(costCentre) => change({ costCentre })}
        error={error('costCentre')}
      />
    </>
  )
}

const isRateWrong = ({ rate }: RuleForm) => rate.trim() !== '' && hundredthsOf(rate) === null

interface RuleForm {
  readonly mandant: string
  readonly creditor: string
  readonly rate: string
  readonly account: string
  readonly taxKey: string
  readonly costCentre: string
}

function formOf(rule: BookingRuleDto | null, mandants: RuleDialogProps['mandants']): RuleForm {
  return {
    mandant: rule?.mandant ?? mandants[0]?.mandant ?? '',
    creditor: rule?.creditor ?? '',
    rate: rule?.taxRate == null ? '' : percentText(rule.taxRate),
    account: rule?.account ?? '',
    taxKey: rule?.taxKey ?? '',
    costCentre: rule?.costCentre ?? '',
  }
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())

function ruleOf({ mandant, creditor, rate, account, taxKey, costCentre }: RuleForm): BookingRuleDto {
  return {
    mandant,
    creditor: orNull(creditor),
    taxRate: hundredthsOf(rate),
    account: account.trim(),
    taxKey: orNull(taxKey),
    costCentre: orNull(costCentre),
  }
}
