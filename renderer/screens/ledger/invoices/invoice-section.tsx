import { useState } from 'react'
import type { AddedInvoiceDto, CallInput, InvoiceRowDto, LedgerStatusDto } from '../../../../preload/contract/dto'
import { call, type Failure } from '../../../api'
import { ActionButton } from '../../../components/action-button'
import { FailureNotice } from '../../../components/failure-notice'
import { Icon } from '../../../components/icon'
import { Notice } from '../../../components/notice'
import { perPage } from '../../../components/pages'
import { SaveCsv } from '../../../components/save-csv'
import { AskingSearch } from '../../../components/search-box'
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

/** What is asked for; another filter begins with its first page. */
const first = { filter: 'waiting' as Filter, text: '', offset: 0 }

interface InvoiceSectionProps {
  readonly mandants: LedgerStatusDto['mandants']
  /** What was dropped onto the window last; null: nothing. */
  readonly dropped: readonly AddedInvoiceDto[] | null
  readonly isOver: boolean
}

/** Kept as what it is, not as a sentence: the language may be switched while it stands there. */
type Done = { readonly done: 'booked' | 'declined' | 'reopened'; readonly remembered: number }

/** What happened last: files came, or one of the invoices was decided. */
type News = { readonly added: readonly AddedInvoiceDto[] } | Done | null

/** Eingangsrechnungen: what came as a file, what waits for its accounts, and where things are booked by themselves. */
export function InvoiceSection({ mandants, dropped, isOver }: InvoiceSectionProps) {
  const { t } = useWords()
  const [asked, setAsked] = useState(first)
  const { filter, text, offset } = asked
  const order = { states: statesOf(filter), text }
  const list = useCall('invoices.list', { ...order, offset }, ['invoices.changed', 'ledger.changed', 'host.changed'])
  const ask = (change: Partial<typeof first>) => setAsked({ ...asked, offset: 0, ...change })
  const deeds = useDeeds(dropped, list.reload)
  const { news, failure } = deeds
  const { value } = list
  // The last one of the last page was decided.
  if (value?.rows.length === 0 && offset > 0) ask({ offset: Math.max(0, offset - perPage) })
  return (
    <section className="card invoices" aria-labelledby="invoices-title">
      <div className="invoices-part">
        <h2 id="invoices-title">{t('ui.invoices.title')}</h2>
        <p className="hint">{t('ui.invoices.about')}</p>
        <AddInvoices isOver={isOver} isBusy={deeds.isAdding} onAdd={deeds.add} />
        {news && 'added' in news && news.added.length > 0 && <AddedNotice added={news.added} />}
        {news && 'done' in news && (
          <Notice tone="good" isAlert title={t(`ui.invoices.${news.done}`, { remembered: news.remembered })} />
        )}
        {failure && <FailureNotice failure={failure} />}
        <div className="invoices-tools">
          <Segments
            label={t('ui.invoices.filter')}
            options={filters.map((id) => ({ id, word: t(`ui.invoices.filter.${id}`) }))}
            value={filter}
            onChange={(next) => ask({ filter: next })}
          />
          <AskingSearch
            label={t('ui.invoices.search')}
            placeholder={t('ui.invoices.searchHint')}
            value={text}
            onSearch={(next) => ask({ text: next })}
          />
          <SaveCsv order={{ list: 'invoices', ...order }} isDisabled={!value || value.total === 0} />
        </div>
        {list.failure && <FailureNotice failure={list.failure} />}
        {list.loading && <p className="loading">{t('ui.loading')}</p>}
        {value?.total === 0 && <Empty filter={filter} text={text} />}
      </div>
      {value && value.total > 0 && (
        <InvoiceTable
          page={value}
          offset={offset}
          hasMandants={mandants.length > 1}
          onDo={deeds.begin}
          onOffset={(next) => ask({ offset: next })}
        />
      )}
      <RuleSection mandants={mandants} />
      <Doing deeds={deeds} mandants={mandants} />
    </section>
  )
}

export type InvoiceDeed = 'open' | 'decline' | 'reopen'

type Deeds = ReturnType<typeof useDeeds>

/** The dialog of what is being done. */
function Doing({ deeds, mandants }: { deeds: Deeds } & Pick<InvoiceSectionProps, 'mandants'>) {
  const { doing, end, done } = deeds
  if (doing === null) return null
  return doing.deed === 'open' ? (
    <InvoiceOpener
      id={doing.invoice.id}
      mandants={mandants}
      onClose={end}
      onDone={(remembered) => done('booked', remembered)}
    />
  ) : (
    <DeclineDialog invoice={doing.invoice} onClose={end} onDone={() => done('declined')} />
  )
}

/** What is being done with the invoices, and what came of it. */
function useDeeds(dropped: readonly AddedInvoiceDto[] | null, reload: () => void) {
  const [doing, setDoing] = useState<{ readonly deed: 'open' | 'decline'; readonly invoice: InvoiceRowDto } | null>(
    null,
  )
  const [isAdding, setIsAdding] = useState(false)
  const [news, setNews] = useState<News>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [seen, setSeen] = useState(dropped)
  if (seen !== dropped) {
    setSeen(dropped)
    if (dropped) setNews({ added: dropped })
  }
  const tell = (next: News) => {
    setNews(next)
    setFailure(null)
  }
  const done = (deed: Done['done'], remembered = 0) => {
    setDoing(null)
    tell({ done: deed, remembered })
    reload()
  }
  const reopen = async (id: string) => {
    const answer = await call('invoices.reopen', { id })
    if (answer.ok) done('reopened')
    else setFailure(answer)
  }
  const add = async () => {
    setIsAdding(true)
    tell(null)
    const answer = await call('invoices.addFiles', {})
    setIsAdding(false)
    setFailure(answer.ok ? null : answer)
    if (!answer.ok || answer.value === null) return
    tell({ added: answer.value })
    reload()
  }
  return {
    ...{ doing, isAdding, news, failure, done },
    add: () => void add(),
    end: () => setDoing(null),
    begin: (deed: InvoiceDeed, invoice: InvoiceRowDto) => {
      tell(null)
      if (deed === 'reopen') void reopen(invoice.id)
      else setDoing({ deed, invoice })
    },
  }
}

interface AddInvoicesProps extends Pick<InvoiceSectionProps, 'isOver'> {
  readonly isBusy: boolean
  readonly onAdd: () => void
}

/** By a dialog of the system, or dropped anywhere on the screen. */
function AddInvoices({ isOver, isBusy, onAdd }: AddInvoicesProps) {
  const { t } = useWords()
  const { mayBook, mayRule } = useInvoiceRights()
  if (!mayBook) return <p className="hint">{t('ui.may.not')}</p>
  return (
    <div className={isOver ? 'drop-zone drop-zone-over' : 'drop-zone'}>
      <Icon name="exports" />
      <p>{t(mayRule ? 'ui.invoices.drop' : 'ui.invoices.addText')}</p>
      <ActionButton icon="plus" isPending={isBusy} onPress={onAdd}>
        {t('ui.invoices.add')}
      </ActionButton>
    </div>
  )
}

function Empty({ filter, text }: { filter: Filter; text: string }) {
  const { t } = useWords()
  const isSearch = text.trim() !== ''
  return (
    <div className="invoices-empty">
      <Icon name={isSearch ? 'search' : filter === 'waiting' ? 'check' : 'dash'} />
      <p>{isSearch ? t('ui.invoices.none.found', { search: text.trim() }) : t(`ui.invoices.none.${filter}`)}</p>
    </div>
  )
}
