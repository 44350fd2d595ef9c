import { type CalendarDate, parseDate, parseTime, type Time } from '@internationalized/date'
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Heading,
  Label,
  Popover,
  TimeField,
} from 'react-aria-components'
import { useWords } from '../hooks/use-words'
import { FieldNotes } from './fields'
import { Icon } from './icon'

interface TimeInputProps {
  readonly label: string
  readonly hint?: string
  readonly error?: string | undefined
  /** `HH:MM`; '' while it is not complete. */
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onLeave: () => void
  readonly isRequired?: boolean
}

/** A time of day on the 24-hour clock. */
export function TimeInput(props: TimeInputProps) {
  const { label, hint, error, value, onChange, onLeave, isRequired = false } = props
  return (
    <TimeField
      className="field field-short"
      validationBehavior="aria"
      hourCycle={24}
      granularity="minute"
      shouldForceLeadingZeros
      value={timeOf(value)}
      onChange={(time) => onChange(time === null ? '' : time.toString().slice(0, 5))}
      onBlur={onLeave}
      isInvalid={error !== undefined}
      isRequired={isRequired}
    >
      <Label className="field-label">{label}</Label>
      <DateInput className="segments">{(segment) => <DateSegment className="segment" segment={segment} />}</DateInput>
      <FieldNotes hint={hint} error={error} />
    </TimeField>
  )
}

function timeOf(text: string): Time | null {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? parseTime(text) : null
}

interface DateInputFieldProps {
  readonly label: string
  readonly hint?: string
  readonly error?: string | undefined
  /** `YYYY-MM-DD`; null: none. */
  readonly value: string | null
  readonly onChange: (value: string | null) => void
  readonly onLeave: () => void
  readonly isRequired?: boolean
}

/** A calendar day, typed or chosen; it can be left empty. */
export function DateField(props: DateInputFieldProps) {
  const { label, hint, error, value, onChange, onLeave, isRequired = false } = props
  const { t } = useWords()
  return (
    <DatePicker
      className="field"
      validationBehavior="aria"
      granularity="day"
      shouldForceLeadingZeros
      value={dateOf(value)}
      onChange={(date) => onChange(date === null ? null : date.toString())}
      onBlur={onLeave}
      isInvalid={error !== undefined}
      isRequired={isRequired}
    >
      <Label className="field-label">{label}</Label>
      <div className="date-line">
        <Group className="date-group">
          <DateInput className="segments">
            {(segment) => <DateSegment className="segment" segment={segment} />}
          </DateInput>
          <Button className="icon-button">
            <Icon name="calendar" />
          </Button>
        </Group>
        {value !== null && (
          <Button slot={null} className="icon-button" aria-label={t('ui.date.clear')} onPress={() => onChange(null)}>
            <Icon name="close" />
          </Button>
        )}
      </div>
      <FieldNotes hint={hint} error={error} />
      <Popover className="popover">
        <Dialog className="calendar-dialog">
          <Month />
        </Dialog>
      </Popover>
    </DatePicker>
  )
}

function Month() {
  return (
    <Calendar className="calendar" firstDayOfWeek="mon">
      <header className="calendar-head">
        <Button slot="previous" className="icon-button">
          <Icon name="chevron" className="to-left" />
        </Button>
        <Heading className="calendar-title" />
        <Button slot="next" className="icon-button">
          <Icon name="chevron" className="to-right" />
        </Button>
      </header>
      <CalendarGrid weekdayStyle="short">
        <CalendarGridHeader>
          {(day) => <CalendarHeaderCell className="calendar-day">{day}</CalendarHeaderCell>}
        </CalendarGridHeader>
        <CalendarGridBody>{(date) => <CalendarCell className="calendar-cell" date={date} />}</CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  )
}

function dateOf(text: string | null): CalendarDate | null {
  return text === null ? null : parseDate(text)
}
