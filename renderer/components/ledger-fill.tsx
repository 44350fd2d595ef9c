import type { ImportSummaryDto } from '../../preload/contract/dto'
import { useMay } from '../hooks/use-access'
import { type ImportProgress, useImportProgress, useReadImports } from '../hooks/use-imports'
import { useWords, type Words } from '../hooks/use-words'
import { ActionButton } from './action-button'
import { FailureNotice } from './failure-notice'
import { ImportCancel } from './import-cancel'
import { Meter } from './meter'
import { Notice } from './notice'

/** Fills the ledger from a folder that the person chooses, or with the demo chain. */
export function LedgerFill({ offersDemo = false }: { offersDemo?: boolean }) {
  const words = useWords()
  const { t } = words
  const { busy, summary, failure, take } = useReadImports()
  const mayFill = useMay('configure')
  const isDemo = busy === 'ledger.createDemo'
  return (
    <div className="fill">
      <div className="button-row">
        {offersDemo && (
          <ActionButton
            look="primary"
            icon="plus"
            isDisabled={!mayFill || (busy !== null && !isDemo)}
            isPending={isDemo}
            onPress={() => take('ledger.createDemo')}
          >
            {t('ui.demo.createLedger')}
          </ActionButton>
        )}
        <ActionButton
          icon="folder"
          isDisabled={!mayFill || isDemo}
          isPending={busy !== null && !isDemo}
          onPress={() => take('ledger.importFolder')}
        >
          {t('ui.import.folder')}
        </ActionButton>
      </div>
      {!mayFill && <p className="hint">{t('ui.may.not')}</p>}
      {busy !== null && <Progress mayCancel={mayFill} />}
      {failure && <FailureNotice failure={failure} />}
      {summary && <Notice tone="good" title={summaryWords(summary, words)} />}
    </div>
  )
}

function Progress({ mayCancel }: { mayCancel: boolean }) {
  const words = useWords()
  const progress = useImportProgress()
  if (!progress) return null
  return (
    <>
      <Meter label={progressWords(progress, words)} done={progress.done} total={progress.total} />
      {mayCancel && <ImportCancel />}
    </>
  )
}

function progressWords(progress: ImportProgress, { t, number }: Words): string {
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
