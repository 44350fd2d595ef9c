import type { FindingDto, InvoiceDetailsDto } from '../../../../preload/contract/dto'
import { SwitchField } from '../../../components/fields'
import { FormDialog } from '../../../components/form-dialog'
import { Notice } from '../../../components/notice'
import { useInvoiceForm } from '../../../hooks/use-invoice-form'
import { useInvoiceRights } from '../../../hooks/use-invoice-rights'
import { useWords } from '../../../hooks/use-words'
import { FindingList } from './finding-list'
import { HeadFields } from './head-fields'
import { InvoiceFacts } from './invoice-facts'
import { Positions } from './positions'

interface AssignDialogProps {
  readonly details: InvoiceDetailsDto
  readonly mandants: readonly { readonly mandant: string; readonly name: string }[]
  readonly onClose: () => void
  /** @param remembered so many rules were written or changed */
  readonly onDone: (remembered: number) => void
}

/** Kontieren: everything that is known about a waiting invoice, and what a person says before it goes into the books. */
export function AssignDialog({ details, mandants, onClose, onDone }: AssignDialogProps) {
  const { t } = useWords()
  const { mayRule } = useInvoiceRights()
  const state = useInvoiceForm(details, onDone)
  const { isChanged, isBusy, failure, proposal, book, choices, remember, setRemember } = state
  const { sellerName, invoiceNo, fileName, currency } = details
  return (
    <FormDialog
      title={t('ui.invoices.assignTitle')}
      subtitle={[sellerName, invoiceNo].filter(Boolean).join(' · ') || fileName}
      look="full"
      isDirty={isChanged}
      isSaving={isBusy}
      saveWord={t('ui.invoices.book')}
      failure={failure}
      onSave={book}
      onClose={onClose}
    >
      <div className="form">
        <InvoiceFacts details={details} />
        <Findings proposal={proposal} />
        <HeadFields state={state} mandants={mandants} />
        <Positions state={state} currency={choices?.currency ?? currency ?? 'EUR'} />
        {mayRule && (
          <SwitchField
            label={t('ui.invoices.remember')}
            hint={t('ui.invoices.rememberHint')}
            value={remember}
            onChange={setRemember}
          />
        )}
        <Decision state={state} />
      </div>
    </FormDialog>
  )
}

/** What is missing, what else there is to know. Hints stay folded. */
function Findings({ proposal: { reasons, toConfirm, findings } }: Pick<InvoiceDetailsDto, 'proposal'>) {
  const { t } = useWords()
  const isIn = (list: readonly FindingDto[]) => {
    const keys = new Set(list.map((one) => JSON.stringify(one)))
    return (one: FindingDto) => keys.has(JSON.stringify(one))
  }
  const isToConfirm = isIn(toConfirm)
  const missing = reasons.filter((one) => !isToConfirm(one))
  const hints = findings.filter((one) => one.level === 'hint')
  return (
    <>
      {missing.length > 0 && (
        <Notice tone="waiting" title={t('ui.invoices.why')}>
          <FindingList findings={missing} />
        </Notice>
      )}
      {toConfirm.length > 0 && (
        <Notice tone="attention" title={t('ui.invoices.toConfirm', { count: toConfirm.length })}>
          <FindingList findings={toConfirm} />
        </Notice>
      )}
      {hints.length > 0 && (
        <details className="guide">
          <summary>{t('ui.invoices.hints', { count: hints.length })}</summary>
          <FindingList findings={hints} />
        </details>
      )}
    </>
  )
}

/** Where the invoice or the amount is doubtful, booking takes a word of the person. */
function Decision({
  state: { proposal, differs, confirmed, setConfirmed },
}: {
  state: ReturnType<typeof useInvoiceForm>
}) {
  const { t, amount } = useWords()
  const { toConfirm, currency } = proposal
  if (toConfirm.length === 0 && differs === null) return null
  const inMoney = (cents: number) => amount(cents, currency ?? 'EUR')
  return (
    <div className="decision">
      {differs && (
        <Notice
          tone="attention"
          title={t('ui.invoices.differs', { gross: inMoney(differs.gross), stated: inMoney(differs.stated) })}
        />
      )}
      <SwitchField label={t('ui.invoices.confirm')} value={confirmed} onChange={setConfirmed} />
    </div>
  )
}
