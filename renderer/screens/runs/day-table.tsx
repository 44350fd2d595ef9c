import { Button } from 'react-aria-components'
import type { DayRunsDto } from '../../../preload/contract/dto'
import { ScrollBox } from '../../components/scroll-box'
import { useWords } from '../../hooks/use-words'

interface DayTableProps {
  readonly days: readonly DayRunsDto[]
  readonly onDay: (day: string) => void
}

const columns = ['delivered', 'documents', 'empty', 'failed', 'missed'] as const

/** The chart in numbers, newest first. */
export function DayTable({ days, onDay }: DayTableProps) {
  const { t, day, number } = useWords()
  return (
    // A region that scrolls must be reachable by keyboard.
    <ScrollBox label={t('ui.days.asTable')} className="scroll-box day-table">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('ui.days.day')}</th>
            {columns.map((column) => (
              <th key={column} scope="col" className="numeric">
                {t(`ui.days.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((one) => (
            <tr key={one.day}>
              <th scope="row">
                <Button
                  className="link-button"
                  aria-label={t('ui.days.show', { day: day(one.day) })}
                  onPress={() => onDay(one.day)}
                >
                  {day(one.day)}
                </Button>
              </th>
              {columns.map((column) => (
                <td key={column} className="numeric">
                  {number(one[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
