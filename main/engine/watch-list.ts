import type { ImportFailure, ImportFault } from '../core/ledger/import'
import type { Words } from '../core/mail/words'
import { dayOf, timeOf } from '../core/schedule/local-time'

/** So that the editors of every system know the umlauts. */
const byteOrderMark = '\ufeff'

/** The text that lies beside refused books: what is wrong, where, and what to do. */
export function faultList(
  name: string,
  { faults, total }: ImportFailure,
  { nowMs, timeZone, words }: { readonly nowMs: number; readonly timeZone: string; readonly words: Words },
): string {
  const [year, month, day] = dayOf(nowMs, timeZone).split('-')
  const when = `${day}.${month}.${year} ${timeOf(nowMs, timeZone)}`
  const lines = [
    words('watch.list.title', { name, when }),
    '',
    words('watch.list.count', { count: total }),
    ...faults.map((fault) => lineOf(fault, words)),
    ...(faults.length < total ? [words('watch.list.more', { count: total - faults.length })] : []),
    '',
    words('watch.list.todo'),
  ]
  return `${byteOrderMark}${lines.join('\r\n')}\r\n`
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
