import { useState } from 'react'
import type { LedgerStatusDto, ProfileDto } from '../../../preload/contract/dto'
import { call, type Failure } from '../../api'
import { ActionButton } from '../../components/action-button'
import { FailureNotice } from '../../components/failure-notice'
import { PageHead } from '../../components/page-head'
import { SaveCsv } from '../../components/save-csv'
import { useMay } from '../../hooks/use-access'
import type { Asked } from '../../hooks/use-call'
import { useFileDrop, useLedgerImport } from '../../hooks/use-ledger-import'
import { useWords } from '../../hooks/use-words'
import { ChangedDocuments } from './changed-documents'
import { ImportCard } from './import-card'
import { InvoiceSection } from './invoices/invoice-section'
import { MandantTable } from './mandant-table'
import { WatchCard } from './watch-card'

interface LedgerScreenProps {
  readonly ledger: Asked<LedgerStatusDto>
  readonly profiles: readonly ProfileDto[]
}

/** Buchhaltung: what the ledger holds, what waits for a decision, and the ways in which books come in. */
export function LedgerScreen({ ledger, profiles }: LedgerScreenProps) {
  const { t } = useWords()
  const books = useLedgerImport()
  const { isOver, zone } = useFileDrop(useMay('configure'), books.fromDrop)
  const isEmpty = ledger.value?.mandants.length === 0
  return (
    <div className="ledger-screen" {...zone}>
      <PageHead title={t('ui.nav.ledger')}>
        {ledger.value && !isEmpty && <SaveCsv order={{ list: 'ledger-status' }} />}
      </PageHead>
      {ledger.failure && <FailureNotice failure={ledger.failure} />}
      {!ledger.value && !ledger.failure && <p className="loading">{t('ui.loading')}</p>}
      <ChangedDocuments profiles={profiles} />
      {isEmpty && <p className="hint">{t('ui.emptyLedger.text')}</p>}
      {ledger.value && !isEmpty && (
        <InvoiceSection mandants={ledger.value.mandants} dropped={books.invoices} isOver={isOver} />
      )}
      {ledger.value && !isEmpty && <MandantTable status={ledger.value} profiles={profiles} />}
      <ImportCard books={books} isOver={isOver}>
        {isEmpty && <Demo />}
      </ImportCard>
      <WatchCard />
    </div>
  )
}

/** One click fills an empty ledger with books to try out. */
export function Demo() {
  const { t, sentence } = useWords()
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const fill = async () => {
    setIsBusy(true)
    const answer = await call('ledger.createDemo', {})
    setIsBusy(false)
    setFailure(answer.ok ? null : answer)
  }
  return (
    <>
      <ActionButton look="primary" icon="plus" isPending={isBusy} onPress={() => void fill()}>
        {t('ui.demo.createLedger')}
      </ActionButton>
      {failure && <p className="field-error">{sentence('error', failure.code, failure.params)}</p>}
    </>
  )
}
