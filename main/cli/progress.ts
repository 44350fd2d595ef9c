import type { CliIo } from './io'
import type { Words } from './words'

export interface Progress {
  /** Draws the bar anew. `label` names what is being done, `subject` what it is done to. */
  show(label: string, done: number, total: number): void
  /** Takes the bar off the screen. */
  end(): void
}

const barWidth = 30
const pauseMs = 100

/** A bar that draws over itself; silent where nobody watches. */
export function createProgress(io: Pick<CliIo, 'stderr' | 'stderrIsTty'>, words: Words): Progress {
  let drawn = false
  let lastLabel = ''
  let lastMs = 0
  const end = () => {
    if (drawn) io.stderr('\r\u001b[K')
    drawn = false
  }
  return {
    show: (label, done, total) => {
      const nowMs = performance.now()
      if (!io.stderrIsTty || (label === lastLabel && nowMs - lastMs < pauseMs && done < total)) return
      lastLabel = label
      lastMs = nowMs
      drawn = true
      const share = total > 0 ? Math.min(1, done / total) : 0
      const full = Math.round(share * barWidth)
      const bar = '█'.repeat(full) + '░'.repeat(barWidth - full)
      io.stderr(`\r\u001b[K${label} ${bar} ${words.count(done)}/${words.count(total)}`)
    },
    end,
  }
}
