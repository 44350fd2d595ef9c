import type { AddedInvoiceDto } from '../../../../preload/contract/dto'
import { classedSentence } from '../../../../resources/locales/einvoice-finding'
import { Notice } from '../../../components/notice'
import { useWords } from '../../../hooks/use-words'

const outcomes = ['booked', 'waiting', 'known', 'refused'] as const

/** What became of the files that were just added; of refused ones each reason. */
export function AddedNotice({ added }: { added: readonly AddedInvoiceDto[] }) {
  const { t } = useWords()
  const parts = outcomes.flatMap((outcome) => {
    const count = added.filter((one) => one.outcome === outcome).length
    return count === 0 ? [] : [t(`ui.invoices.added.${outcome}`, { count })]
  })
  const refused = added.filter(({ outcome }) => outcome === 'refused')
  const tone = refused.length > 0 ? 'attention' : added.some(({ outcome }) => outcome === 'booked') ? 'good' : 'quiet'
  return (
    <Notice tone={tone} isAlert title={parts.join(' ')}>
      {refused.length > 0 && (
        <ul className="finding-list">
          {refused.map(({ fileName, reasons }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two files may have the same name, and the list never changes
            <li key={index}>
              <span className="strong">{fileName}</span> {reasons.map((reason) => classedSentence(t, reason)).join(' ')}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  )
}
