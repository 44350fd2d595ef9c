import type { LedgerStatusDto, ProfileDto } from '../../../preload/contract/dto'
import { StatusMark } from '../../components/status-mark'
import { useWords } from '../../hooks/use-words'
import { nameOf } from '../runs/run-list'

type Mandant = LedgerStatusDto['mandants'][number]

interface MandantTableProps {
  readonly status: LedgerStatusDto
  readonly profiles: readonly ProfileDto[]
}

const columns = ['documents', 'postings', 'debit', 'credit'] as const

/** What the ledger holds, per Mandant and branch, and what waits to be handed over. */
export function MandantTable({ status, profiles }: MandantTableProps) {
  const { t } = useWords()
  return (
    <div className="card">
      <table className="table ledger-status">
        <caption className="visually-hidden">{t('ui.ledger.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('ui.ledger.mandantBranch')}</th>
            <th scope="col">{t('ui.ledger.state')}</th>
            {columns.map((column) => (
              <th key={column} scope="col" className="numeric">
                {t(`ui.ledger.${column}`)}
              </th>
            ))}
            <th scope="col">{t('ui.ledger.notExported')}</th>
          </tr>
        </thead>
        {status.mandants.map((mandant) => (
          <tbody key={mandant.mandant}>
            <MandantRow mandant={mandant} profiles={profiles} />
            {mandant.byBranch.map((branch) => (
              <BranchRow key={branch.branch ?? ''} branch={branch} currency={mandant.currency} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

function MandantRow({ mandant, profiles }: { mandant: Mandant; profiles: readonly ProfileDto[] }) {
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

function BranchRow({ branch, currency }: { branch: Mandant['byBranch'][number]; currency: string }) {
  const words = useWords()
  return (
    <tr className="branch-row">
      <th scope="row">{branch.name ?? branch.branch ?? words.t('ui.ledger.noBranch')}</th>
      <td />
      <td className="numeric">{words.number(branch.documents)}</td>
      <td />
      <td className="numeric">{words.amount(branch.debitCents, currency)}</td>
      <td className="numeric">{words.amount(branch.creditCents, currency)}</td>
      <td />
    </tr>
  )
}
