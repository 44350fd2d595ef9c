import type { Ref } from 'react'
import type { ProfileDto, RunFilterDto } from '../../../preload/contract/dto'
import { Choice } from '../../components/choice'
import { DateField } from '../../components/date-time-fields'
import { PickField } from '../../components/pick-field'
import { SaveCsv } from '../../components/save-csv'
import { AskingSearch } from '../../components/search-box'
import { useWords } from '../../hooks/use-words'
import { periods, type RunFilterForm, rangeOf, runOrigins, runResults, thisDay } from '../../run-filter'

interface RunFilterBarProps {
  readonly ref: Ref<HTMLElement>
  readonly profiles: readonly ProfileDto[]
  readonly filter: RunFilterForm
  readonly onFilter: (filter: RunFilterForm) => void
  readonly total: number
  readonly order: RunFilterDto
}

export function RunFilterBar({ ref, profiles, filter, onFilter, total, order }: RunFilterBarProps) {
  const { t } = useWords()
  const all = { id: '', word: t('ui.runs.filter.all') } as const
  const change = (part: Partial<RunFilterForm>) => onFilter({ ...filter, ...part })
  return (
    <section ref={ref} className="filters" aria-label={t('ui.runs.filter')}>
      <AskingSearch
        label={t('ui.runs.search')}
        placeholder={t('ui.runs.searchHint')}
        value={filter.text}
        onSearch={(text) => change({ text })}
      />
      <ProfileChoice profiles={profiles} value={filter.profileId} onChange={(profileId) => change({ profileId })} />
      <Choice<RunFilterForm['result']>
        label={t('ui.runs.filter.state')}
        value={filter.result}
        onChange={(result) => change({ result })}
        options={[all, ...runResults.map((id) => ({ id, word: t(`ui.runs.result.${id}`) }))]}
      />
      <Choice
        label={t('ui.runs.filter.period')}
        value={filter.period}
        onChange={(period) => change(period === 'free' ? { period, ...rangeOf(filter, thisDay()) } : { period })}
        options={periods.map((id) => ({ id, word: t(`ui.runs.period.${id}`) }))}
      />
      <Choice<RunFilterForm['origin']>
        label={t('ui.run.origin')}
        value={filter.origin}
        onChange={(origin) => change({ origin })}
        options={[all, ...runOrigins.map((id) => ({ id, word: t(`ui.run.origin.${id}`) }))]}
      />
      {filter.period === 'free' && (
        <>
          <DateField
            label={t('ui.runs.from')}
            value={filter.from}
            onChange={(from) => change({ from })}
            onLeave={noop}
          />
          <DateField label={t('ui.runs.to')} value={filter.to} onChange={(to) => change({ to })} onLeave={noop} />
        </>
      )}
      <span className="filter-deeds">
        <SaveCsv order={{ list: 'runs', filter: order }} isDisabled={total === 0} />
      </span>
    </section>
  )
}

const noop = () => undefined

interface ProfileChoiceProps {
  readonly profiles: readonly ProfileDto[]
  /** '': all. */
  readonly value: string
  readonly onChange: (profileId: string) => void
}

export function ProfileChoice({ profiles, value, onChange }: ProfileChoiceProps) {
  const { t } = useWords()
  return (
    <PickField
      label={t('ui.runs.filter.profile')}
      value={value}
      onChange={onChange}
      options={[
        { id: '', word: t('ui.runs.filter.all') },
        ...profiles.map((profile) => ({ id: profile.id, word: profile.name })),
      ]}
    />
  )
}
