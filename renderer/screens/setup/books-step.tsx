import type { LedgerStatusDto } from '../../../preload/contract/dto'
import { Notice } from '../../components/notice'
import { useFileDrop } from '../../hooks/use-file-drop'
import { useImports } from '../../hooks/use-imports'
import { useWords } from '../../hooks/use-words'
import { ImportCard } from '../ledger/import-card'
import { Demo } from '../ledger/ledger-screen'
import { StepPage } from './setup-frame'
import { StepFoot, type StepWays } from './step-foot'

/** Buchhaltung: the shop's own, by button or by a drop, or the demo. */
export function BooksStep({ ledger, ways }: { ledger: LedgerStatusDto; ways: StepWays }) {
  const { t } = useWords()
  const { isOver, zone } = useFileDrop(useImports().takeDropped)
  const { mandants } = ledger
  const documents = mandants.reduce((sum, mandant) => sum + mandant.documents, 0)
  const isDone = mandants.length > 0
  return (
    <StepPage
      title={t('ui.setup.books.title')}
      text={t('ui.setup.books.text')}
      foot={<StepFoot {...ways} isDone={isDone} />}
    >
      <div className="setup-parts" {...zone}>
        {isDone && <Notice tone="good" title={t('ui.setup.books.there', { mandants: mandants.length, documents })} />}
        <ImportCard isOver={isOver}>{!isDone && <Demo />}</ImportCard>
      </div>
    </StepPage>
  )
}
