import { isValidIban } from '../ledger/iban'
import type { InvoiceAttachment, InvoiceOf, PaymentAccount } from './invoice'
import { type EncodedAttachment, type Look, plainId } from './look'

type Period = NonNullable<InvoiceOf<unknown>['servicePeriod']>

/** From the first to the last day of all periods; null when none has a day. */
export function spanOf(periods: readonly Period[]): Period | null {
  const from = periods.flatMap((period) => period.from ?? []).sort()[0] ?? null
  const to =
    periods
      .flatMap((period) => period.to ?? [])
      .sort()
      .at(-1) ?? null
  return from === null && to === null ? null : { from, to }
}

/** An account counts as IBAN only when its check digits are right. */
export function accountOf(
  {
    number,
    bic,
    holder,
  }: { readonly number: string | null; readonly bic: string | null; readonly holder: string | null },
  look: Look,
): PaymentAccount {
  const plain = plainId(number)
  const right = plain !== null && isValidIban(plain)
  if (plain !== null && !right && /^[A-Z]{2}\d{2}/.test(plain)) look.note('iban-invalid', 'BT-84', number ?? '')
  return { iban: right ? plain : null, other: right ? null : number, bic: plainId(bic), holder }
}

/** Size of what base64 stands for, without decoding it. */
export function base64Bytes({ name, mime, base64 }: EncodedAttachment): InvoiceAttachment {
  const signs = base64.replace(/[\s=]/g, '').length
  return { name, mime, sizeBytes: Math.floor((signs * 3) / 4) }
}
