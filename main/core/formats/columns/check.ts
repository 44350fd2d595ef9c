import { FaultList } from '../faults'
import type { FormatFault, FormatMandant } from '../format'
import { columnsOf, type FormatSettings, textOf } from '../settings'
import { fitText } from '../text/text'
import type { TableMaker } from './table-file'

/** What is missing in the master data, columns without which nobody could book from the file, and what cannot stand in it. */
export function checkTable(
  { mandant }: FormatMandant,
  settings: FormatSettings,
  maker: TableMaker,
): readonly FormatFault[] {
  const list = new FaultList(mandant.mandant, null)
  if (!/^[A-Z]{3}$/.test(mandant.currency)) list.reject('format-currency', 'Währung', mandant.currency)
  const length = mandant.accountLength
  if (length !== null && !(Number.isInteger(length) && length >= 4 && length <= 8)) {
    list.reject('format-account-length', 'Sachkontenlänge', length.toString())
  }
  for (const missing of missingColumns(settings)) list.reject('format-table-column-missing', missing, '')
  if (maker.narrow(settings)) {
    for (const heading of headings(settings)) {
      if (fitText(heading, heading.length).text !== heading)
        list.reject('format-table-heading-characters', 'Überschrift', heading)
    }
  }
  return list.faults
}

const headings = (settings: FormatSettings) =>
  ['bookingColumns', 'personColumns'].flatMap((key) => columnsOf(settings, key).map(({ heading }) => heading))

/** In plain words, for the person who chose the columns. */
function missingColumns(settings: FormatSettings): readonly string[] {
  const chosen = new Set(columnsOf(settings, 'bookingColumns').map(({ column }) => column))
  const has = (...columns: readonly string[]) => columns.every((column) => chosen.has(column))
  const perAccount = textOf(settings, 'rowStyle') !== 'posting'
  const saysSide = has('side') || (has('amount') && textOf(settings, 'amountStyle') !== 'mark')
  const bothAccounts = has('account', 'contra-account')
  const accounts = perAccount ? has('account') && saysSide : has('debit', 'credit') || (bothAccounts && saysSide)
  const amount = perAccount ? has('amount') : has('amount') || has('gross') || has('net', 'tax')
  const hidesPersons = ['collectiveDebtors', 'collectiveCreditors'].some((key) => textOf(settings, key) !== '')
  const entries: readonly (readonly [boolean, string])[] = [
    [has('document-date') || has('posting-date'), 'Belegdatum'],
    [has('document-no') || has('document-digits'), 'Belegnummer'],
    [accounts, perAccount ? 'Konto, Soll/Haben' : 'Sollkonto, Habenkonto'],
    [amount, 'Betrag'],
    [!hidesPersons || has('person') || has('person-or-zero'), 'Personenkonto'],
  ]
  return entries.flatMap(([there, name]) => (there ? [] : [name]))
}
