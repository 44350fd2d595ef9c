import { open } from 'node:fs/promises'
import type { AccountNo } from '../core/ledger/ledger'
import type { CheckFile, CheckReport, CheckRequest, FileChecker, ReadPosting } from '../core/run/file-check'
import { Findings } from './findings'
import type { FileLook, FormatReader, Reading } from './reader'
import { SameFiles } from './same-files'
import { SamePostings } from './same-postings'
import { ReadSums } from './sums'

const headBytes = 8192
const noAccounts: ReadonlySet<AccountNo> = new Set()

/** Drives the readers: finds the format of each file, adds up what they read and keeps the findings within bounds. */
export function createChecker(readers: readonly FormatReader[]): FileChecker {
  return {
    reads: (format) => readers.some(({ id }) => id === format),
    check: (request, onPosting) => new Check(readers, request, onPosting).run(),
  }
}

class Check {
  readonly #findings = new Findings()
  readonly #sums = new ReadSums()
  readonly #samePostings = new SamePostings()
  readonly #readings = new Map<string, Reading>()
  readonly #readers: readonly FormatReader[]
  readonly #request: CheckRequest
  readonly #onPosting: ((posting: ReadPosting) => void) | undefined

  constructor(
    readers: readonly FormatReader[],
    request: CheckRequest,
    onPosting: ((posting: ReadPosting) => void) | undefined,
  ) {
    this.#readers = readers
    this.#request = request
    this.#onPosting = onPosting
  }

  async run(): Promise<CheckReport> {
    const files: CheckReport['files'][number][] = []
    const sameFiles = new SameFiles()
    for (const file of this.#request.files) {
      files.push({ name: file.name, ...(await this.#file(file)) })
      const other = await sameFiles.other(file)
      if (other !== null) this.#findings.of(file).reject('file-twice', { value: other })
    }
    for (const reading of this.#readings.values()) reading.finish?.()
    for (const { file, other, count } of this.#samePostings.pairs()) {
      this.#findings.of(file).warn('posting-in-two-files', { field: other, value: `${count}` })
    }
    return { files, ...this.#findings.report(), sums: this.#sums.all() }
  }

  async #file(file: CheckFile): Promise<{ readonly format: string | null; readonly rows: number }> {
    const findings = this.#findings.of(file)
    try {
      const reader = await this.#readerOf(file)
      if (!reader) {
        findings.reject('format-unknown')
        return { format: null, rows: 0 }
      }
      const rows = await this.#readingOf(reader).file(file, {
        ...findings,
        posting: (posting) => this.#take(file, posting),
      })
      return { format: reader.id, rows }
    } catch (error) {
      if (!isFileTrouble(error)) throw error
      findings.reject('file-unreadable', { value: error.code })
      return { format: null, rows: 0 }
    }
  }

  async #readerOf(file: CheckFile): Promise<FormatReader | null> {
    const { format } = this.#request
    if (format !== null) return this.#readers.find(({ id }) => id === format) ?? null
    const look = await lookAt(file)
    return this.#readers.find((reader) => reader.recognises(look)) ?? null
  }

  #readingOf(reader: FormatReader): Reading {
    const known = this.#readings.get(reader.id)
    if (known) return known
    const { settings, automaticAccounts, mandants } = this.#request
    const reading = reader.open({
      settings,
      automaticAccounts: (mandant) => (mandant === null ? undefined : automaticAccounts?.get(mandant)) ?? noAccounts,
      mandant: (id) => (id === null ? undefined : mandants?.get(id)) ?? null,
    })
    this.#readings.set(reader.id, reading)
    return reading
  }

  #take(file: CheckFile, read: ReadPosting): void {
    const posting = read.mandant === null && file.mandant !== null ? { ...read, mandant: file.mandant } : read
    this.#sums.add(posting, this.#request.ignoresNumbers ?? false)
    if (this.#request.files.length > 1) this.#samePostings.add(file, posting)
    this.#onPosting?.(posting)
  }
}

async function lookAt(file: CheckFile): Promise<FileLook> {
  const handle = await open(file.path)
  try {
    const { bytesRead, buffer } = await handle.read(new Uint8Array(headBytes), 0, headBytes, 0)
    return { name: file.name, head: buffer.subarray(0, bytesRead) }
  } finally {
    await handle.close()
  }
}

function isFileTrouble(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && 'syscall' in error && typeof error.code === 'string'
}
