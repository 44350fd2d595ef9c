import type { LedgerStatusDto } from '../../../../preload/contract/dto'
import { FailureNotice } from '../../../components/failure-notice'
import { useCall } from '../../../hooks/use-call'
import { useInvoiceRights } from '../../../hooks/use-invoice-rights'
import { AssignDialog } from './assign-dialog'
import { InvoiceDialog } from './invoice-dialog'

interface InvoiceOpenerProps {
  readonly id: string
  readonly mandants: LedgerStatusDto['mandants']
  readonly onClose: () => void
  readonly onDone: (remembered: number) => void
}

/** Asks for the invoice and opens it: to be booked while it waits, else to be looked at. */
export function InvoiceOpener({ id, mandants, onClose, onDone }: InvoiceOpenerProps) {
  const { mayBook } = useInvoiceRights()
  const { value, failure } = useCall('invoices.show', { id, mandant: null, creditor: null })
  if (failure) return <FailureNotice failure={failure} />
  if (!value) return null
  return value.state === 'waiting' && mayBook ? (
    <AssignDialog details={value} mandants={mandants} onClose={onClose} onDone={onDone} />
  ) : (
    <InvoiceDialog details={value} onClose={onClose} />
  )
}
