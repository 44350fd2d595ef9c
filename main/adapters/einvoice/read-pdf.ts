import { type FindingCode, found } from '../../core/einvoice/findings'
import type { EInvoiceFinding } from '../../core/einvoice/invoice'
import { fail, ok, type Result } from '../../core/result'
import type { ReadLimits } from './limits'
import { PdfThread, type ThreadTrouble } from './pdf-thread'
import type { PdfFile, PdfNews, PdfOrder } from './pdf-worker'

export interface PdfContent {
  readonly files: readonly PdfFile[]
  readonly pages: number
  readonly text: string
}

export type PdfResult = Result<PdfContent, EInvoiceFinding>

const textPages = 20
const mebibyte = 1024 * 1024
/** Starting a thread takes longer than most files; after this pause it goes. */
const idleMs = 30_000
/** A fresh one now and then, so that nothing can pile up. */
const filesPerThread = 100

const refusals = {
  password: 'pdf-password',
  broken: 'pdf-broken',
  'embedded-too-large': 'attachment-too-large',
} as const satisfies Record<Extract<PdfNews, { tells: 'failed' }>['why'], FindingCode>

const troubles = {
  'too-slow': 'pdf-too-slow',
  'too-much-memory': 'pdf-too-much-memory',
  ended: 'pdf-broken',
} as const satisfies Record<ThreadTrouble, FindingCode>

/**
 * Takes files and text out of PDFs, one after the other, in a thread that a hostile file can end and nothing else. The bytes
 * are copied. The answer comes within the limits, always.
 */
export function createPdfReader(limits: ReadLimits): (bytes: Uint8Array) => Promise<PdfResult> {
  let thread: PdfThread | null = null
  let used = 0
  let idle: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()

  const next = () => {
    clearTimeout(idle)
    if (!thread?.isUseful || used >= filesPerThread) {
      thread?.stop()
      thread = new PdfThread(limits)
      used = 0
    }
    used++
    return thread
  }
  const readOne = async (bytes: Uint8Array) => {
    const current = next()
    const result = await readIn(current, bytes, limits)
    idle = setTimeout(() => current.stop(), idleMs).unref()
    return result
  }
  return (bytes) => {
    const result = last.then(() => readOne(bytes))
    last = Promise.allSettled([result]) // a bug with one file is not the next one's
    return result
  }
}

function readIn(thread: PdfThread, bytes: Uint8Array, limits: ReadLimits): Promise<PdfResult> {
  const order: PdfOrder = {
    bytes: Uint8Array.from(bytes),
    embeddedBytes: limits.embeddedBytes,
    embeddedFiles: limits.embeddedFiles,
    textPages,
  }
  return new Promise((resolve) => {
    let files: PdfContent['files'] | null = null
    const done = (result: PdfResult) => {
      thread.rest()
      resolve(result)
    }
    thread.work(order, {
      news(news) {
        switch (news.tells) {
          case 'begins':
            thread.allowCpu(limits.pdfCpuMs + (limits.pdfCpuMsPerMebibyte * bytes.length) / mebibyte)
            return thread.allow(limits.pdfMs)
          case 'files':
            files = news.files
            return thread.allow(limits.pdfMs)
          case 'text':
            return done(ok({ files: files ?? [], pages: news.pages, text: news.text }))
          case 'failed':
            return done(files?.length ? ok({ files, pages: 0, text: '' }) : fail(found(refusals[news.why])))
        }
      },
      trouble(trouble) {
        // With files at hand only the text is missing, and an invoice does not depend on it.
        resolve(files?.length ? ok({ files, pages: 0, text: '' }) : fail(found(troubles[trouble])))
      },
    })
  })
}
