import type { scaleBand, scaleLinear } from '@visx/scale'
import type { KeyboardEvent } from 'react'
import type { DayRunsDto } from '../../../preload/contract/dto'

/** Where things stand in the chart, in pixels. */
export interface Plot {
  readonly width: number
  readonly height: number
  /** Where the bars begin. */
  readonly left: number
  /** The line on which the bars stand. */
  readonly bottom: number
  readonly rem: number
  readonly x: ReturnType<typeof scaleBand<string>>
  readonly y: ReturnType<typeof scaleLinear<number>>
}

interface DayBarProps {
  readonly day: DayRunsDto
  readonly plot: Plot
  /** The hatching of what failed. */
  readonly fill: string
  readonly label: string
  /** The Tab key stops here. */
  readonly isStop: boolean
  readonly onPoint: (isPointed: boolean) => void
  readonly onPress: () => void
  /** Any key but those that press. */
  readonly onKey: (event: KeyboardEvent<SVGGElement>) => void
}

/** From below. */
const parts = ['delivered', 'empty', 'failed', 'missed'] as const

/** The bar of a day; its whole column can be pointed at and pressed. */
export function DayBar({ day, plot, fill, label, isStop, onPoint, onPress, onKey }: DayBarProps) {
  const { x, y, bottom } = plot
  const left = x(day.day) ?? 0
  const column = { x: left - (x.step() - x.bandwidth()) / 2, width: x.step() }
  const press = (event: KeyboardEvent<SVGGElement>) => {
    if (event.key !== 'Enter' && event.key !== ' ') return onKey(event)
    event.preventDefault()
    onPress()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: there is no button inside an SVG
    <g
      className="day-bar"
      role="button"
      tabIndex={isStop ? 0 : -1}
      aria-label={label}
      onClick={onPress}
      onKeyDown={press}
      onPointerEnter={() => onPoint(true)}
      onPointerLeave={() => onPoint(false)}
      onFocus={() => onPoint(true)}
      onBlur={() => onPoint(false)}
    >
      <rect className="day-column" {...column} y={0} height={bottom} />
      {stacked(day).map(({ part, from, to }) => (
        <rect
          key={part}
          className={`bar bar-${part}`}
          x={left}
          width={x.bandwidth()}
          y={y(to)}
          height={Math.max(0, y(from) - y(to))}
          {...(part === 'failed' ? { fill } : {})}
        />
      ))}
    </g>
  )
}

/** A hole only where nothing was tried: what failed stands there already. */
export const heightOf = (day: DayRunsDto, part: (typeof parts)[number]) =>
  part === 'missed' ? Math.max(0, day.missed - day.failed) : day[part]

export const topOf = (day: DayRunsDto) => parts.reduce((sum, part) => sum + heightOf(day, part), 0)

function stacked(day: DayRunsDto) {
  let from = 0
  return parts.flatMap((part) => {
    const to = from + heightOf(day, part)
    const stack = { part, from, to }
    from = to
    return stack.to > stack.from ? [stack] : []
  })
}
