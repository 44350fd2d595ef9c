import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'
import { peakMiB } from './peak'
import type { BenchLine, BenchOrder } from './worker'

export type MeasuredLine = BenchLine & { readonly peakMiB: number }

export interface Watched {
  readonly lines: readonly MeasuredLine[]
  /** Longest pause of this thread meanwhile. */
  readonly mainPauseMs: number
}

/** Runs the work in a worker, as the app does, while this thread does nothing but watch its own pauses. */
export async function runWorker(script: URL, order: BenchOrder): Promise<Watched> {
  const lines: MeasuredLine[] = []
  const main = monitorEventLoopDelay({ resolution: 5 })
  main.enable()
  const worker = new Worker(script, {
    workerData: order,
    resourceLimits: { maxYoungGenerationSizeMb: 2 },
  })
  worker.on('message', (line: BenchLine) => lines.push({ ...line, peakMiB: peakMiB() }))
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the worker ended with ${code}`))))
  })
  main.disable()
  return { lines, mainPauseMs: main.max / 1e6 }
}
