import { useState } from 'react'
import type { LedgerStatusDto, ProfileDto } from '../../../preload/contract/dto'
import { ActionButton } from '../../components/action-button'
import { FailureNotice } from '../../components/failure-notice'
import { Notice } from '../../components/notice'
import { PageHead } from '../../components/page-head'
import { SaveCsv } from '../../components/save-csv'
import { useMay } from '../../hooks/use-access'
import type { Asked } from '../../hooks/use-call'
import { useFileDrop } from '../../hooks/use-file-drop'
import { useImports } from '../../hooks/use-imports'
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
  const mayImport = useMay('configure')
  const { summary, takeDropped } = useImports()
  const [isRefused, setIsRefused] = useState(false)
  const { isOver, zone } = useFileDrop(mayImport ? takeDropped : () => setIsRefused(true))
  const isEmpty = ledger.value?.mandants.length === 0
  return (
    <div className="ledger-screen" {...zone}>
      <PageHead title={t('ui.nav.ledger')}>
        {ledger.value && !isEmpty && <SaveCsv order={{ list: 'ledger-status' }} />}
      </PageHead>
      {isRefused && <Notice tone="attention" isAlert title={t('ui.drop.mayNot')} />}
      {ledger.failure && <FailureNotice failure={ledger.failure} />}
      {!ledger.value && !ledger.failure && <p className="loading">{t('ui.loading')}</p>}
      <ChangedDocuments profiles={profiles} />
      {isEmpty && <p className="hint">{t('ui.emptyLedger.text')}</p>}
      {ledger.value && !isEmpty && (
        <InvoiceSection mandants={ledger.value.mandants} dropped={summary?.invoices ?? null} isOver={isOver} />
      )}
      {ledger.value && !isEmpty && <MandantTable status={ledger.value} profiles={profiles} />}
      <ImportCard isOver={isOver}>{isEmpty && <Demo />}</ImportCard>
      <WatchCard />
    </div>
  )
}

/** One click fills an empty ledger with books to try out. */
export function Demo() {
  const { t } = useWords()
  const { busy, take } = useImports()
  const isPending = busy === 'ledger.createDemo'
  return (
    <ActionButton
      look="primary"
      icon="plus"
      isPending={isPending}
      isDisabled={busy !== null && !isPending}
      onPress={() => take('ledger.createDemo')}
    >
      {t('ui.demo.createLedger')}
    </ActionButton>
  )
}
