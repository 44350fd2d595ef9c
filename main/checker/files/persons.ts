import { isIban } from './iban'
import type { TableRow } from './table'

/** Beyond this it is not asked any more, so that memory stays within bounds. */
const accountsMax = 500_000

/** Accounts of debtors and creditors in the files so far, by Mandant. */
export class PersonAccounts {
  readonly #accounts = new Map<string, Set<string>>()
  #count = 0

  /** @param column holds the account */
  add(mandant: string | null, row: TableRow, column: string): void {
    const known = this.of(mandant)
    const account = row.text(column)
    if (known.has(account)) row.tell('warn', 'account-twice', column)
    else if (this.#count < accountsMax) {
      known.add(account)
      this.#count += 1
    }
  }

  of(mandant: string | null): Set<string> {
    const known = this.#accounts.get(mandant ?? '')
    if (known) return known
    const accounts = new Set<string>()
    this.#accounts.set(mandant ?? '', accounts)
    return accounts
  }
}

export function checkIban(row: TableRow, column: string): void {
  const iban = row.text(column)
  if (/\s/.test(iban)) row.tell('warn', 'iban-blanks', column)
  else if (iban !== '' && !isIban(iban)) row.tell('warn', 'iban', column)
}
