import { Label, ProgressBar } from 'react-aria-components'

/** A bar with its words; without a total it only shows that something goes on. */
export function Meter({ label, done, total }: { label: string; done: number; total: number }) {
  const isIndeterminate = total <= 0
  const percent = isIndeterminate ? 0 : Math.min(100, (done / total) * 100)
  return (
    <ProgressBar className="meter" value={percent} isIndeterminate={isIndeterminate}>
      <Label className="meter-label">{label}</Label>
      <svg className="meter-track" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect
          className={isIndeterminate ? 'meter-fill meter-moving' : 'meter-fill'}
          width={isIndeterminate ? 30 : percent}
          height="4"
        />
      </svg>
    </ProgressBar>
  )
}
