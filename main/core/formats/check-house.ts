import type { Mandant } from '../ledger/ledger'
import type { FaultList } from './faults'

/** What a format for books in euro needs of a Mandant's master data. */
export function checkHouse({ currency, accountLength }: Mandant, list: FaultList): void {
  if (currency !== 'EUR') list.reject('format-only-euro', 'Währung', currency)
  const isLength =
    accountLength === null || (Number.isInteger(accountLength) && accountLength >= 4 && accountLength <= 8)
  if (!isLength) list.reject('format-account-length', 'Sachkontenlänge', `${accountLength}`)
}
