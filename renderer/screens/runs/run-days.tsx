import { useState } from 'react'
import type { ProfileDto } from '../../../preload/contract/dto'
import { FailureNotice } from '../../components/failure-notice'
import { useCall } from '../../hooks/use-call'
import { useWords } from '../../hooks/use-words'
import { thisDay } from '../../run-filter'
import { DayCalendar } from './day-calendar'
import { DayChart } from './day-chart'
import { DayLegend } from './day-legend'
import { DayTable } from './day-table'
import { ProfileChoice } from './run-filter-bar'
import { Segments } from './segments'

interface RunDaysProps {
  readonly profiles: readonly ProfileDto[]
  /** '': all. */
  readonly profileId: string
  readonly onProfile: (profileId: string) => void
  /** A day was chosen, as `YYYY-MM-DD`. */
  readonly onDay: (day: string) => void
}

/** What came day by day, and where nothing came although it should have. */
export function RunDays({ profiles, profileId, onProfile, onDay }: RunDaysProps) {
  return (
    <>
      <div className="filters">
        <ProfileChoice profiles={profiles} value={profileId} onChange={onProfile} />
      </div>
      <div className="days">
        <Calendar profileId={profileId} onDay={onDay} />
        <Chart profileId={profileId} onDay={onDay} />
      </div>
    </>
  )
}

type PartProps = Pick<RunDaysProps, 'profileId' | 'onDay'>

const dayFacts = ['runs.changed', 'profiles.changed', 'host.changed'] as const

function Calendar({ profileId, onDay }: PartProps) {
  const { t } = useWords()
  const [month, setMonth] = useState(thisDay())
  const [from, to] = [month.set({ day: 1 }), month.set({ day: 1 }).add({ months: 1 }).subtract({ days: 1 })]
  const range = { from: from.toString(), to: to.toString(), profileId: profileId || null }
  const days = useCall('runs.days', range, dayFacts)
  return (
    <section className="card padded" aria-label={t('ui.days.calendar')}>
      {days.failure && <FailureNotice failure={days.failure} />}
      <DayCalendar days={days.value ?? []} focused={month} onFocus={setMonth} onDay={onDay} />
      <DayLegend marks={['delivered', 'empty', 'failed', 'missed', 'planned']} />
    </section>
  )
}

const spans = ['30', '90', '365'] as const
type SpanOfDays = (typeof spans)[number]

function Chart({ profileId, onDay }: PartProps) {
  const { t } = useWords()
  const [span, setSpan] = useState<SpanOfDays>('30')
  const [look, setLook] = useState<'asChart' | 'asTable'>('asChart')
  const today = thisDay()
  const from = today.subtract({ days: Number(span) - 1 }).toString()
  const days = useCall('runs.days', { from, to: today.toString(), profileId: profileId || null }, dayFacts)
  return (
    <section className="card padded chart-card" aria-label={t('ui.days.chart')}>
      <header className="chart-head">
        <h2>{t('ui.days.chart')}</h2>
        <div className="chart-tools">
          <Segments
            label={t('ui.days.span')}
            options={spans.map((id) => ({ id, word: t(`ui.days.span.${id}`) }))}
            value={span}
            onChange={setSpan}
          />
          <Segments
            label={t('ui.days.form')}
            options={(['asChart', 'asTable'] as const).map((id) => ({ id, word: t(`ui.days.${id}`) }))}
            value={look}
            onChange={setLook}
          />
        </div>
      </header>
      {days.failure && <FailureNotice failure={days.failure} />}
      {days.value && look === 'asChart' && <DayChart days={days.value} onDay={onDay} />}
      {days.value && look === 'asTable' && <DayTable days={days.value} onDay={onDay} />}
      {look === 'asChart' && <DayLegend marks={['delivered', 'empty', 'failed', 'missed']} isBars />}
    </section>
  )
}
