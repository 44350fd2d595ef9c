import type { FieldFaultDto } from '../../preload/contract/dto'
import { useSchedulePreview } from '../hooks/use-schedule-preview'
import { useWords } from '../hooks/use-words'
import { draftOf, intervalKinds, monthDays, type ScheduleForm, weekdays } from '../schedule-form'
import { Choice } from './choice'
import { TimeInput } from './date-time-fields'
import { RadioChoice, TextInput } from './fields'
import { NextRuns } from './next-runs'
import { ToggleField } from './toggle-field'

/** How the form around gets to know what is typed here, and says what is wrong. */
export interface ScheduleAccess {
  readonly form: ScheduleForm
  change(change: Partial<ScheduleForm>): void
  /** The person left this field. */
  leave(path: string): void
  /** What is wrong at a field that was left. */
  fault(path: string): FieldFaultDto | undefined
}

/** When a profile runs, with the next run times as one types. What is right and when it runs is the core's to say. */
export function ScheduleFields({ field, timeZone }: { field: ScheduleAccess; timeZone: string }) {
  const { t } = useWords()
  const { form } = field
  const preview = useSchedulePreview({ schedule: draftOf(form), timeZone, startDate: form.startDate })
  return (
    <div className="schedule">
      <div className="form">
        <div className="schedule-head">
          {hasTime(form) && <TimeOfDay field={field} timeZone={timeZone} />}
          <Choice
            label={t('ui.schedule.interval')}
            options={intervalKinds.map((id) => ({ id, word: t(`ui.schedule.interval.${id}`) }))}
            value={form.interval}
            onChange={(interval) => field.change({ interval })}
            isRequired
          />
        </div>
        <IntervalDetails field={field} />
        <RadioChoice
          label={t('ui.schedule.missed')}
          hint={t('ui.schedule.missedHint')}
          value={form.missedRuns}
          onChange={(missedRuns) => field.change({ missedRuns })}
          options={[
            { id: 'catch-up', word: t('ui.schedule.missed.catch-up') },
            { id: 'skip', word: t('ui.schedule.missed.skip') },
          ]}
        />
      </div>
      <NextRuns preview={preview} isEnabled={form.enabled} />
    </div>
  )
}

const hasTime = ({ interval }: ScheduleForm) => interval !== 'hourly' && interval !== 'minutes'

/** Only what belongs to the chosen interval. */
function IntervalDetails({ field }: { field: ScheduleAccess }) {
  switch (field.form.interval) {
    case 'hourly':
      return <HourlyNote />
    case 'minutes':
      return <Minutes field={field} />
    case 'daily':
      return null
    case 'weekly':
      return <Weekdays field={field} />
    case 'monthly':
      return <MonthDays field={field} />
  }
}

function HourlyNote() {
  const { t } = useWords()
  return <p className="field-hint">{t('ui.schedule.hourlyHint')}</p>
}

function Minutes({ field }: { field: ScheduleAccess }) {
  const words = useWords()
  const fault = field.fault('schedule.minutes')
  return (
    <TextInput
      label={words.t('ui.schedule.minutes')}
      hint={words.t('ui.schedule.minutesHint')}
      width="short"
      inputMode="numeric"
      isRequired
      value={field.form.minutes}
      onChange={(text) => field.change({ minutes: text.replace(/\D/g, '').slice(0, 4) })}
      onLeave={() => field.leave('schedule.minutes')}
      error={fault && words.fault(fault)}
    />
  )
}

function TimeOfDay({ field, timeZone }: { field: ScheduleAccess; timeZone: string }) {
  const words = useWords()
  const { t } = words
  const fault = field.fault('schedule.time')
  const isOwnZone = new Intl.DateTimeFormat().resolvedOptions().timeZone === timeZone
  return (
    <TimeInput
      label={t('ui.schedule.time')}
      hint={t('ui.schedule.timeHint', { zone: isOwnZone ? 'own' : timeZone })}
      isRequired
      value={field.form.time}
      onChange={(time) => field.change({ time })}
      onLeave={() => field.leave('schedule.time')}
      error={fault && words.fault(fault)}
    />
  )
}

function Weekdays({ field }: { field: ScheduleAccess }) {
  const words = useWords()
  const { t } = words
  const fault = field.fault('schedule.weekdays')
  return (
    <ToggleField
      label={t('ui.schedule.weekdays')}
      look="chips"
      isRequired
      options={weekdays.map((id) => ({ id, word: t(`ui.weekday.${id}`), label: t(`ui.weekday.long.${id}`) }))}
      value={field.form.weekdays}
      onChange={(chosen) => field.change({ weekdays: chosen })}
      onLeave={() => field.leave('schedule.weekdays')}
      error={fault && t('ui.schedule.weekdaysMissing')}
    />
  )
}

function MonthDays({ field }: { field: ScheduleAccess }) {
  const { t } = useWords()
  const fault = field.fault('schedule.days')
  return (
    <ToggleField
      label={t('ui.schedule.days')}
      hint={t('ui.schedule.daysHint')}
      look="month"
      isRequired
      options={monthDays.map((day) => ({ id: day, word: String(day), label: t('ui.schedule.day', { day }) }))}
      value={field.form.days}
      onChange={(days) => field.change({ days })}
      onLeave={() => field.leave('schedule.days')}
      error={fault && t('ui.schedule.daysMissing')}
    />
  )
}
