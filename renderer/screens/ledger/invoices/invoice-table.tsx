import { memo } from 'react'
import type { CallOutput, InvoiceRowDto } from '../../../../preload/contract/dto'
import { findingSentence } from '../../../../resources/locales/einvoice-finding'
import { ActionButton } from '../../../components/action-button'
import { Pages } from '../../../components/pages'
import { RowGap } from '../../../components/row-gap'
import { ScrollBox } from '../../../components/scroll-box'
import { StatusMark } from '../../../components/status-mark'
import { useInvoiceRights } from '../../../hooks/use-invoice-rights'
import { useRowWindow } from '../../../hooks/use-row-window'
import { useWords } from '../../../hooks/use-words'
import type { InvoiceDeed } from './invoice-section'

interface InvoiceTableProps {
  readonly page: CallOutput<'invoices.list'>
  readonly offset: number
  /** More than one Mandant: whose it is must be said. */
  readonly hasMandants: boolean
  readonly onDo: (deed: InvoiceDeed, invoice: InvoiceRowDto) => void
  readonly onOffset: (offset: number) => void
}

/** A page of incoming invoices, newest first. */
export function InvoiceTable({ page: { rows, total }, offset, hasMandants, onDo, onOffset }: InvoiceTableProps) {
  const { t } = useWords()
  const { body, first, end, before, after } = useRowWindow(rows.length)
  return (
    <>
      {/* A region that scrolls must be reachable by keyboard. */}
      <ScrollBox key={offset} label={t('ui.invoices.list')} className="scroll-box invoice-list">
        <table className="table" aria-rowcount={total + 1}>
          <InvoiceHead hasMandants={hasMandants} />
          <tbody ref={body}>
            <RowGap height={before} />
            {rows.slice(first, end).map((one, index) => (
              <InvoiceRow key={one.id} {...{ one, offset, hasMandants, onDo }} row={first + index} />
            ))}
            <RowGap height={after} />
          </tbody>
        </table>
      </ScrollBox>
      {total > rows.length && (
        <div className="invoices-foot">
          <Pages offset={offset} shown={rows.length} total={total} onOffset={onOffset} />
        </div>
      )}
    </>
  )
}

function InvoiceHead({ hasMandants }: Pick<InvoiceTableProps, 'hasMandants'>) {
  const { t } = useWords()
  return (
    <thead>
      <tr>
        <th scope="col">{t('ui.invoices.supplier')}</th>
        {hasMandants && <th scope="col">{t('ui.mandant')}</th>}
        <th scope="col">{t('ui.invoices.number')}</th>
        <th scope="col">{t('ui.invoices.date')}</th>
        <th scope="col" className="numeric">
          {t('ui.invoices.gross')}
        </th>
        <th scope="col">{t('ui.invoices.standing')}</th>
        <th scope="col">{t('ui.invoices.deeds')}</th>
      </tr>
    </thead>
  )
}

interface InvoiceRowProps extends Pick<InvoiceTableProps, 'offset' | 'hasMandants' | 'onDo'> {
  readonly one: InvoiceRowDto
  /** In the page, from 0. */
  readonly row: number
}

/** Drawn again only when it changed: there may be hundreds. */
const InvoiceRow = memo(function InvoiceRow({ one, row, offset, hasMandants, onDo }: InvoiceRowProps) {
  const { t, day, amount } = useWords()
  const { sellerName, fileName, mandant, invoiceNo, invoiceDate, grossCents, currency, creditNote } = one
  return (
    <tr data-row={row} aria-rowindex={offset + row + 2}>
      <th scope="row">
        {sellerName ?? t('ui.invoices.supplierUnknown')}
        <span className="second invoice-file">{fileName}</span>
      </th>
      {hasMandants && <td>{mandant ?? '–'}</td>}
      <td className="invoice-no">{invoiceNo ?? '–'}</td>
      <td>{invoiceDate === null ? '–' : day(invoiceDate)}</td>
      <td className="numeric">
        {grossCents === null ? '–' : amount(grossCents, currency ?? 'EUR')}
        {creditNote && <span className="second">{t('ui.invoices.side.creditNote')}</span>}
      </td>
      <td>
        <Standing one={one} />
      </td>
      <td>
        <Deeds one={one} onDo={onDo} />
      </td>
    </tr>
  )
})

/** Why it waits, or what became of it. */
function Standing({ one: { state, reasons, decidedMs, decidedBy, declineReason } }: { one: InvoiceRowDto }) {
  const { t, moment } = useWords()
  const [first, ...others] = reasons
  const decided = decidedMs === null ? null : t('ui.invoices.decided', { at: moment(decidedMs), by: decidedBy ?? '–' })
  if (state === 'waiting') {
    return (
      <>
        {first ? <p>{findingSentence(t, first)}</p> : <p>{t('ui.invoices.ready')}</p>}
        {others.length > 0 && <span className="second">{t('ui.invoices.moreReasons', { count: others.length })}</span>}
      </>
    )
  }
  return (
    <>
      <StatusMark tone={state === 'booked' ? 'good' : 'quiet'} word={t(`ui.invoices.state.${state}`)} />
      {declineReason !== null && <p>{declineReason}</p>}
      {decided !== null && <span className="second">{decided}</span>}
    </>
  )
}

function Deeds({ one, onDo }: Pick<InvoiceRowProps, 'one' | 'onDo'>) {
  const { t } = useWords()
  const { mayBook } = useInvoiceRights()
  const name = [one.sellerName ?? one.fileName, one.invoiceNo].filter(Boolean).join(' ')
  const isOpen = one.state === 'waiting' && mayBook
  return (
    <div className="invoice-deeds">
      <ActionButton
        label={t(isOpen ? 'ui.invoices.assignOf' : 'ui.invoices.lookOf', { name })}
        onPress={() => onDo('open', one)}
      >
        {t(isOpen ? 'ui.invoices.assign' : 'ui.invoices.look')}
      </ActionButton>
      {isOpen && (
        <ActionButton label={t('ui.invoices.declineOf', { name })} onPress={() => onDo('decline', one)}>
          {t('ui.invoices.declineDots')}
        </ActionButton>
      )}
      {one.state === 'declined' && mayBook && (
        <ActionButton label={t('ui.invoices.reopenOf', { name })} onPress={() => onDo('reopen', one)}>
          {t('ui.invoices.reopen')}
        </ActionButton>
      )}
    </div>
  )
}
