import { useState } from 'react'
import type { FactData, ImportSummaryDto } from '../../preload/contract/dto'
import { call, type Failure } from '../api'
import { useMay } from '../hooks/use-access'
import { useFact } from '../hooks/use-fact'
import { useWords, type Words } from '../hooks/use-words'
import { ActionButton } from './action-button'
import { FailureNotice } from './failure-notice'
import { ImportCancel } from './import-cancel'
import { Meter } from './meter'
import { Notice } from './notice'

type Fill = 'ledger.createDemo' | 'ledger.importFolder'

function useFill() {
  const [busy, setBusy] = useState<Fill | null>(null)
  const [progress, setProgress] = useState<FactData<'import.progress'> | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [summary, setSummary] = useState<ImportSummaryDto | null>(null)
  useFact('import.progress', setProgress)
  const fill = async (way: Fill) => {
    setBusy(way)
    setProgress(null)
    setFailure(null)
    setSummary(null)
    const answer = await call(way, {})
    if (answer.ok) setSummary(answer.value)
    else setFailure(answer)
    setBusy(null)
  }
  return { busy, progress, failure, summary, fill }
}

/** Fills the ledger from a folder that the person chooses, or with the demo chain. */
export function LedgerFill({ offersDemo = false }: { offersDemo?: boolean }) {
  const words = useWords()
  const { t } = words
  const { busy, progress, failure, summary, fill } = useFill()
  const mayFill = useMay('configure')
  return (
    <div className="fill">
      <div className="button-row">
        {offersDemo && (
          <ActionButton
            look="primary"
            icon="plus"
            isDisabled={!mayFill || busy === 'ledger.importFolder'}
            isPending={busy === 'ledger.createDemo'}
            onPress={() => void fill('ledger.createDemo')}
          >
            {t('ui.demo.createLedger')}
          </ActionButton>
        )}
        <ActionButton
          icon="folder"
          isDisabled={!mayFill || busy === 'ledger.createDemo'}
          isPending={busy === 'ledger.importFolder'}
          onPress={() => void fill('ledger.importFolder')}
        >
          {t('ui.import.folder')}
        </ActionButton>
      </div>
      {!mayFill && <p className="hint">{t('ui.may.not')}</p>}
      {busy && progress && <Meter label={progressWords(progress, words)} done={progress.done} total={progress.total} />}
      {busy && progress && <ImportCancel />}
      {failure && <FailureNotice failure={failure} />}
      {summary && <Notice tone="good" title={summaryWords(summary, words)} />}
    </div>
  )
}

function progressWords(progress: FactData<'import.progress'>, { t, number }: Words): string {
  return t(`ui.import.progress.${progress.phase}`, { done: number(progress.done), total: number(progress.total) })
}

function summaryWords({ kinds, warnings }: ImportSummaryDto, { t }: Words): string {
  const sum = (part: 'read' | 'created' | 'changed') =>
    Object.values(kinds).reduce((total, kind) => total + kind[part], 0)
  return t('ui.import.done', {
    read: sum('read'),
    created: sum('created'),
    changed: sum('changed'),
    warnings: warnings.length,
  })
}
