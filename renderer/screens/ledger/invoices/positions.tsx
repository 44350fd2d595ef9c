import { useMemo } from 'react'
import { ActionButton } from '../../../components/action-button'
import { StatusMark } from '../../../components/status-mark'
import type { InvoiceFormState } from '../../../hooks/use-invoice-form'
import { useWords } from '../../../hooks/use-words'
import { accountOptions } from './options'
import { PositionRow } from './position-row'

interface PositionsProps {
  readonly state: InvoiceFormState
  readonly currency: string
}

/** The positions, and what of the gross amount none of them has yet. */
export function Positions({ state, currency }: PositionsProps) {
  const { t, amount } = useWords()
  const { form, rest, choices, position, error } = state
  const accounts = useMemo(() => accountOptions(choices), [choices])
  const fault = error('positions')
  return (
    <section className="positions" aria-labelledby="positions-title">
      <h3 id="positions-title">{t('ui.invoices.positions')}</h3>
      <div className="position-rows">
        {form.positions.map((one, index) => (
          <PositionRow key={one.id} index={index} one={one} state={state} accounts={accounts} />
        ))}
      </div>
      <div className="positions-foot">
        <ActionButton icon="plus" onPress={position.add}>
          {t('ui.invoices.positionAdd')}
        </ActionButton>
        <div className="rest" role="status">
          {rest === null ? (
            <StatusMark tone="waiting" word={t('ui.invoices.restUnknown')} />
          ) : (
            <StatusMark
              tone={rest === 0 ? 'good' : 'waiting'}
              word={t(rest === 0 ? 'ui.invoices.restNone' : rest > 0 ? 'ui.invoices.rest' : 'ui.invoices.restOver', {
                amount: amount(Math.abs(rest), currency),
              })}
            />
          )}
        </div>
      </div>
      {fault !== undefined && <p className="field-error">{fault}</p>}
    </section>
  )
}
