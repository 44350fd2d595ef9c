import type { CalendarDate } from '@internationalized/date'
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  Heading,
} from 'react-aria-components'
import type { DayRunsDto } from '../../../preload/contract/dto'
import { Icon } from '../../components/icon'
import { dayFacts, markIcons, marksOf } from '../../day-words'
import { useWords } from '../../hooks/use-words'
import { thisDay } from '../../run-filter'

interface DayCalendarProps {
  /** The days of the month that is shown. */
  readonly days: readonly DayRunsDto[]
  readonly focused: CalendarDate
  readonly onFocus: (date: CalendarDate) => void
  readonly onDay: (day: string) => void
}

/** A month; each day says what came, what failed, where something is missing, and what is planned. */
export function DayCalendar({ days, focused, onFocus, onDay }: DayCalendarProps) {
  const { t } = useWords()
  const byDay = new Map(days.map((day) => [day.day, day]))
  const today = thisDay()
  return (
    <Calendar
      className="month"
      aria-label={t('ui.days.calendar')}
      firstDayOfWeek="mon"
      value={null}
      onChange={(date) => onDay(date.toString())}
      focusedValue={focused}
      onFocusChange={onFocus}
      isDateUnavailable={(date) => date.compare(today) > 0}
    >
      <header className="calendar-head">
        <Button slot="previous" className="icon-button">
          <Icon name="chevron" className="to-left" />
        </Button>
        <Heading className="month-title" />
        <Button slot="next" className="icon-button">
          <Icon name="chevron" className="to-right" />
        </Button>
      </header>
      <CalendarGrid className="month-grid" weekdayStyle="short">
        <CalendarGridHeader>
          {(day) => <CalendarHeaderCell className="calendar-day">{day}</CalendarHeaderCell>}
        </CalendarGridHeader>
        <CalendarGridBody>{(date) => <DayCell date={date} day={byDay.get(date.toString())} />}</CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  )
}

function DayCell({ date, day }: { date: CalendarDate; day: DayRunsDto | undefined }) {
  const words = useWords()
  const marks = day ? marksOf(day) : []
  const facts = day ? `: ${dayFacts(day, words)}` : ''
  return (
    <CalendarCell
      className={`month-cell month-${marks[0]?.mark ?? 'nothing'} ${day && day.missed > 0 ? 'month-gap' : ''}`}
      date={date}
      // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role comes with the other properties
      render={(props) => <div {...props} aria-label={`${props['aria-label'] ?? ''}${facts}`} />}
    >
      {({ formattedDate }) => (
        // The label says it all.
        <span className="month-facts" aria-hidden="true">
          <span className="month-no">{formattedDate}</span>
          <span className="month-marks">
            {marks.map(({ mark, count }) => (
              // Drawn by the style: what can be read there as text must stand in the label, in this order.
              <span key={mark} className={`day-mark day-${mark}`} data-count={words.number(count)}>
                <Icon name={markIcons[mark]} />
              </span>
            ))}
          </span>
        </span>
      )}
    </CalendarCell>
  )
}
