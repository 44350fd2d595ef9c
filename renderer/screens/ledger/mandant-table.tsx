import { memo, useMemo, useState } from 'react'
import { Button } from 'react-aria-components'
import type { LedgerStatusDto, ProfileDto } from '../../../preload/contract/dto'
import { RowGap } from '../../components/row-gap'
import { StatusMark } from '../../components/status-mark'
import { useRowWindow } from '../../hooks/use-row-window'
import { useWords } from '../../hooks/use-words'

type Mandant = LedgerStatusDto['mandants'][number]

interface MandantTableProps {
  readonly status: LedgerStatusDto
  readonly profiles: readonly ProfileDto[]
}

const columns = ['documents', 'postings', 'debit', 'credit'] as const

/** What the ledger holds, per Mandant and branch, and what waits to be handed over. */
export function MandantTable({ status, profiles }: MandantTableProps) {
  const { t } = useWords()
  const parts = useRowWindow<HTMLTableElement>(status.mandants.length)
  const names = useMemo(() => new Map(profiles.map(({ id, name }) => [id, name])), [profiles])
  return (
    <div className="card">
      <table ref={parts.body} className="table ledger-status">
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
        <tbody>
          <RowGap height={parts.before} />
        </tbody>
        {status.mandants.slice(parts.first, parts.end).map((mandant, offset) => (
          <MandantPart key={mandant.mandant} mandant={mandant} index={parts.first + offset} names={names} />
        ))}
        <tbody>
          <RowGap height={parts.after} />
        </tbody>
      </table>
    </div>
  )
}

interface MandantPartProps extends MandantRowProps {
  /** Place in the whole list, from 0. */
  readonly index: number
}

interface MandantRowProps {
  readonly mandant: Mandant
  /** Names of the profiles by their ids. */
  readonly names: ReadonlyMap<string, string>
}

/** A Mandant and its branches. Drawn again only when something changed: a chain may have hundreds. */
const MandantPart = memo(function MandantPart({ mandant, index, names }: MandantPartProps) {
  return (
    <tbody data-row={index}>
      <MandantRow mandant={mandant} names={names} />
      {mandant.byBranch.map((branch) => (
        <BranchRow key={branch.branch ?? ''} branch={branch} currency={mandant.currency} />
      ))}
    </tbody>
  )
})

function MandantRow({ mandant, names }: MandantRowProps) {
  const words = useWords()
  const { t } = words
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
        <Waiting notExported={mandant.notExported} names={names} />
      </td>
    </tr>
  )
}

/** Where a chain has an export per branch, the rest of the books must still be found. */
const firstShown = 5

interface WaitingProps extends Pick<MandantRowProps, 'names'> {
  /** Documents by profile id. */
  readonly notExported: Mandant['notExported']
}

/** How much waits for each export, most first. */
function Waiting({ notExported, names }: WaitingProps) {
  const { t, number } = useWords()
  const [showsAll, setShowsAll] = useState(false)
  const exports = Object.entries(notExported)
  const waiting = exports.filter(([, count]) => count > 0).sort(([, a], [, b]) => b - a)
  if (waiting.length === 0) return exports.length === 0 ? '–' : t('ui.ledger.nothingWaits')
  const isCut = !showsAll && waiting.length > firstShown
  return (
    <>
      {(isCut ? waiting.slice(0, firstShown) : waiting).map(([id, count]) => (
        <span key={id} className="line">
          {t('ui.ledger.waiting', { count: number(count), name: names.get(id) ?? id })}
        </span>
      ))}
      {isCut && (
        <Button className="link-button" onPress={() => setShowsAll(true)}>
          {t('ui.ledger.waitingAll', { count: waiting.length })}
        </Button>
      )}
    </>
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
