import { found } from './findings'
import type { EInvoice, EInvoiceFinding } from './invoice'

const germanMonths = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' ')
const englishMonths = 'January February March April May June July August September October November December'.split(' ')

/**
 * Compares the picture (text of a PDF) with the invoice inside it: number, date and gross amount must be found somewhere. In
 * a hybrid file the XML is the invoice, so a difference is only shown. A picture without text (a scan) says nothing.
 */
export function comparePicture({ number, date, totals }: EInvoice, text: string): readonly EInvoiceFinding[] {
  const plain = squeezed(text)
  if (plain.length < 20) return []
  const has = (spellings: readonly string[]) => spellings.some((spelling) => plain.includes(squeezed(spelling)))
  return [
    ...(has([number]) ? [] : [found('picture-number', 'BT-1', number)]),
    ...(date === null || has(spellingsOfDay(date)) ? [] : [found('picture-date', 'BT-2', date, { invoiceDate: date })]),
    ...(totals.gross === null || has(spellingsOfAmount(totals.gross))
      ? []
      : [found('picture-gross', 'BT-112', spellingsOfAmount(totals.gross)[0] ?? '')]),
  ]
}

function squeezed(text: string): string {
  return text.replace(/[\s\u00ad]+/g, '').toLowerCase()
}

function spellingsOfDay(date: string): readonly string[] {
  const [year = '', month = '', day = ''] = date.split('-')
  const [m, d, yy] = [Number(month), Number(day), year.slice(2)]
  const words = [germanMonths[m - 1] ?? '', englishMonths[m - 1] ?? '']
  return [
    date,
    `${day}.${month}.${year}`,
    `${d}.${m}.${year}`,
    `${day}.${month}.${yy}`,
    `${d}.${m}.${yy}`,
    `${day}/${month}/${year}`,
    `${month}/${day}/${year}`,
    `${day}-${month}-${year}`,
    `${year}${month}${day}`,
    ...words.flatMap((word) => [
      `${d}.${word}${year}`,
      `${day}.${word}${year}`,
      `${word}${d},${year}`,
      `${d}${word}${year}`,
    ]),
    ...words.flatMap((word) => [`${d}${word.slice(0, 3)}${year}`, `${d}.${word.slice(0, 3)}${year}`]),
  ]
}

/** 123456 → `1.234,56`, `1234,56`, `1,234.56`, `1234.56`, `1'234.56`. */
function spellingsOfAmount(hundredths: number): readonly string[] {
  const digits = Math.abs(hundredths).toString().padStart(3, '0')
  const [whole, fraction] = [digits.slice(0, -2), digits.slice(-2)]
  const grouped = (mark: string) => whole.replace(/\B(?=(\d{3})+$)/g, mark)
  const pairs = [
    ['.', ','],
    ['', ','],
    [',', '.'],
    ['', '.'],
    ["'", '.'],
    ['’', '.'],
  ] as const
  return pairs.map(([group, point]) => `${grouped(group)}${point}${fraction}`)
}
