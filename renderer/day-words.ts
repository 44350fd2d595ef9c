import type { DayRunsDto } from '../preload/contract/dto'
import type { IconName } from './components/icon'
import type { Words } from './hooks/use-words'

/** What can be on a day; a person must see the first ones first. */
export const dayMarks = ['failed', 'missed', 'delivered', 'empty', 'planned'] as const
export type DayMark = (typeof dayMarks)[number]

/** Each has a shape of its own: nobody needs to see colours. */
export const markIcons: Readonly<Record<DayMark, IconName>> = {
  failed: 'warning',
  missed: 'gap',
  delivered: 'check',
  empty: 'dash',
  planned: 'clock',
}

/** What is on a day, most important first. */
export function marksOf(day: DayRunsDto): readonly { readonly mark: DayMark; readonly count: number }[] {
  return dayMarks.map((mark) => ({ mark, count: day[mark] })).filter(({ count }) => count > 0)
}

/** `3 Läufe übergeben (120 Belege), Lücke bei einer Schnittstelle` */
export function dayFacts(day: DayRunsDto, { t }: Words): string {
  const facts = marksOf(day).map(({ mark, count }) =>
    t(`ui.days.say.${mark}`, { runs: count, documents: day.documents }),
  )
  return facts.length === 0 ? t('ui.days.say.nothing') : facts.join(', ')
}

export function daySentence(day: DayRunsDto, words: Words): string {
  return words.t('ui.days.say.day', { day: words.day(day.day), facts: dayFacts(day, words) })
}
