import type { InvoiceDetailsDto } from '../../../../preload/contract/dto'
import { ScrollBox } from '../../../components/scroll-box'
import { useWords, type Words } from '../../../hooks/use-words'
import { percentText } from '../../../tax-key-form'
import { OpenOriginal } from './open-original'

type Party = NonNullable<InvoiceDetailsDto['seller']>

/** What the file itself says: seller, buyer, terms of payment; of a plain PDF its text. */
export function InvoiceFacts({ details }: { details: InvoiceDetailsDto }) {
  const words = useWords()
  const { t, moment } = words
  const { seller, buyer, paymentTerms, skonto, text, fileName, receivedMs, kind } = details
  const facts = [
    [t('ui.invoices.file'), fileName],
    [t('ui.invoices.received'), moment(receivedMs)],
    [t('ui.invoices.seller'), seller && partyText(seller)],
    [t('ui.invoices.vatId'), seller?.vatId ?? seller?.taxNo],
    [t('ui.invoices.buyer'), buyer?.name],
    [
      t('ui.invoices.terms'),
      skonto.length > 0 ? skonto.map((term) => skontoText(term, words)).join(', ') : paymentTerms,
    ],
  ] as const
  return (
    <>
      <div className="invoice-top">
        <dl className="facts invoice-facts">
          {facts.map(
            ([name, value]) =>
              value && (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ),
          )}
        </dl>
        <OpenOriginal id={details.id} />
      </div>
      {kind === 'plain-pdf' && <PdfText text={text} />}
    </>
  )
}

function PdfText({ text }: { text: string }) {
  const { t } = useWords()
  if (text.trim() === '') return <p className="hint">{t('ui.invoices.noText')}</p>
  return (
    <details className="guide">
      <summary>{t('ui.invoices.text')}</summary>
      {/* A region that scrolls must be reachable by keyboard. */}
      <ScrollBox label={t('ui.invoices.text')} className="invoice-text">
        {text}
      </ScrollBox>
    </details>
  )
}

function partyText({ name, address: { lines, postcode, city, country } }: Party): string {
  const place = [postcode, city].filter(Boolean).join(' ')
  return [name, ...lines, place, country].filter(Boolean).join(', ')
}

function skontoText({ percent, days, lastDate }: InvoiceDetailsDto['skonto'][number], { t, day }: Words): string {
  const rate = percentText(percent)
  if (days !== null) return t('ui.invoices.skontoDays', { rate, days })
  return t('ui.invoices.skontoUntil', { rate, date: lastDate === null ? '' : day(lastDate) })
}
