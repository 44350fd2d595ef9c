import { useMemo } from 'react'
import { Choice } from '../../../components/choice'
import { ComboField } from '../../../components/combo-field'
import { DateField } from '../../../components/date-time-fields'
import { RadioChoice, TextInput } from '../../../components/fields'
import type { InvoiceFormState } from '../../../hooks/use-invoice-form'
import { useWords } from '../../../hooks/use-words'
import { creditorOptions } from './options'

interface HeadFieldsProps {
  readonly state: InvoiceFormState
  readonly mandants: readonly { readonly mandant: string; readonly name: string }[]
}

/** Whose invoice it is, from whom, and what stands at its head. */
export function HeadFields({ state, mandants }: HeadFieldsProps) {
  const { t } = useWords()
  const { form, choices, change, changeWhose, error } = state
  const creditors = useMemo(() => creditorOptions(choices), [choices])
  const mandantOptions = mandants.map(({ mandant, name }) => ({ id: mandant, word: name }))
  const branches = [
    { id: '', word: t('ui.invoices.branchNone') },
    ...(choices?.branches ?? []).map(({ branch, name }) => ({ id: branch, word: name })),
  ]
  return (
    <div className="invoice-head">
      {(mandants.length > 1 || form.mandant === '') && (
        <Choice
          label={t('ui.mandant')}
          options={mandantOptions}
          value={form.mandant}
          onChange={(mandant) => changeWhose({ mandant, creditor: '' })}
          error={error('mandant')}
          isRequired
        />
      )}
      <ComboField
        label={t('ui.invoices.creditor')}
        options={creditors}
        value={form.creditor}
        onChange={(creditor) => changeWhose({ creditor })}
        error={error('creditor')}
        isRequired
      />
      <TextInput
        label={t('ui.invoices.number')}
        value={form.invoiceNo}
        onChange={(invoiceNo) => change({ invoiceNo })}
        error={error('invoiceNo')}
        isRequired
      />
      <Amount state={state} />
      <Days state={state} />
      {branches.length > 1 && (
        <Choice
          label={t('ui.form.branch')}
          options={branches}
          value={form.branch}
          onChange={(branch) => change({ branch })}
          error={error('branch')}
        />
      )}
      <RadioChoice
        label={t('ui.invoices.side')}
        options={(['invoice', 'creditNote'] as const).map((id) => ({ id, word: t(`ui.invoices.side.${id}`) }))}
        value={form.creditNote ? 'creditNote' : 'invoice'}
        onChange={(side) => change({ creditNote: side === 'creditNote' })}
      />
    </div>
  )
}

function Amount({ state: { form, change, leave, error } }: Pick<HeadFieldsProps, 'state'>) {
  const { t } = useWords()
  return (
    <TextInput
      label={t('ui.invoices.grossTotal')}
      inputMode="decimal"
      value={form.gross}
      onChange={(gross) => change({ gross })}
      onLeave={() => leave('grossCents')}
      error={error('grossCents')}
      isRequired
    />
  )
}

const days = ['invoiceDate', 'dueDate', 'serviceDate'] as const
const stay = () => undefined

function Days({ state: { form, change, error } }: Pick<HeadFieldsProps, 'state'>) {
  const { t } = useWords()
  return days.map((field) => (
    <DateField
      key={field}
      label={t(`ui.invoices.${field}`)}
      value={form[field]}
      onChange={(day) => change({ [field]: day })}
      onLeave={stay}
      error={error(field)}
      isRequired={field === 'invoiceDate'}
    />
  ))
}
