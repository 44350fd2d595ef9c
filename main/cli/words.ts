import type { Language, Texts } from '../../resources/locales/texts'
import { isTextKey } from '../../resources/locales/texts'

/** Numbers, dates and tables as a person reads them in this language. */
export interface Words {
  readonly language: Language
  readonly text: Texts
  /** Words of `<group>.<code>`; the code itself when nobody wrote any yet. */
  byCode(
    group: 'error' | 'fault' | 'warning' | 'check' | 'format' | 'state' | 'cli.kind' | 'cli.step',
    code: string,
    params?: Readonly<Record<string, string | number>>,
  ): string
  count(value: number): string
  /** `123456` → `1.234,56 €` */
  money(cents: number, currency?: string): string
  /** `2026-03-29` → `29.03.2026` */
  date(isoDate: string): string
  moment(epochMs: number): string
  /** ISO date-time with offset → words, wall clock as written. */
  isoMoment(iso: string): string
}

export function createWords(language: Language, text: Texts, timeZone: string): Words {
  const locale = language === 'de' ? 'de-DE' : 'en-GB'
  const whole = new Intl.NumberFormat(locale)
  const two = (value: number) => value.toString().padStart(2, '0')
  const date = (day: Temporal.PlainDate) => `${two(day.day)}.${two(day.month)}.${day.year}`
  const wall = (at: Temporal.ZonedDateTime | Temporal.PlainDateTime) =>
    text('cli.moment', { date: date(Temporal.PlainDate.from(at)), time: `${two(at.hour)}:${two(at.minute)}` })
  return {
    language,
    text,
    byCode: (group, code, params) => {
      const key = `${group}.${code}`
      return isTextKey(key) ? text(key, params) : code
    },
    count: (value) => whole.format(value),
    money: (cents, currency = 'EUR') =>
      new Intl.NumberFormat(locale, { style: 'currency', currency })
        .format(cents / 100)
        // One line in a terminal breaks nowhere, and a plain blank can be searched for.
        .replaceAll('\u00a0', ' '),
    date: (isoDate) => date(Temporal.PlainDate.from(isoDate)),
    moment: (epochMs) => wall(Temporal.Instant.fromEpochMilliseconds(Math.trunc(epochMs)).toZonedDateTimeISO(timeZone)),
    isoMoment: (iso) => wall(Temporal.PlainDateTime.from(iso)),
  }
}

export interface Column {
  readonly title: string
  readonly align?: 'right'
}

/** Lines of a plain table: two blanks between columns, no lines drawn. No rows, no lines. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return []
  const all = [columns.map((column) => column.title), ...rows]
  const widths = columns.map((_, index) => Math.max(...all.map((row) => width(row[index] ?? ''))))
  return all.map((row) =>
    columns
      .map((column, index) => {
        const cell = row[index] ?? ''
        const pad = ' '.repeat((widths[index] ?? 0) - width(cell))
        return column.align === 'right' ? pad + cell : cell + pad
      })
      .join('  ')
      .trimEnd(),
  )
}

/** A letter with its combining marks takes one place. */
function width(text: string): number {
  return [...text.normalize('NFC')].length
}
