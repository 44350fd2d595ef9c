import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import type { InvoiceDetailsDto } from '../../../../preload/contract/dto'
import { ActionButton } from '../../../components/action-button'
import { Notice } from '../../../components/notice'
import { useWords, type Words } from '../../../hooks/use-words'
import { percentText } from '../../../tax-key-form'
import { FindingList } from './finding-list'
import { InvoiceFacts } from './invoice-facts'

type Assignment = NonNullable<InvoiceDetailsDto['assignment']>

interface InvoiceDialogProps {
  readonly details: InvoiceDetailsDto
  readonly onClose: () => void
}

/** An invoice to be looked at: what became of it. */
export function InvoiceDialog({ details, onClose }: InvoiceDialogProps) {
  const { t } = useWords()
  const { sellerName, invoiceNo, fileName, assignment, currency, reasons, declineReason } = details
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className="modal modal-wide">
        <Dialog className="dialog dialog-form">
          <header>
            <Heading slot="title">{t('ui.invoices.lookTitle')}</Heading>
            <p className="second">{[sellerName, invoiceNo].filter(Boolean).join(' · ') || fileName}</p>
          </header>
          <div className="dialog-body">
            <div className="form">
              {declineReason !== null && (
                <Notice tone="quiet" title={t('ui.invoices.declinedFor', { reason: declineReason })} />
              )}
              {reasons.length > 0 && (
                <Notice tone="waiting" title={t('ui.invoices.why')}>
                  <FindingList findings={reasons} />
                </Notice>
              )}
              <InvoiceFacts details={details} />
              {assignment && <Booked assignment={assignment} currency={currency ?? 'EUR'} />}
            </div>
          </div>
          <div className="dialog-foot">
            <div className="button-row button-row-end">
              <ActionButton onPress={onClose} autoFocus>
                {t('ui.invoices.close')}
              </ActionButton>
            </div>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function Booked({ assignment, currency }: { assignment: Assignment; currency: string }) {
  const words = useWords()
  const { t, amount, day } = words
  const { mandant, creditor, invoiceNo, invoiceDate, grossCents, creditNote } = assignment
  const facts = [
    [t('ui.mandant'), mandant],
    [t('ui.invoices.creditor'), creditor],
    [t('ui.invoices.number'), invoiceNo],
    [t('ui.invoices.invoiceDate'), day(invoiceDate)],
    [t('ui.invoices.grossTotal'), amount(grossCents, currency)],
    [t('ui.invoices.side'), t(creditNote ? 'ui.invoices.side.creditNote' : 'ui.invoices.side.invoice')],
  ] as const
  return (
    <>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <BookedPositions positions={assignment.positions} currency={currency} words={words} />
    </>
  )
}

interface BookedPositionsProps {
  readonly positions: Assignment['positions']
  readonly currency: string
  readonly words: Words
}

function BookedPositions({ positions, currency, words: { t, amount } }: BookedPositionsProps) {
  return (
    <table className="table">
      <caption className="visually-hidden">{t('ui.invoices.positions')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('ui.invoices.account')}</th>
          <th scope="col" className="numeric">
            {t('ui.invoices.gross')}
          </th>
          <th scope="col">{t('ui.invoices.rate')}</th>
          <th scope="col">{t('ui.invoices.taxKey')}</th>
          <th scope="col">{t('ui.invoices.costCentre')}</th>
          <th scope="col">{t('ui.invoices.positionText')}</th>
        </tr>
      </thead>
      <tbody>
        {positions.map(({ account, grossCents, taxRate, taxKey, costCentre, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: positions have no name, and these never change
          <tr key={index}>
            <th scope="row">{account}</th>
            <td className="numeric">{amount(grossCents, currency)}</td>
            <td>{taxRate === null ? '–' : `${percentText(taxRate)} %`}</td>
            <td>{taxKey ?? '–'}</td>
            <td>{costCentre ?? '–'}</td>
            <td>{text ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
