import type { ReactNode } from 'react'
import type { FactData, LastImportDto } from '../../../preload/contract/dto'
import { ActionButton } from '../../components/action-button'
import { FailureNotice } from '../../components/failure-notice'
import { Icon } from '../../components/icon'
import { ImportCancel } from '../../components/import-cancel'
import { Meter } from '../../components/meter'
import { useMay } from '../../hooks/use-access'
import type { useLedgerImport } from '../../hooks/use-ledger-import'
import { useWords, type Words } from '../../hooks/use-words'
import { LastImport } from './last-import'

interface ImportCardProps {
  readonly books: ReturnType<typeof useLedgerImport>
  readonly isOver: boolean
  /** A further way to fill an empty ledger. */
  readonly children?: ReactNode
}

/** Buchhaltung einlesen: by button or by drag and drop, how far it is, and what came of it. */
export function ImportCard({ books, isOver, children }: ImportCardProps) {
  const words = useWords()
  const { t } = words
  const { isBusy, progress, failure, last } = books
  const mayImport = useMay('configure')
  return (
    <section className="card padded" aria-labelledby="import-title">
      <h2 id="import-title">{t('ui.import.title')}</h2>
      <p className="hint">{t('ui.import.text')}</p>
      {mayImport ? (
        <div className={isOver ? 'drop-zone drop-zone-over' : 'drop-zone'}>
          <Icon name="folder" />
          <p>{t(isOver ? 'ui.import.dropNow' : 'ui.import.drop')}</p>
          <div className="button-row">
            {children}
            <ActionButton icon="folder" isPending={isBusy} onPress={books.fromFolder}>
              {t('ui.import.folder')}
            </ActionButton>
            <ActionButton icon="exports" isPending={isBusy} onPress={books.fromFile}>
              {t('ui.import.zip')}
            </ActionButton>
          </div>
        </div>
      ) : (
        <p className="hint">{t('ui.may.not')}</p>
      )}
      {isBusy && <Progress progress={progress} words={words} />}
      {isBusy && progress && <ImportCancel />}
      {failure && <FailureNotice failure={failure} />}
      {!isBusy && last.value && hadBooks(last.value) && <LastImport last={last.value} />}
    </section>
  )
}

/** Of e-invoices alone their own section tells. */
const hadBooks = ({ summary }: LastImportDto) =>
  summary === null || summary.invoices.length === 0 || Object.keys(summary.kinds).length > 0

function Progress({ progress, words }: { progress: FactData<'import.progress'> | null; words: Words }) {
  const { t, number } = words
  if (!progress) return <Meter label={t('ui.import.begins')} done={0} total={0} />
  const { phase, done, total } = progress
  const share = total > 0 ? Math.floor((done / total) * 100) : 0
  const label = t(`ui.import.phase.${phase}`, { percent: number(share) })
  return <Meter label={label} done={done} total={total} />
}
