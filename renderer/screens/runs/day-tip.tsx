import type { DayRunsDto } from '../../../preload/contract/dto'
import { type Plot, topOf } from './day-bar'

interface DayTipProps {
  readonly plot: Plot
  readonly day: DayRunsDto
  readonly text: string
}

/** What the bar says to those who hear it, for the eye: above the bar, and never beyond the chart. */
export function DayTip({ plot, day, text }: DayTipProps) {
  const { x, y, rem } = plot
  const [width, height] = [Math.min(18 * rem, plot.width), 4 * rem]
  const middle = (x(day.day) ?? 0) + x.bandwidth() / 2
  const left = Math.min(Math.max(middle - width / 2, 0), plot.width - width)
  const top = y(topOf(day)) - height
  return (
    <foreignObject className="day-tip" x={left} y={Math.max(top, -2 * rem)} width={width} height={height}>
      <div className="day-tip-place" aria-hidden="true">
        <span className="tooltip">{text}</span>
      </div>
    </foreignObject>
  )
}
