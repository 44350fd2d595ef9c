import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { ReadLimits } from './limits'
import type { PdfNews, PdfOrder } from './pdf-worker'

/** Why a thread had to be ended. `ended`: it died by itself. */
export type ThreadTrouble = 'too-slow' | 'too-much-memory' | 'ended'

/** Who listens to a thread while it works on one file. */
export interface ThreadListener {
  news(news: PdfNews): void
  /** The thread is of no more use. */
  trouble(trouble: ThreadTrouble): void
}

const startMs = 30_000
const lookMs = 50

/** Where the thread's script lies: beside the bundled chunk, above it, or as source beside this file. */
function scriptUrl(): URL {
  const places = ['./pdf-reader.js', '../pdf-reader.js', './pdf-worker.ts'].map(
    (path) => new URL(path, import.meta.url),
  )
  const place = places.find((url) => existsSync(fileURLToPath(url)))
  if (place === undefined) throw new Error('the script that reads PDFs is missing')
  return place
}

/**
 * A thread that opens PDFs, one at a time. It keeps no process alive while it is idle. The heap is bounded by Node; processor
 * time, which a busy machine does not shorten, and arrays of bytes, where an unpacked stream lies and which the heap's bound
 * does not see, by looking; a thread that stands still by a deadline of the clock.
 */
export class PdfThread {
  readonly #worker: Worker
  readonly #memoryBytes: number
  #listener: ThreadListener | null = null
  #deadline: NodeJS.Timeout | undefined
  #look: NodeJS.Timeout | undefined
  #cpu: { readonly ms: number; until: number | null } | null = null
  #isUseful = true

  constructor({ pdfMemoryBytes }: Pick<ReadLimits, 'pdfMemoryBytes'>) {
    this.#memoryBytes = pdfMemoryBytes
    this.#worker = new Worker(scriptUrl(), {
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: Math.ceil(pdfMemoryBytes / 1024 / 1024) },
    })
    this.#worker.on('message', (news: PdfNews) => this.#listener?.news(news))
    this.#worker.on('error', (error) => this.#end(isOutOfMemory(error) ? 'too-much-memory' : 'ended'))
    this.#worker.on('exit', () => this.#end('ended'))
    this.#worker.unref()
  }

  get isUseful(): boolean {
    return this.#isUseful
  }

  /** Starts the work; the thread must be idle. `bytes` of the order are given away. */
  work(order: PdfOrder, listener: ThreadListener): void {
    this.#listener = listener
    this.#worker.ref()
    this.#look = setInterval(() => void this.#lookAt(), lookMs)
    this.allow(startMs)
    this.#worker.postMessage(order, [order.bytes.buffer as ArrayBuffer]) // safe: the caller copied into an array of its own
  }

  /** From now on so long until the next news. */
  allow(ms: number): void {
    clearTimeout(this.#deadline)
    this.#deadline = setTimeout(() => this.#end('too-slow'), ms)
  }

  /** From now on so much processor time until it rests. */
  allowCpu(ms: number): void {
    this.#cpu = { ms, until: null }
  }

  /** The file is done, the thread waits for the next one. */
  rest(): void {
    this.#listener = null
    this.#stopWatching()
    this.#worker.unref()
  }

  /** Ends the thread wherever it is. */
  stop(): void {
    this.#listener = null
    this.#end('ended')
  }

  #end(trouble: ThreadTrouble): void {
    if (!this.#isUseful) return
    this.#isUseful = false
    this.#stopWatching()
    void this.#worker.terminate()
    this.#listener?.trouble(trouble)
    this.#listener = null
  }

  #stopWatching(): void {
    clearTimeout(this.#deadline)
    clearInterval(this.#look)
    this.#cpu = null
  }

  async #lookAt(): Promise<void> {
    const cpu = this.#cpu
    try {
      const [heap, { user, system }] = await Promise.all([this.#worker.getHeapStatistics(), this.#worker.cpuUsage()])
      if (heap.external_memory > this.#memoryBytes) this.#end('too-much-memory')
      const usedMs = (user + system) / 1000
      if (cpu === null || cpu !== this.#cpu) return // the thread rests, or has gone on to the next file
      cpu.until ??= usedMs + cpu.ms
      if (usedMs > cpu.until) this.#end('too-slow')
    } catch {
      // it ended between two looks, which its own event tells
    }
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
