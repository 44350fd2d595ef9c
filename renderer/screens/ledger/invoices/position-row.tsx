import { Button } from 'react-aria-components'
import { ComboField } from '../../../components/combo-field'
import { TextInput } from '../../../components/fields'
import { Icon } from '../../../components/icon'
import type { InvoiceFormState } from '../../../hooks/use-invoice-form'
import { useWords } from '../../../hooks/use-words'
import type { PositionForm } from '../../../invoice-form'

interface PositionRowProps {
  /** From 0. */
  readonly index: number
  readonly one: PositionForm
  readonly state: InvoiceFormState
  readonly accounts: readonly { readonly id: string; readonly word: string }[]
}

/** Where one part of the invoice is booked. */
export function PositionRow({ index, one, state, accounts }: PositionRowProps) {
  const { t } = useWords()
  const { position, error, leave, form } = state
  const at = (field: string) => `positions[${index}].${field}`
  const no = index + 1
  const { id, accountHint, suggestedTaxKey, taxKey } = one
  const hintOf = (key: 'ui.invoices.accountHint' | 'ui.invoices.keyHint', value: string | null) =>
    value === null ? undefined : t(key, { value })
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid in every engine
    <div className="position" role="group" aria-label={t('ui.invoices.positionNo', { no })}>
      <ComboField
        label={t('ui.invoices.account')}
        options={accounts}
        value={one.account}
        onChange={(account) => position.changeAccount(id, account)}
        hint={hintOf('ui.invoices.accountHint', accountHint)}
        error={error(at('account'))}
        isRequired
      />
      <TextInput
        label={t('ui.invoices.gross')}
        inputMode="decimal"
        value={one.gross}
        onChange={(gross) => position.change(id, { gross })}
        onLeave={() => leave(at('grossCents'))}
        error={error(at('grossCents'))}
        isRequired
      />
      <TextInput
        label={t('ui.invoices.rate')}
        inputMode="decimal"
        value={one.rate}
        onChange={(rate) => position.change(id, { rate })}
        onLeave={() => leave(at('taxRate'))}
        error={error(at('taxRate'))}
      />
      <TextInput
        label={t('ui.invoices.taxKey')}
        inputMode="numeric"
        value={taxKey}
        onChange={(next) => position.change(id, { taxKey: next })}
        hint={suggestedTaxKey === taxKey ? undefined : hintOf('ui.invoices.keyHint', suggestedTaxKey)}
        error={error(at('taxKey'))}
      />
      <TextInput
        label={t('ui.invoices.costCentre')}
        value={one.costCentre}
        onChange={(costCentre) => position.change(id, { costCentre })}
        error={error(at('costCentre'))}
      />
      <TextInput
        label={t('ui.invoices.positionText')}
        value={one.text}
        onChange={(text) => position.change(id, { text })}
        error={error(at('text'))}
      />
      <Button
        className="icon-button"
        aria-label={t('ui.invoices.positionRemove', { no })}
        isDisabled={form.positions.length === 1}
        onPress={() => position.remove(id)}
      >
        <Icon name="trash" />
      </Button>
    </div>
  )
}
