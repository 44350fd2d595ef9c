import type { EInvoiceFinding } from '../core/einvoice/invoice'
import type { ImportFailure, ImportFault } from '../core/ledger/import'
import type { WatchedEntry } from '../core/ledger/watch-folder'
import type { Words } from '../core/mail/words'
import { dayOf, timeOf } from '../core/schedule/local-time'
import type { AddedInvoice } from './app-invoices'

/** So that the editors of every system know the umlauts. */
const byteOrderMark = '\ufeff'

/** The text that lies beside refused books: what is wrong, where, and what to do. */
export function faultList(name: string, { faults, total }: ImportFailure, around: Around): string {
  const { words } = around
  const when = momentOf(around)
  return asText([
    words('watch.list.title', { name, when }),
    '',
    words('watch.list.count', { count: total }),
    ...faults.map((fault) => lineOf(fault, words)),
    ...(faults.length < total ? [words('watch.list.more', { count: total - faults.length })] : []),
    '',
    words('watch.list.todo'),
  ])
}

/** The text beside e-invoices that are none: why, and what to do. */
export function invoiceList(
  name: string,
  kind: WatchedEntry['kind'],
  refused: readonly AddedInvoice[],
  around: Around,
): string {
  const { words } = around
  const head = kind === 'invoice' ? 'watch.invoices.title' : 'watch.invoices.among'
  return asText([
    words(head, { name, when: momentOf(around) }),
    '',
    ...refused.flatMap(({ fileName, reasons }) =>
      reasons.map((reason) => `- ${fileName}: ${sentenceOf(reason, words)}`),
    ),
    '',
    words('watch.invoices.todo'),
  ])
}

interface Around {
  readonly nowMs: number
  readonly timeZone: string
  readonly words: Words
}

function momentOf({ nowMs, timeZone }: Around): string {
  const [year, month, day] = dayOf(nowMs, timeZone).split('-')
  return `${day}.${month}.${year} ${timeOf(nowMs, timeZone)}`
}

const asText = (lines: readonly string[]) => `${byteOrderMark}${lines.join('\r\n')}\r\n`

function sentenceOf({ code, field, value, params }: EInvoiceFinding, words: Words): string {
  const key = `einvoice.field.${field}`
  const name = words(key)
  return words(`einvoice.${code}`, { ...params, value, field: name === key ? field : name })
}

function lineOf({ file, line, column, value, code, params }: ImportFault, words: Words): string {
  const place = [
    file,
    ...(line === null ? [] : [words('watch.list.line', { line })]),
    ...(column === null ? [] : [words('watch.list.column', { column })]),
    ...(value === null ? [] : [words('watch.list.value', { value })]),
  ]
  return `- ${place.join(', ')}: ${words(`fault.${code}`, { ...params, value: value ?? '' })}`
}
