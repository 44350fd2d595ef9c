import { AxisBottom, AxisLeft } from '@visx/axis'
import { scaleBand, scaleLinear } from '@visx/scale'
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'
import type { DayRunsDto } from '../../../preload/contract/dto'
import { daySentence } from '../../day-words'
import { type Box, useBox } from '../../hooks/use-box'
import { useWords } from '../../hooks/use-words'
import { DayBar, type Plot, topOf } from './day-bar'
import { DayTip } from './day-tip'
import { Hatch } from './hatch'

interface DayChartProps {
  /** In order, at least one. */
  readonly days: readonly DayRunsDto[]
  readonly onDay: (day: string) => void
}

/** A bar per day: what went out, what was empty, what failed, and a hole where something was due and nothing came. */
export function DayChart({ days, onDay }: DayChartProps) {
  const words = useWords()
  const { t, language } = words
  const frame = useRef<HTMLFieldSetElement>(null)
  const box = useBox(frame)
  const plot = usePlot(days, box)
  const hatch = useId()
  const [pointed, setPointed] = useState<number | null>(null)
  const [focused, setFocused] = useState(days.length - 1)
  const [first, last] = [days.at(0), days.at(-1)]
  const shown = pointed === null ? undefined : days[pointed]
  const { move, stop } = useArrows(days.length, focused, setFocused)
  if (!first || !last) return null
  return (
    <fieldset
      ref={frame}
      className={days.length > 90 ? 'chart chart-dense' : 'chart'}
      aria-label={t('ui.days.chartHint', { from: words.day(first.day), to: words.day(last.day) })}
    >
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the frame has its name, and each bar its own; a title would pop up */}
      <svg className="day-chart" width={plot.width} height={plot.height}>
        <Hatch id={hatch} />
        <Axes plot={plot} days={days} language={language} />
        {days.map((day, index) => (
          <DayBar
            key={day.day}
            day={day}
            plot={plot}
            fill={`url(#${hatch})`}
            label={daySentence(day, words)}
            isStop={index === stop}
            onPoint={(isPointed) => setPointed(isPointed ? index : null)}
            onPress={() => onDay(day.day)}
            onKey={move}
          />
        ))}
        {shown && <DayTip plot={plot} day={shown} text={daySentence(shown, words)} />}
      </svg>
    </fieldset>
  )
}

/** One stop for the Tab key; the arrow keys go from day to day. */
function useArrows(count: number, focused: number, setFocused: (index: number) => void) {
  const stop = Math.min(focused, count - 1)
  const move = (event: KeyboardEvent<SVGGElement>) => {
    const to = { ArrowLeft: stop - 1, ArrowRight: stop + 1, Home: 0, End: count - 1 }[event.key]
    if (to === undefined || to < 0 || to >= count) return
    event.preventDefault()
    setFocused(to)
    event.currentTarget.ownerSVGElement?.querySelectorAll<SVGGElement>('.day-bar')[to]?.focus()
  }
  return { move, stop }
}

function usePlot(days: readonly DayRunsDto[], { width, rem }: Box): Plot {
  return useMemo(() => {
    const [left, bottom, top] = [2.75 * rem, 1.75 * rem, 0.75 * rem]
    const height = 13 * rem
    const most = Math.max(1, ...days.map(topOf))
    return {
      ...{ width, height, left, bottom: height - bottom, rem },
      x: scaleBand({
        domain: days.map((day) => day.day),
        range: [left, width],
        padding: days.length > 90 ? 0.1 : 0.25,
      }),
      y: scaleLinear({ domain: [0, most], range: [height - bottom, top], nice: 4 }),
    }
  }, [days, width, rem])
}

interface AxesProps {
  readonly plot: Plot
  readonly days: readonly DayRunsDto[]
  readonly language: 'de' | 'en'
}

/** Whole numbers at the left, days in the order day and month below. */
function Axes({ plot, days, language }: AxesProps) {
  const { x, y, left, bottom, width, rem } = plot
  const { number } = useWords()
  const short = useMemo(
    () =>
      new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
        day: '2-digit',
        month: '2-digit',
        timeZone: 'UTC',
      }),
    [language],
  )
  const every = Math.max(1, Math.ceil((days.length * 3.5 * rem) / (width - left)))
  const marked = days.filter((_, index) => (days.length - 1 - index) % every === 0).map(({ day }) => day)
  return (
    <>
      <AxisLeft
        scale={y}
        left={left}
        tickValues={y.ticks(4).filter(Number.isInteger)}
        tickFormat={(value) => number(Number(value))}
        tickLength={left - width}
        tickLineProps={{ className: 'axis-line' }}
        tickLabelProps={{ className: 'axis-word', dx: left - width - 0.5 * rem, textAnchor: 'end', dy: '0.33em' }}
        hideAxisLine
      />
      <AxisBottom
        scale={x}
        top={bottom}
        tickValues={marked}
        tickFormat={(day) => short.format(Date.parse(`${day}T00:00:00Z`))}
        tickLength={0.25 * rem}
        tickLineProps={{ className: 'axis-line' }}
        tickLabelProps={{ className: 'axis-word', textAnchor: 'middle', dy: '0.5em' }}
        axisLineClassName="axis-line"
      />
    </>
  )
}
