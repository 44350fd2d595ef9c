import { Icon } from '../../components/icon'
import { type DayMark, markIcons } from '../../day-words'
import { useWords } from '../../hooks/use-words'
import { Hatch } from './hatch'

interface DayLegendProps {
  readonly marks: readonly DayMark[]
  /** As the bars of the chart are filled, not as the signs of the calendar. */
  readonly isBars?: boolean
}

/** What the signs and fillings mean. */
export function DayLegend({ marks, isBars = false }: DayLegendProps) {
  const { t } = useWords()
  return (
    <div className="day-legend">
      <ul aria-label={t('ui.days.legend')}>
        {marks.map((mark) => (
          <li key={mark} className={`day-mark day-${mark}`}>
            {isBars ? <Swatch mark={mark} /> : <Icon name={markIcons[mark]} />}
            <span>{t(`ui.days.${mark}`)}</span>
          </li>
        ))}
      </ul>
      <p className="second">{t('ui.days.missedHint')}</p>
    </div>
  )
}

function Swatch({ mark }: { mark: DayMark }) {
  const id = `swatch-${mark}`
  return (
    <svg className="swatch" viewBox="0 0 16 16" aria-hidden="true">
      {mark === 'failed' && <Hatch id={id} />}
      <rect
        className={`bar bar-${mark}`}
        x="1"
        y="1"
        width="14"
        height="14"
        rx="2"
        {...(mark === 'failed' ? { fill: `url(#${id})` } : {})}
      />
    </svg>
  )
}
