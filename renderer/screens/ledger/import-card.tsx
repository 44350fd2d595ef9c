import type { ReactNode } from 'react'
import type { LastImportDto } from '../../../preload/contract/dto'
import { ActionButton } from '../../components/action-button'
import { FailureNotice } from '../../components/failure-notice'
import { Icon } from '../../components/icon'
import { ImportCancel } from '../../components/import-cancel'
import { Meter } from '../../components/meter'
import { useMay } from '../../hooks/use-access'
import { useCall } from '../../hooks/use-call'
import { useImportProgress, useImports, useReadImports } from '../../hooks/use-imports'
import { useWords } from '../../hooks/use-words'
import { LastImport } from './last-import'

interface ImportCardProps {
  readonly isOver: boolean
  /** A further way to fill an empty ledger. */
  readonly children?: ReactNode
}

/** Buchhaltung einlesen: by button or by drag and drop, how far it is, and what came of it. */
export function ImportCard({ isOver, children }: ImportCardProps) {
  const { t } = useWords()
  const { busy, failure } = useReadImports()
  // Asked anew when one has ended.
  const last = useCall('ledger.lastImport', busy === null ? {} : null, ['import.changed', 'host.changed'])
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
            <Ways />
          </div>
        </div>
      ) : (
        <p className="hint">{t('ui.may.not')}</p>
      )}
      {busy !== null && <Progress mayCancel={mayImport} />}
      {/* A fault list stands in the last import. */}
      {failure && failure.code !== 'import-faults' && <FailureNotice failure={failure} />}
      {busy === null && last.value && hadBooks(last.value) && <LastImport last={last.value} />}
    </section>
  )
}

/** Of e-invoices alone their own section tells. */
const hadBooks = ({ summary }: LastImportDto) =>
  summary === null || summary.invoices.length === 0 || Object.keys(summary.kinds).length > 0

function Ways() {
  const { t } = useWords()
  const { busy, take } = useImports()
  const isPending = busy !== null
  return (
    <>
      <ActionButton icon="folder" isPending={isPending} onPress={() => take('ledger.importFolder')}>
        {t('ui.import.folder')}
      </ActionButton>
      <ActionButton icon="exports" isPending={isPending} onPress={() => take('ledger.importFile')}>
        {t('ui.import.zip')}
      </ActionButton>
    </>
  )
}

/** How far it is, and the way to stop it. */
function Progress({ mayCancel }: { mayCancel: boolean }) {
  const { t, number } = useWords()
  const progress = useImportProgress()
  if (!progress) return <Meter label={t('ui.import.begins')} done={0} total={0} />
  const { phase, done, total } = progress
  const share = total > 0 ? Math.floor((done / total) * 100) : 0
  return (
    <>
      <Meter label={t(`ui.import.phase.${phase}`, { percent: number(share) })} done={done} total={total} />
      {mayCancel && <ImportCancel />}
    </>
  )
}
