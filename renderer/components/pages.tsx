import { useWords } from '../hooks/use-words'
import { ActionButton } from './action-button'

/** As many rows as the lists give at once. */
export const perPage = 100

interface PagesProps {
  readonly offset: number
  readonly shown: number
  readonly total: number
  readonly onOffset: (offset: number) => void
}

/** Which stretch of a long list is shown, and the way to the next one. */
export function Pages({ offset, shown, total, onOffset }: PagesProps) {
  const { t, number } = useWords()
  return (
    <nav className="pages" aria-label={t('ui.pages')}>
      <span>{t('ui.pages.shown', { from: number(offset + 1), to: number(offset + shown), total: number(total) })}</span>
      <ActionButton isDisabled={offset === 0} onPress={() => onOffset(Math.max(0, offset - perPage))}>
        {t('ui.pages.back')}
      </ActionButton>
      <ActionButton isDisabled={offset + shown >= total} onPress={() => onOffset(offset + perPage)}>
        {t('ui.pages.next')}
      </ActionButton>
    </nav>
  )
}
