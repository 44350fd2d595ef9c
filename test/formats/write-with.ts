import { findFormat } from '../../main/core/formats'
import type {
  Cell,
  ExportFormat,
  FileSink,
  FormatContext,
  FormatFault,
  FormatMandant,
  FormatWriter,
  SinkFile,
  TaxKeyRule,
  WrittenSum,
} from '../../main/core/formats/format'
import { completeSettings, type FormatSettings } from '../../main/core/formats/settings'
import type { AccountingDocument, IncomingInvoice, PersonalAccount } from '../../main/core/ledger/ledger'
import type { CommonLedger } from './common-ledger'

export interface WrittenRow {
  readonly cells: readonly Cell[]
  readonly heading: boolean
}

/** A file in memory. */
export interface WrittenFile extends SinkFile {
  readonly rows: number
  /** Empty for archives and workbooks. */
  readonly bytes: Uint8Array
  /** Of an archive, in their order. */
  readonly entries: readonly { readonly name: string; readonly bytes: Uint8Array }[] | null
  /** Of a workbook. */
  readonly sheet: { readonly name: string; readonly rows: readonly WrittenRow[] } | null
}

export interface Written {
  /** What `check` says; the writer is not opened when that rejects. */
  readonly checks: readonly FormatFault[]
  /** In the order in which they were opened. */
  readonly files: readonly WrittenFile[]
  /** Of the writer, in their order. */
  readonly faults: readonly FormatFault[]
  readonly sums: readonly WrittenSum[]
}

export interface WriteOptions {
  readonly mandants: readonly FormatMandant[]
  readonly documents?: readonly AccountingDocument[]
  readonly invoices?: readonly IncomingInvoice[]
  readonly persons?: readonly PersonalAccount[]
  readonly attachments?: ReadonlyMap<string, Uint8Array>
  /** The others have their defaults. */
  readonly settings?: FormatSettings
  /** Rows of every Mandant, before its own. */
  readonly taxKeys?: readonly TaxKeyRule[]
  readonly context?: Partial<Omit<FormatContext, 'mandants' | 'settings'>>
}

/** Books as options of `writeWith`, those of several houses one after the other. */
export function booksOf(...ledgers: readonly CommonLedger[]): WriteOptions {
  return {
    mandants: ledgers.map((one) => one.mandant),
    documents: ledgers.flatMap((one) => one.documents),
    invoices: ledgers.flatMap((one) => one.invoices),
    persons: ledgers.flatMap((one) => one.persons),
    attachments: new Map(ledgers.flatMap((one) => [...one.attachments])),
  }
}

/** Writes books with a registered format and keeps everything in memory. */
export function writeWith(formatId: string, options: WriteOptions): Written {
  const format = findFormat(formatId)
  if (!format) throw new Error(`${formatId} is not registered`)
  return writeWithFormat(format, options)
}

/** The same for a format that is given. */
export function writeWithFormat(format: ExportFormat, options: WriteOptions): Written {
  const settings = completeSettings(format.settings, options.settings ?? {})
  const mandants = options.mandants.map((one) => ({
    ...one,
    settings: { ...one.settings, taxKeys: [...(options.taxKeys ?? []), ...one.settings.taxKeys] },
  }))
  const checks = mandants.flatMap((one) => format.check(one, settings))
  if (checks.some(({ level }) => level === 'reject')) return { checks, files: [], faults: [], sums: [] }
  const memory = new MemorySink(options.attachments ?? new Map())
  const writer = format.open(
    {
      ...{ createdAt: '2026-11-24T18:30:05.123', runId: '20261124-183005-k3x9', branch: null, fileNamePattern: null },
      ...options.context,
      ...{ mandants, settings },
    },
    memory,
  )
  const faults = feed(writer, options)
  return { checks, files: memory.files(), faults, sums: writer.sums() }
}

function feed(writer: FormatWriter, { persons, documents, invoices }: WriteOptions): readonly FormatFault[] {
  return [
    ...(documents ?? []).flatMap((one) => writer.add(one)),
    ...(invoices ?? []).flatMap((one) => writer.addIncoming(one)),
    ...(persons ?? []).flatMap((one) => writer.addPersonalAccount(one)),
    ...writer.finish(),
  ]
}

class MemorySink implements FileSink {
  readonly #attachments: ReadonlyMap<string, Uint8Array>
  readonly #files: { readonly file: SinkFile; written: WrittenFile | null }[] = []

  constructor(attachments: ReadonlyMap<string, Uint8Array>) {
    this.#attachments = attachments
  }

  files(): readonly WrittenFile[] {
    return this.#files.map(({ file, written }) => {
      if (!written) throw new Error(`never closed: ${file.name}`)
      return written
    })
  }

  open(file: SinkFile) {
    const close = this.#begin(file)
    const pieces: Uint8Array[] = []
    return {
      write: (bytes: Uint8Array) => void pieces.push(bytes.slice()),
      close: (rows: number) => close({ rows, bytes: joined(pieces) }),
    }
  }

  openArchive(file: SinkFile) {
    const close = this.#begin(file)
    const entries: { name: string; bytes: Uint8Array }[] = []
    const add = (name: string, bytes: Uint8Array) => {
      if (/[/\\]/.test(name) || entries.some((one) => one.name === name))
        throw new Error(`entry twice or folder: ${name}`)
      entries.push({ name, bytes })
    }
    return {
      get sizeBytes() {
        return entries.reduce((sum, { bytes }) => sum + bytes.length, 0)
      },
      entry: (name: string) => {
        const pieces: Uint8Array[] = []
        return { write: (bytes: Uint8Array) => void pieces.push(bytes.slice()), close: () => add(name, joined(pieces)) }
      },
      attach: (name: string, attachment: string) => add(name, this.#attachment(attachment)),
      close: (rows: number) => close({ rows, entries }),
    }
  }

  openWorkbook(file: SinkFile, name: string) {
    const close = this.#begin(file)
    const lines: WrittenRow[] = []
    return {
      row: (cells: readonly Cell[], heading = false) => void lines.push({ cells: [...cells], heading }),
      close: (rows: number) => close({ rows, sheet: { name, rows: lines } }),
    }
  }

  attachmentSize(attachment: string) {
    return this.#attachments.get(attachment)?.length ?? null
  }

  attach(file: SinkFile, attachment: string) {
    this.#begin(file)({ rows: 0, bytes: this.#attachment(attachment) })
  }

  #attachment(attachment: string): Uint8Array {
    const bytes = this.#attachments.get(attachment)
    if (!bytes) throw new Error(`not in the store: ${attachment}`)
    return bytes
  }

  #begin(file: SinkFile) {
    if (this.#files.some((one) => one.file.name.toLowerCase() === file.name.toLowerCase())) {
      throw new Error(`a name twice in one run: ${file.name}`)
    }
    const slot: { file: SinkFile; written: WrittenFile | null } = { file, written: null }
    this.#files.push(slot)
    return (what: Partial<WrittenFile> & Pick<WrittenFile, 'rows'>) => {
      if (slot.written) throw new Error(`closed twice: ${file.name}`)
      slot.written = { ...file, bytes: new Uint8Array(), entries: null, sheet: null, ...what }
    }
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(pieces))
}
