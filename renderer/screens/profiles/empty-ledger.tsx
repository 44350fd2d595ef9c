import { EmptyState } from '../../components/empty-state'
import { LedgerFill } from '../../components/ledger-fill'
import { useWords } from '../../hooks/use-words'

/** No books yet: try it out with the demo, or bring one's own. */
export function EmptyLedger() {
  const { t } = useWords()
  return (
    <EmptyState icon="ledger" title={t('ui.emptyLedger.title')} text={t('ui.emptyLedger.text')}>
      <LedgerFill offersDemo />
      <p className="hint">{t('ui.emptyLedger.hint')}</p>
    </EmptyState>
  )
}
