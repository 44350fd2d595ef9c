import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { type FindingCode, found } from '../../core/einvoice/findings'
import type { EInvoiceFinding } from '../../core/einvoice/invoice'
import { fail, ok, type Result } from '../../core/result'
import type { ReadLimits } from './limits'
import type { PdfNews, PdfOrder } from './pdf-worker'

export interface PdfContent {
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  readonly pages: number
  readonly text: string
}

const textPages = 20
const memoryLookMs = 50

/** Where the thread's script lies: beside the bundled chunk, above it, or as source beside this file. */
function scriptUrl(): URL {
  const places = ['./pdf-reader.js', '../pdf-reader.js', './pdf-worker.ts'].map(
    (path) => new URL(path, import.meta.url),
  )
  const found = places.find((url) => existsSync(fileURLToPath(url)))
  if (found === undefined) throw new Error('the script that reads PDFs is missing')
  return found
}

/**
 * Files inside a PDF and its text. Works in a thread with a deadline and a bound on memory, so that a hostile file ends it and
 * nothing else. The bytes are copied into it.
 */
export function readPdf(bytes: Uint8Array, limits: ReadLimits): Promise<Result<PdfContent, EInvoiceFinding>> {
  const order: PdfOrder = {
    bytes: Uint8Array.from(bytes),
    embeddedBytes: limits.embeddedBytes,
    embeddedFiles: limits.embeddedFiles,
    textPages,
  }
  return new Promise((resolve) => {
    const worker = startWorker(order, limits)
    let files: PdfContent['files'] | null = null
    const end = (result: Result<PdfContent, EInvoiceFinding>) => {
      clearInterval(memory)
      clearTimeout(deadline)
      worker.removeAllListeners()
      worker.on('error', () => undefined) // what happens while it is being ended concerns nobody any more
      void worker.terminate()
      resolve(result)
    }
    // With the files at hand only the text is missing, and the invoice does not depend on it.
    const giveUp = (code: FindingCode) => end(files === null ? fail(found(code)) : ok({ files, pages: 0, text: '' }))
    const memory = setInterval(() => void watchMemory(worker, limits, giveUp), memoryLookMs)
    let deadline = setTimeout(() => giveUp('pdf-too-slow'), limits.pdfMs)
    worker.on('message', (news: PdfNews) => {
      if (news.tells === 'failed') return end(fail(found(refusals[news.why])))
      if (news.tells === 'text') return end(ok({ files: files ?? [], pages: news.pages, text: news.text }))
      files = news.files
      clearTimeout(deadline)
      deadline = setTimeout(() => giveUp('pdf-too-slow'), limits.pdfMs)
    })
    worker.on('error', (error) => giveUp(isOutOfMemory(error) ? 'pdf-too-much-memory' : 'pdf-broken'))
    worker.on('exit', () => giveUp('pdf-broken'))
  })
}

const refusals = {
  password: 'pdf-password',
  broken: 'pdf-broken',
  'embedded-too-large': 'attachment-too-large',
} as const satisfies Record<Extract<PdfNews, { tells: 'failed' }>['why'], FindingCode>

function startWorker(order: PdfOrder, limits: ReadLimits): Worker {
  const worker = new Worker(scriptUrl(), {
    workerData: order,
    // A copy of its own: the transfer empties the array here.
    transferList: [order.bytes.buffer as ArrayBuffer], // safe: Uint8Array.from never makes a shared buffer
    env: {},
    execArgv: ['--no-warnings'],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: Math.ceil(limits.pdfMemoryBytes / 1024 / 1024) },
  })
  return worker
}

/** The heap's limit does not see arrays of bytes, which is where an unpacked stream lies. */
async function watchMemory(worker: Worker, limits: ReadLimits, giveUp: (code: FindingCode) => void): Promise<void> {
  try {
    const { external_memory: bytes } = await worker.getHeapStatistics()
    if (bytes > limits.pdfMemoryBytes) giveUp('pdf-too-much-memory')
  } catch {
    // the thread ended between two looks, which its own event tells
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
