import { type Ref, useEffect, useState } from 'react'
import type { ProfileDto, RunFilterDto } from '../../../preload/contract/dto'
import { Choice } from '../../components/choice'
import { DateField } from '../../components/date-time-fields'
import { PickField } from '../../components/pick-field'
import { SaveCsv } from '../../components/save-csv'
import { SearchBox } from '../../components/search-box'
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
      <RunSearch filter={filter} onFilter={onFilter} />
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

/** Who types is not asked after at every key. */
const restMs = 180

/** The list follows what is typed, after a moment or at once with Enter. */
function RunSearch({ filter, onFilter }: Pick<RunFilterBarProps, 'filter' | 'onFilter'>) {
  const { t } = useWords()
  const [text, setText] = useState(filter.text)
  const [shown, setShown] = useState(filter.text)
  // Somebody else set the filter: the field shows it.
  if (shown !== filter.text) {
    setShown(filter.text)
    setText(filter.text)
  }
  useEffect(() => {
    if (text === filter.text) return
    const timer = setTimeout(() => onFilter({ ...filter, text }), restMs)
    return () => clearTimeout(timer)
  }, [text, filter, onFilter])
  return (
    <SearchBox
      label={t('ui.runs.search')}
      placeholder={t('ui.runs.searchHint')}
      value={text}
      onChange={setText}
      onSubmit={(submitted) => onFilter({ ...filter, text: submitted })}
    />
  )
}
