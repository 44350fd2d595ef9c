import { useState } from 'react'
import type { BookingRuleDto, LedgerStatusDto } from '../../../../preload/contract/dto'
import { ActionButton } from '../../../components/action-button'
import { FailureNotice } from '../../../components/failure-notice'
import { RowGap } from '../../../components/row-gap'
import { ScrollBox } from '../../../components/scroll-box'
import { useCall } from '../../../hooks/use-call'
import { useInvoiceRights } from '../../../hooks/use-invoice-rights'
import { useRowWindow } from '../../../hooks/use-row-window'
import { useWords } from '../../../hooks/use-words'
import { percentText } from '../../../tax-key-form'
import { RemoveRuleDialog } from './remove-rule-dialog'
import { RuleDialog } from './rule-dialog'

type Doing = { readonly deed: 'edit' | 'remove'; readonly rule: BookingRuleDto } | { readonly deed: 'add' } | null

/** Kontierungsregeln: where invoices are booked by themselves. They are kept here, and nowhere else. */
export function RuleSection({ mandants }: { mandants: LedgerStatusDto['mandants'] }) {
  const { t } = useWords()
  const { mayRule } = useInvoiceRights()
  const rules = useCall('invoices.rules', { mandant: null }, ['invoices.changed', 'host.changed'])
  const [doing, setDoing] = useState<Doing>(null)
  const end = () => setDoing(null)
  const done = () => {
    end()
    rules.reload()
  }
  return (
    <details className="guide invoice-rules">
      <summary>{t('ui.rules.title', { count: rules.value?.length ?? 0 })}</summary>
      <p className="hint">{t('ui.rules.about')}</p>
      {rules.failure && <FailureNotice failure={rules.failure} />}
      {rules.value && rules.value.length > 0 && (
        <RuleTable rules={rules.value} hasMandants={mandants.length > 1} mayRule={mayRule} onDo={setDoing} />
      )}
      {rules.value?.length === 0 && <p>{t('ui.rules.none')}</p>}
      {mayRule && mandants.length > 0 && (
        <div className="button-row">
          <ActionButton icon="plus" onPress={() => setDoing({ deed: 'add' })}>
            {t('ui.rules.add')}
          </ActionButton>
        </div>
      )}
      {!mayRule && <p className="hint">{t('ui.may.not')}</p>}
      {doing && doing.deed !== 'remove' && (
        <RuleDialog
          rule={doing.deed === 'edit' ? doing.rule : null}
          rules={rules.value ?? []}
          mandants={mandants}
          onClose={end}
          onDone={done}
        />
      )}
      {doing?.deed === 'remove' && (
        <RemoveRuleDialog rule={doing.rule} rules={rules.value ?? []} onClose={end} onDone={done} />
      )}
    </details>
  )
}

interface RuleTableProps {
  readonly rules: readonly BookingRuleDto[]
  readonly hasMandants: boolean
  readonly mayRule: boolean
  readonly onDo: (doing: Doing) => void
}

function RuleTable({ rules, hasMandants, mayRule, onDo }: RuleTableProps) {
  const { t } = useWords()
  const { body, first, end, before, after } = useRowWindow(rules.length)
  const columns = ['creditor', 'rate', 'account', 'taxKey', 'costCentre'] as const
  return (
    // A region that scrolls must be reachable by keyboard.
    <ScrollBox label={t('ui.rules.list')}>
      <table className="table" aria-rowcount={rules.length + 1}>
        <thead>
          <tr>
            {hasMandants && <th scope="col">{t('ui.mandant')}</th>}
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`ui.invoices.${column}`)}
              </th>
            ))}
            {mayRule && <th scope="col">{t('ui.invoices.deeds')}</th>}
          </tr>
        </thead>
        <tbody ref={body}>
          <RowGap height={before} />
          {rules.slice(first, end).map((rule, index) => (
            <RuleRow key={keyOf(rule)} {...{ rule, hasMandants, mayRule, onDo }} index={first + index} />
          ))}
          <RowGap height={after} />
        </tbody>
      </table>
    </ScrollBox>
  )
}

/** No two rules of a Mandant have the same creditor and rate. */
export const keyOf = ({ mandant, creditor, taxRate }: BookingRuleDto) => JSON.stringify([mandant, creditor, taxRate])

interface RuleRowProps extends Omit<RuleTableProps, 'rules'> {
  readonly rule: BookingRuleDto
  /** Place in the whole list, from 0. */
  readonly index: number
}

function RuleRow({ rule, index, hasMandants, mayRule, onDo }: RuleRowProps) {
  const { t } = useWords()
  const { mandant, creditor, taxRate, account, taxKey, costCentre } = rule
  const whose = creditor ?? t('ui.rules.everyCreditor')
  const rate = taxRate === null ? t('ui.rules.everyRate') : `${percentText(taxRate)} %`
  const name = `${whose}, ${rate}`
  return (
    <tr data-row={index} aria-rowindex={index + 2}>
      {hasMandants && <td>{mandant}</td>}
      <th scope="row">{whose}</th>
      <td>{rate}</td>
      <td>{account}</td>
      <td>{taxKey ?? '–'}</td>
      <td>{costCentre ?? '–'}</td>
      {mayRule && (
        <td>
          <div className="button-row">
            <ActionButton label={t('ui.rules.editOf', { name })} onPress={() => onDo({ deed: 'edit', rule })}>
              {t('ui.rules.edit')}
            </ActionButton>
            <ActionButton label={t('ui.rules.removeOf', { name })} onPress={() => onDo({ deed: 'remove', rule })}>
              {t('ui.rules.remove')}
            </ActionButton>
          </div>
        </td>
      )}
    </tr>
  )
}
