import type { TableRow } from '../files/table'
import { amountOf, compactGermanDay } from '../files/values'
import { inputCode, intraEuKeys, outputCode, ownAccounts, rates } from './columns'
import type { BookingLine } from './entries'

/** A row as a line of a document; null: it is none, and why has been told. */
export function readLine(row: TableRow, persons: ReadonlySet<string>): BookingLine | null {
  const [account, contra, currency] = [row.text('Kontonummer'), row.text('Gegenkonto'), row.text('Währung')]
  const date = compactGermanDay(row.text('Beleg-Datum'))
  const [debit, credit, tax] = [
    amountIn(row, 'Sollbetrag'),
    amountIn(row, 'Habenbetrag'),
    amountIn(row, 'Steuerbetrag'),
  ]
  if (debit === null || credit === null || tax === null || date === null) return null
  if (debit !== 0 && credit !== 0) row.tell('reject', 'rzl-both-sides', 'Habenbetrag')
  const net = debit - credit
  if (net === 0) row.tell('reject', 'amount', 'Sollbetrag')
  checkHead(row, persons)
  checkTax(row, net, tax)
  checkExtras(row)
  if (net === 0 || /^0+$/.test(account)) return null
  return {
    ...{ row, account, date, currency },
    contra: /^0*$/.test(contra) ? null : contra,
    grossCents: net + Math.sign(net) * Math.abs(tax),
    hasTax: tax !== 0,
    isSingle: row.text('Buchungsart') === '1',
    taxCode: taxCodeOf(row),
  }
}

/** Empty means 0. */
function amountIn(row: TableRow, column: string): number | null {
  const text = row.text(column)
  const amount = text === '' ? 0 : amountOf(text, { decimal: ',' })
  if (amount === null) row.tell('reject', 'amount', column)
  return amount
}

function checkHead(row: TableRow, persons: ReadonlySet<string>): void {
  const account = row.text('Kontonummer')
  if (/^0+$/.test(account)) row.tell('reject', 'account', 'Kontonummer')
  if (ownAccounts.has(account)) row.tell('warn', 'rzl-own-account', 'Kontonummer')
  if (persons.has(account) && row.text('OP-Nummer') === '') row.tell('reject', 'required', 'OP-Nummer')
  if (row.text('Währung') !== 'EUR') row.tell('reject', 'currency', 'Währung')
  if (!/^ ?\d{1,2}$/.test(row.text('USt-Land'))) row.tell('reject', 'pattern', 'USt-Land')
  const number = row.text('Belegnummer')
  if (!/[\p{L}\p{N}]/u.test(number)) row.tell('warn', 'number-missing', 'Belegnummer')
}

/** Tax stands beside net: its sign turns with the side, its amount is the share that the key names. */
function checkTax(row: TableRow, net: number, tax: number): void {
  const [key, code] = [row.text('USt-Schlüssel'), row.text('USt-Code')]
  if (intraEuKeys.has(key) && code === outputCode && row.text('UID-Nummer') === '') {
    row.tell('warn', 'rzl-vat-id-missing', 'UID-Nummer')
  }
  if (tax === 0) return
  if (key === '') row.tell('reject', 'required', 'USt-Schlüssel')
  const usual = code === outputCode ? -1 : code === inputCode ? 1 : 0
  if (usual !== 0 && Math.sign(tax) !== usual * Math.sign(net)) row.tell('reject', 'tax-sign', 'Steuerbetrag')
  const rate = rates.get(key)
  if (rate === undefined) return
  const gross = Math.abs(net) + Math.abs(tax)
  const expected = Math.round((gross * rate) / (100 + rate))
  if (Math.abs(expected - Math.abs(tax)) > 1) row.tell('reject', 'tax-sum', 'Steuerbetrag')
}

/** What belongs only beside some accounts, and what excludes each other. */
function checkExtras(row: TableRow): void {
  for (const column of ['Kostenstelle', 'Kostenträger']) {
    const isUsed = !/^0*$/.test(row.text(column))
    if (isUsed && !/^[4-8]/.test(row.text('Kontonummer'))) row.tell('warn', 'rzl-cost-account', column)
  }
  const path = row.text('Belegpfad')
  if (path === '') return
  if (!/\.(pdf|jpe?g|png)$/i.test(path)) row.tell('reject', 'pattern', 'Belegpfad')
  for (const column of ['DMS-Schlüssel', 'DMS-GUID'])
    if (row.text(column) !== '') row.tell('reject', 'rzl-two-pictures', column)
}

/** `20/2`, `20/2/29`. */
function taxCodeOf(row: TableRow): string {
  const parts = ['USt-Schlüssel', 'USt-Code', 'USt-Sondercode'].map((column) => row.text(column))
  return parts.filter((part) => part !== '').join('/')
}
