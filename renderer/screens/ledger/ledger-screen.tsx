import type { LedgerStatusDto, ProfileDto } from '../../../preload/contract/dto'
import { FailureNotice } from '../../components/failure-notice'
import { LedgerFill } from '../../components/ledger-fill'
import { PageHead } from '../../components/page-head'
import { StatusMark } from '../../components/status-mark'
import type { Asked } from '../../hooks/use-call'
import { useWords } from '../../hooks/use-words'
import { EmptyLedger } from '../profiles/empty-ledger'
import { nameOf } from '../runs/run-list'

interface LedgerScreenProps {
  readonly ledger: Asked<LedgerStatusDto>
  readonly profiles: readonly ProfileDto[]
}

/** Buchhaltung: what the ledger holds per Mandant, and what waits to be handed over. */
export function LedgerScreen({ ledger, profiles }: LedgerScreenProps) {
  const { t } = useWords()
  return (
    <>
      <PageHead title={t('ui.nav.ledger')} />
      {ledger.failure && <FailureNotice failure={ledger.failure} />}
      {!ledger.value && !ledger.failure && <p className="loading">{t('ui.loading')}</p>}
      {ledger.value?.mandants.length === 0 && <EmptyLedger />}
      {ledger.value && ledger.value.mandants.length > 0 && (
        <>
          <MandantTable status={ledger.value} profiles={profiles} />
          <section className="card padded">
            <h2>{t('ui.import.title')}</h2>
            <p className="hint">{t('ui.import.text')}</p>
            <LedgerFill />
          </section>
        </>
      )}
    </>
  )
}

function MandantTable({ status, profiles }: { status: LedgerStatusDto; profiles: readonly ProfileDto[] }) {
  const { t } = useWords()
  const columns = ['documents', 'postings', 'debit', 'credit'] as const
  return (
    <div className="card">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('ui.mandant')}</th>
            <th scope="col">{t('ui.ledger.state')}</th>
            {columns.map((column) => (
              <th key={column} scope="col" className="numeric">
                {t(`ui.ledger.${column}`)}
              </th>
            ))}
            <th scope="col">{t('ui.ledger.notExported')}</th>
          </tr>
        </thead>
        <tbody>
          {status.mandants.map((mandant) => (
            <MandantRow key={mandant.mandant} mandant={mandant} profiles={profiles} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface MandantRowProps {
  readonly mandant: LedgerStatusDto['mandants'][number]
  readonly profiles: readonly ProfileDto[]
}

function MandantRow({ mandant, profiles }: MandantRowProps) {
  const words = useWords()
  const { t } = words
  const waiting = Object.entries(mandant.notExported)
  return (
    <tr>
      <th scope="row">
        {mandant.name}
        <span className="second">{mandant.mandant}</span>
      </th>
      <td>
        <StatusMark
          tone={mandant.bookkeepingActive ? 'good' : 'quiet'}
          word={t(mandant.bookkeepingActive ? 'ui.ledger.active' : 'ui.ledger.inactive')}
        />
      </td>
      <td className="numeric">{words.number(mandant.documents)}</td>
      <td className="numeric">{words.number(mandant.postings)}</td>
      <td className="numeric">{words.amount(mandant.debitCents, mandant.currency)}</td>
      <td className="numeric">{words.amount(mandant.creditCents, mandant.currency)}</td>
      <td>
        {waiting.length === 0
          ? '–'
          : waiting.map(([id, count]) => (
              <span key={id} className="line">
                {t('ui.ledger.waiting', { count: words.number(count), name: nameOf(profiles, id) })}
              </span>
            ))}
      </td>
    </tr>
  )
}
