import type { LedgerStatusDto } from '../../../preload/contract/dto'
import { LedgerFill } from '../../components/ledger-fill'
import { Notice } from '../../components/notice'
import { useWords } from '../../hooks/use-words'
import { StepPage } from './setup-frame'
import { StepFoot, type StepWays } from './step-foot'

/** Buchhaltung: the shop's own, or the demo. */
export function BooksStep({ ledger, ways }: { ledger: LedgerStatusDto; ways: StepWays }) {
  const { t } = useWords()
  const { mandants } = ledger
  const documents = mandants.reduce((sum, mandant) => sum + mandant.documents, 0)
  const isDone = mandants.length > 0
  return (
    <StepPage
      title={t('ui.setup.books.title')}
      text={t('ui.setup.books.text')}
      foot={<StepFoot {...ways} isDone={isDone} />}
    >
      <section className="card padded" aria-label={t('ui.setup.step.books')}>
        <LedgerFill offersDemo={!isDone} />
        {isDone && <Notice tone="good" title={t('ui.setup.books.there', { mandants: mandants.length, documents })} />}
      </section>
    </StepPage>
  )
}
