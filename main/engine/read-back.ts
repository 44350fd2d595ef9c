import { assert } from '../core/assert'
import type { ExportFormat, FileSink, FormatFault, FormatMandant, SinkFile } from '../core/formats/format'
import type { FormatSettings } from '../core/formats/settings'
import type { CheckedSum, CheckFinding, CheckReport } from '../core/run/file-check'
import type { SpoolWriter, WrittenFile } from '../core/run/spool'
import type { Ports } from './ports'

/** Remembers which format opened which file, by its name. */
export class FormatFiles {
  readonly #formats = new Map<string, ExportFormat>()

  get formats(): readonly ExportFormat[] {
    return [...new Set(this.#formats.values())]
  }

  formatOf(name: string): ExportFormat | undefined {
    return this.#formats.get(name)
  }

  /** The same place, for the writer of this format. */
  sink(place: SpoolWriter, format: ExportFormat): FileSink {
    const note = (file: SinkFile) => {
      this.#formats.set(file.name, format)
      return file
    }
    return {
      open: (file) => place.open(note(file)),
      openArchive: (file) => place.openArchive(note(file)),
      openWorkbook: (file, sheet) => place.openWorkbook(note(file), sheet),
      attachmentSize: (attachment) => place.attachmentSize(attachment),
      attach: (file, attachment) => place.attach(note(file), attachment),
    }
  }
}

export interface ReadBack {
  readonly faults: readonly FormatFault[]
  /** Null: nothing lies anywhere that could be read. */
  readonly sums: readonly CheckedSum[] | null
  /** A file of debtors and creditors that has not as many rows as were written, in words; null: all have. */
  readonly rowsDiffer: string | null
  /** The disk did not give a file back. */
  readonly unreadable: string | null
}

export interface ReadBackOrder {
  /** In the order in which they get their names. */
  readonly written: readonly WrittenFile[]
  readonly place: SpoolWriter
  readonly files: FormatFiles
  readonly settingsOf: (format: ExportFormat) => FormatSettings
  readonly mandants: readonly FormatMandant[]
}

/** Reads finished files as the advisor's program would, by what shares no code with their writers. */
export async function readBack(order: ReadBackOrder, { checker }: Pick<Ports, 'checker'>): Promise<ReadBack> {
  const reports: CheckReport[] = []
  for (const format of order.files.formats) {
    assert(checker.reads(format.id), `nothing reads files of this format back: ${format.id}`)
    const files = order.written.flatMap(({ kind, mandant, name }) => {
      const path = order.files.formatOf(name) === format ? order.place.pathOf(name) : null
      return path === null ? [] : [{ path, name, kind, mandant }]
    })
    if (files.length === 0) return nothing
    const automaticAccounts = new Map(order.mandants.map((one) => [one.mandant.mandant, one.automaticAccounts]))
    const mandants = new Map(order.mandants.map(({ mandant }) => [mandant.mandant, mandant]))
    const settings = order.settingsOf(format)
    const ignoresNumbers = format.numberRule(settings) === null
    reports.push(
      await checker.check({ format: format.id, settings, files, automaticAccounts, mandants, ignoresNumbers }),
    )
  }
  const findings = reports.flatMap((report) => report.findings)
  const mandantOf = new Map(order.written.map(({ name, mandant }) => [name, mandant]))
  return {
    faults: findings.map((finding) => toFault(finding, mandantOf.get(finding.file) ?? '')),
    sums: reports.flatMap((report) => report.sums),
    rowsDiffer: rowDifference(order.written, reports),
    unreadable: findings.find(({ code }) => code === 'file-unreadable')?.file ?? null,
  }
}

const nothing: ReadBack = { faults: [], sums: null, rowsDiffer: null, unreadable: null }

/** Master data has no sums. */
function rowDifference(written: readonly WrittenFile[], reports: readonly CheckReport[]): string | null {
  const read = new Map(reports.flatMap(({ files }) => files.map(({ name, rows }) => [name, rows])))
  const wrong = written.find(({ kind, name, rows }) => kind === 'personal-accounts' && read.get(name) !== rows)
  return wrong ? `${wrong.name}: written ${wrong.rows} rows, read ${read.get(wrong.name)}` : null
}

/** The words of the rule stand under `check.<code>`; the field says the place in the file. */
function toFault(finding: CheckFinding, mandant: string): FormatFault {
  const { level, code, file, line, document, field, value } = finding
  const place = `${line === null ? file : `${file}:${line}`} ${field}`.trim()
  return { level, code: `check.${code}`, mandant, subject: document || null, field: place, value }
}
