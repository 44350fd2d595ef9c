import type { AccountNo, PersonalAccount } from '../ledger/ledger'
import type { EInvoice } from './invoice'
import { plainId } from './look'

/** How sure it is that a creditor of the books is the seller. */
export type CreditorMatch =
  | { readonly kind: 'found'; readonly account: AccountNo; readonly by: 'vat-id' | 'iban' | 'name' }
  /** More than one fits, or two marks point to different ones: a person decides. */
  | { readonly kind: 'ambiguous'; readonly accounts: readonly AccountNo[] }
  | { readonly kind: 'unknown' }

/** What is asked of the books about a creditor. */
export type KnownCreditor = Pick<PersonalAccount, 'account' | 'company' | 'firstName' | 'lastName' | 'vatId' | 'iban'>

/**
 * Finds the seller among the creditors of one Mandant: by VAT id, else by an IBAN to be paid to, else by the whole name. A
 * mark that fits several creditors, or two marks that fit different ones, is no match: an invoice is never booked by guess.
 */
export function matchCreditor(
  invoice: Pick<EInvoice, 'seller' | 'paymentMeans'>,
  creditors: readonly KnownCreditor[],
): CreditorMatch {
  const ibans = new Set(invoice.paymentMeans.flatMap(({ accounts }) => accounts.flatMap(({ iban }) => iban ?? [])))
  const names = new Set([invoice.seller.name, invoice.seller.tradeName].flatMap((name) => plainName(name) ?? []))
  const marks = [
    ['vat-id', (one: KnownCreditor) => invoice.seller.vatId !== null && plainId(one.vatId) === invoice.seller.vatId],
    ['iban', (one: KnownCreditor) => one.iban !== null && ibans.has(plainId(one.iban) ?? '')],
    ['name', (one: KnownCreditor) => names.has(plainName(nameOf(one)) ?? '')],
  ] as const
  const found = marks.map(([by, fits]) => ({ by, accounts: creditors.filter(fits).map(({ account }) => account) }))
  const first = found.find(({ accounts }) => accounts.length > 0)
  if (!first) return { kind: 'unknown' }
  const [account] = first.accounts
  // A name is weak: it neither confirms nor contradicts what a VAT id or an IBAN says.
  const strong = found.filter(({ by, accounts }) => by !== 'name' && accounts.length > 0)
  const contradicts = strong.some(({ accounts }) => !accounts.some((one) => first.accounts.includes(one)))
  if (account === undefined || first.accounts.length > 1 || contradicts) {
    const all = [...new Set([...first.accounts, ...strong.flatMap(({ accounts }) => accounts)])]
    return { kind: 'ambiguous', accounts: all }
  }
  return { kind: 'found', account, by: first.by }
}

const nameOf = ({ company, firstName, lastName }: KnownCreditor) =>
  company ?? [firstName, lastName].filter((part) => part !== null).join(' ')

/** Letters and digits only, in small letters; null when nothing is left. */
function plainName(name: string | null): string | null {
  const plain = (name ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
  return plain === '' ? null : plain
}
