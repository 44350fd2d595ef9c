import { useState } from 'react'
import type { FieldFaultDto } from '../../preload/contract/dto'
import { type SchedulePreview, useSchedulePreview } from '../hooks/use-schedule-preview'
import { useWords } from '../hooks/use-words'
import { draftOf, faultAt, intervalKinds, monthDays, type ScheduleForm, weekdays } from '../schedule-form'
import { Choice } from './choice'
import { DateField, TimeInput } from './date-time-fields'
import { RadioChoice, SwitchField, TextInput } from './fields'
import { NextRuns } from './next-runs'
import { ToggleField } from './toggle-field'

interface ScheduleFieldsProps {
  readonly value: ScheduleForm
  readonly onChange: (value: ScheduleForm) => void
  readonly timeZone: string
  /** Every fault is shown, also at fields that nobody left yet: the person tried to save. */
  readonly showAll: boolean
}

const noFaults: readonly FieldFaultDto[] = []
const faultsOf = (preview: SchedulePreview) => (preview && !preview.ok ? (preview.fields ?? noFaults) : noFaults)

/** When a profile runs, with the next run times as one types. What is right and when it runs is the core's to say. */
export function ScheduleFields({ value, onChange, timeZone, showAll }: ScheduleFieldsProps) {
  const { t } = useWords()
  const preview = useSchedulePreview({ schedule: draftOf(value), timeZone, startDate: value.startDate })
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const field: FieldAccess = {
    value,
    change: (change) => onChange({ ...value, ...change }),
    leave: (path) => setLeft((before) => new Set(before).add(path)),
    fault: (path) => (showAll || left.has(path) ? faultAt(faultsOf(preview), path) : undefined),
  }
  return (
    <div className="schedule">
      <div className="form">
        <SwitchField
          label={t('ui.schedule.enabled')}
          hint={t('ui.schedule.enabledHint')}
          value={value.enabled}
          onChange={(enabled) => field.change({ enabled })}
        />
        <Choice
          label={t('ui.schedule.interval')}
          options={intervalKinds.map((id) => ({ id, word: t(`ui.schedule.interval.${id}`) }))}
          value={value.interval}
          onChange={(interval) => field.change({ interval })}
        />
        <IntervalDetails field={field} timeZone={timeZone} />
        <StartDate field={field} />
        <RadioChoice
          label={t('ui.schedule.missed')}
          hint={t('ui.schedule.missedHint')}
          value={value.missedRuns}
          onChange={(missedRuns) => field.change({ missedRuns })}
          options={[
            { id: 'catch-up', word: t('ui.schedule.missed.catch-up') },
            { id: 'skip', word: t('ui.schedule.missed.skip') },
          ]}
        />
      </div>
      <NextRuns preview={preview} isEnabled={value.enabled} />
    </div>
  )
}

/** What the parts of the form share. */
interface FieldAccess {
  readonly value: ScheduleForm
  change(change: Partial<ScheduleForm>): void
  leave(path: string): void
  fault(path: string): FieldFaultDto | undefined
}

/** Only what belongs to the chosen interval. */
function IntervalDetails({ field, timeZone }: { field: FieldAccess; timeZone: string }) {
  switch (field.value.interval) {
    case 'hourly':
      return <HourlyNote />
    case 'minutes':
      return <Minutes field={field} />
    case 'daily':
      return <TimeOfDay field={field} timeZone={timeZone} />
    case 'weekly':
      return (
        <>
          <Weekdays field={field} />
          <TimeOfDay field={field} timeZone={timeZone} />
        </>
      )
    case 'monthly':
      return (
        <>
          <MonthDays field={field} />
          <TimeOfDay field={field} timeZone={timeZone} />
        </>
      )
  }
}

function HourlyNote() {
  const { t } = useWords()
  return <p className="field-hint">{t('ui.schedule.hourlyHint')}</p>
}

function Minutes({ field }: { field: FieldAccess }) {
  const words = useWords()
  const fault = field.fault('schedule.minutes')
  return (
    <TextInput
      label={words.t('ui.schedule.minutes')}
      hint={words.t('ui.schedule.minutesHint')}
      width="short"
      inputMode="numeric"
      value={field.value.minutes}
      onChange={(text) => field.change({ minutes: text.replace(/\D/g, '').slice(0, 4) })}
      onLeave={() => field.leave('schedule.minutes')}
      error={fault && words.fault(fault)}
    />
  )
}

function TimeOfDay({ field, timeZone }: { field: FieldAccess; timeZone: string }) {
  const words = useWords()
  const { t } = words
  const fault = field.fault('schedule.time')
  const isOwnZone = new Intl.DateTimeFormat().resolvedOptions().timeZone === timeZone
  return (
    <TimeInput
      label={t('ui.schedule.time')}
      hint={t('ui.schedule.timeHint', { zone: isOwnZone ? 'own' : timeZone })}
      value={field.value.time}
      onChange={(time) => field.change({ time })}
      onLeave={() => field.leave('schedule.time')}
      error={fault && words.fault(fault)}
    />
  )
}

function Weekdays({ field }: { field: FieldAccess }) {
  const words = useWords()
  const { t } = words
  const fault = field.fault('schedule.weekdays')
  return (
    <ToggleField
      label={t('ui.schedule.weekdays')}
      look="chips"
      options={weekdays.map((id) => ({ id, word: t(`ui.weekday.${id}`), label: t(`ui.weekday.long.${id}`) }))}
      value={field.value.weekdays}
      onChange={(chosen) => field.change({ weekdays: chosen })}
      onLeave={() => field.leave('schedule.weekdays')}
      error={fault && t('ui.schedule.weekdaysMissing')}
    />
  )
}

function MonthDays({ field }: { field: FieldAccess }) {
  const { t } = useWords()
  const fault = field.fault('schedule.days')
  return (
    <ToggleField
      label={t('ui.schedule.days')}
      hint={t('ui.schedule.daysHint')}
      look="month"
      options={monthDays.map((day) => ({ id: day, word: String(day), label: t('ui.schedule.day', { day }) }))}
      value={field.value.days}
      onChange={(days) => field.change({ days })}
      onLeave={() => field.leave('schedule.days')}
      error={fault && t('ui.schedule.daysMissing')}
    />
  )
}

function StartDate({ field }: { field: FieldAccess }) {
  const words = useWords()
  const { t } = words
  const fault = field.fault('startDate')
  return (
    <DateField
      label={t('ui.schedule.startDate')}
      hint={t('ui.schedule.startDateHint')}
      value={field.value.startDate}
      onChange={(startDate) => field.change({ startDate })}
      onLeave={() => field.leave('startDate')}
      error={fault && words.fault(fault)}
    />
  )
}
