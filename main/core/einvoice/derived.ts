import type { IsoDate, Mandant } from '../ledger/ledger'
import type { EInvoice, InvoiceReceiver } from './invoice'

/** A Mandant as the judgement needs it. @param withoutInputTax as the Mandant's settings say; the ledger does not know it */
export function receiverOf(
  mandant: Pick<Mandant, 'name' | 'vatId' | 'country'>,
  withoutInputTax: boolean,
): InvoiceReceiver {
  return { name: mandant.name, vatId: mandant.vatId, country: mandant.country, withoutInputTax }
}

/** IBANs by which the creditor can be recognised: none where somebody else is paid instead of the seller. */
export function sellerIbans({ payee, paymentMeans }: Pick<EInvoice, 'payee' | 'paymentMeans'>): readonly string[] {
  if (payee !== null) return []
  return [...new Set(paymentMeans.flatMap(({ accounts }) => accounts.flatMap(({ iban }) => iban ?? [])))]
}

/** Day of supply: of the delivery, else the last of the period. Null: the file does not say, which is not the invoice date. */
export function serviceDateOf({
  serviceDate,
  servicePeriod,
}: Pick<EInvoice, 'serviceDate' | 'servicePeriod'>): IsoDate | null {
  return serviceDate ?? servicePeriod?.to ?? null
}
