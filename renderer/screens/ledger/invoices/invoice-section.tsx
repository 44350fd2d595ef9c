import { useState } from 'react'
import type { AddedInvoiceDto, CallInput, InvoiceRowDto, LedgerStatusDto } from '../../../../preload/contract/dto'
import { call, type Failure } from '../../../api'
import { ActionButton } from '../../../components/action-button'
import { FailureNotice } from '../../../components/failure-notice'
import { Icon } from '../../../components/icon'
import { Notice } from '../../../components/notice'
import { SaveCsv } from '../../../components/save-csv'
import { useCall } from '../../../hooks/use-call'
import { useInvoiceRights } from '../../../hooks/use-invoice-rights'
import { useWords } from '../../../hooks/use-words'
import { Segments } from '../../runs/segments'
import { AddedNotice } from './added-notice'
import { DeclineDialog } from './decline-dialog'
import { InvoiceOpener } from './invoice-opener'
import { InvoiceTable } from './invoice-table'
import { RuleSection } from './rule-section'

type States = CallInput<'invoices.list'>['states']

const filters = ['waiting', 'booked', 'declined', 'all'] as const
type Filter = (typeof filters)[number]
const statesOf = (filter: Filter): States => (filter === 'all' ? ['waiting', 'booked', 'declined'] : [filter])

interface InvoiceSectionProps {
  readonly mandants: LedgerStatusDto['mandants']
  /** What was dropped onto the window last; null: nothing. */
  readonly dropped: readonly AddedInvoiceDto[] | null
  readonly isOver: boolean
}

/** Eingangsrechnungen: what came as a file, what waits for its accounts, and where things are booked by themselves. */
export function InvoiceSection({ mandants, dropped, isOver }: InvoiceSectionProps) {
  const { t } = useWords()
  const [filter, setFilter] = useState<Filter>('waiting')
  const states = statesOf(filter)
  const list = useCall('invoices.list', { states }, ['invoices.changed', 'ledger.changed', 'host.changed'])
  const deeds = useDeeds(list.reload)
  const { value } = list
  return (
    <section className="card invoices" aria-labelledby="invoices-title">
      <div className="invoices-part">
        <h2 id="invoices-title">{t('ui.invoices.title')}</h2>
        <p className="hint">{t('ui.invoices.about')}</p>
        <AddInvoices dropped={dropped} isOver={isOver} onAdded={list.reload} />
        {deeds.told && <Notice tone="good" isAlert title={deeds.told} />}
        {deeds.failure && <FailureNotice failure={deeds.failure} />}
        <div className="invoices-tools">
          <Segments
            label={t('ui.invoices.filter')}
            options={filters.map((id) => ({ id, word: t(`ui.invoices.filter.${id}`) }))}
            value={filter}
            onChange={setFilter}
          />
          {value && value.length > 0 && <SaveCsv order={{ list: 'invoices', states }} />}
        </div>
        {list.failure && <FailureNotice failure={list.failure} />}
        {list.loading && <p className="loading">{t('ui.loading')}</p>}
        {value?.length === 0 && <Empty filter={filter} />}
      </div>
      {value && value.length > 0 && (
        <InvoiceTable invoices={value} hasMandants={mandants.length > 1} onDo={deeds.begin} />
      )}
      <RuleSection mandants={mandants} />
      {deeds.opened && (
        <InvoiceOpener
          id={deeds.opened}
          mandants={mandants}
          onClose={deeds.end}
          onDone={(remembered) => deeds.done(t('ui.invoices.booked', { remembered }))}
        />
      )}
      {deeds.declining && (
        <DeclineDialog
          invoice={deeds.declining}
          onClose={deeds.end}
          onDone={() => deeds.done(t('ui.invoices.declined'))}
        />
      )}
    </section>
  )
}

export type InvoiceDeed = 'open' | 'decline' | 'reopen'

/** What is being done with one of the invoices, and what came of it. */
function useDeeds(reload: () => void) {
  const { t } = useWords()
  const [opened, setOpened] = useState<string | null>(null)
  const [declining, setDeclining] = useState<InvoiceRowDto | null>(null)
  const [told, setTold] = useState<string | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const end = () => {
    setOpened(null)
    setDeclining(null)
  }
  const done = (sentence: string) => {
    end()
    setTold(sentence)
    reload()
  }
  const reopen = async (id: string) => {
    const answer = await call('invoices.reopen', { id })
    if (answer.ok) done(t('ui.invoices.reopened'))
    else setFailure(answer)
  }
  return {
    ...{ opened, declining, told, failure, end, done },
    begin: (deed: InvoiceDeed, invoice: InvoiceRowDto) => {
      setTold(null)
      setFailure(null)
      if (deed === 'open') setOpened(invoice.id)
      else if (deed === 'decline') setDeclining(invoice)
      else void reopen(invoice.id)
    },
  }
}

interface AddInvoicesProps extends Pick<InvoiceSectionProps, 'dropped' | 'isOver'> {
  readonly onAdded: () => void
}

/** By a dialog of the system, or dropped anywhere on the screen. */
function AddInvoices({ dropped, isOver, onAdded }: AddInvoicesProps) {
  const { t } = useWords()
  const { mayBook, mayRule } = useInvoiceRights()
  const [isBusy, setIsBusy] = useState(false)
  const [chosen, setChosen] = useState<readonly AddedInvoiceDto[] | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const add = async () => {
    setIsBusy(true)
    const answer = await call('invoices.addFiles', {})
    setIsBusy(false)
    setFailure(answer.ok ? null : answer)
    if (!answer.ok || answer.value === null) return
    setChosen(answer.value)
    onAdded()
  }
  const added = chosen ?? dropped
  if (!mayBook) return <p className="hint">{t('ui.may.not')}</p>
  return (
    <>
      <div className={isOver ? 'drop-zone drop-zone-over' : 'drop-zone'}>
        <Icon name="exports" />
        <p>{t(mayRule ? 'ui.invoices.drop' : 'ui.invoices.addText')}</p>
        <ActionButton icon="plus" isPending={isBusy} onPress={() => void add()}>
          {t('ui.invoices.add')}
        </ActionButton>
      </div>
      {failure && <FailureNotice failure={failure} />}
      {added && added.length > 0 && <AddedNotice added={added} />}
    </>
  )
}

function Empty({ filter }: { filter: Filter }) {
  const { t } = useWords()
  return (
    <div className="invoices-empty">
      <Icon name={filter === 'waiting' ? 'check' : 'dash'} />
      <p>{t(`ui.invoices.none.${filter}`)}</p>
    </div>
  )
}
