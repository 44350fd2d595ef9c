import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { demoExchange } from '../../core/demo'
import { fail, ok, type Result } from '../../core/result'
import type { Run, SpoolFile } from '../../core/run/run'
import type { LedgerStatus } from '../../engine/app'

export interface ArrivedSum {
  readonly mandant: string
  readonly debitCents: number
  readonly creditCents: number
}

/** What was found in the receiver's folder, read without any help of the writer. */
export interface Arrived {
  readonly files: readonly Pick<SpoolFile, 'name' | 'rows' | 'sizeBytes' | 'sha256'>[]
  readonly sums: readonly ArrivedSum[]
}

/**
 * Reads every file in the receiver's folder and compares names, sizes, hashes, rows and sums with the run, the ledger and
 * the demo books themselves. The error names what differs.
 */
export async function verifyArrived(folder: string, run: Run, ledger: LedgerStatus): Promise<Result<Arrived, string>> {
  const paths = await filesIn(folder)
  const expected = run.files.map((file) => file.remotePath ?? file.name).toSorted()
  if (paths.toSorted().join('\n') !== expected.join('\n')) return fail(`${paths.join(', ')} ≠ ${expected.join(', ')}`)
  const sums = new Map<string, ArrivedSum>()
  let incomingCents = 0
  for (const file of run.files) {
    const read = await readArrived(folder, file)
    if (!read.ok) return read
    if (file.kind === 'postings') addSums(sums, file.mandant, read.value)
    if (file.kind === 'incoming-invoices') incomingCents += read.value.reduce((sum, row) => sum + row.cents, 0)
  }
  const wrong = compare([...sums.values()], run, ledger, incomingCents)
  if (wrong !== null) return fail(wrong)
  const files = run.files.map(({ name, rows, sizeBytes, sha256 }) => ({ name, rows, sizeBytes, sha256 }))
  return ok({ files, sums: [...sums.values()] })
}

interface DatevRow {
  readonly cents: number
  readonly side: string
}

async function readArrived(folder: string, file: SpoolFile): Promise<Result<readonly DatevRow[], string>> {
  const bytes = await readFile(join(folder, file.remotePath ?? file.name))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (bytes.length !== file.sizeBytes) return fail(`${file.name}: ${bytes.length} ≠ ${file.sizeBytes} bytes`)
  if (sha256 !== file.sha256) return fail(`${file.name}: SHA-256 ${sha256} ≠ ${file.sha256}`)
  // Header, headings, then the data; the last line ends with CRLF as well.
  const lines = bytes.toString('latin1').split('\r\n').slice(2, -1)
  if (lines.length !== file.rows) return fail(`${file.name}: ${lines.length} ≠ ${file.rows} rows`)
  return ok(lines.map(toRow))
}

/** The first two fields of a posting: amount and side. */
function toRow(line: string): DatevRow {
  const [, euros = '', rest = '', side = ''] = /^(\d+),(\d\d);"([SH])";/.exec(line) ?? []
  return { cents: Number(euros) * 100 + Number(rest), side }
}

function addSums(sums: Map<string, ArrivedSum>, mandant: string, rows: readonly DatevRow[]): void {
  const before = sums.get(mandant) ?? { mandant, debitCents: 0, creditCents: 0 }
  const of = (side: string) => rows.reduce((sum, row) => (row.side === side ? sum + row.cents : sum), 0)
  sums.set(mandant, {
    mandant,
    debitCents: before.debitCents + of('S'),
    creditCents: before.creditCents + of('H'),
  })
}

function compare(sums: readonly ArrivedSum[], run: Run, ledger: LedgerStatus, incomingCents: number): string | null {
  const told = (list: readonly ArrivedSum[]) =>
    list
      .map((sum) => `${sum.mandant} S ${sum.debitCents} H ${sum.creditCents}`)
      .toSorted()
      .join(', ')
  if (told(sums) !== told(run.sums)) return `${told(sums)} ≠ ${told(run.sums)}`
  if (told(sums) !== told(ledger.mandants)) return `${told(sums)} ≠ ${told(ledger.mandants)}`
  const incoming = incomingOfBooks()
  if (incomingCents !== incoming.cents) return `${incomingCents} ≠ ${incoming.cents}`
  const documents = linesOf('belege.csv').length - 1 + incoming.count
  return run.documents === documents ? null : `${run.documents} ≠ ${documents}`
}

function incomingOfBooks(): { readonly count: number; readonly cents: number } {
  const [head = '', ...rows] = linesOf('eingangsrechnungen.csv')
  const gross = head.split(';').indexOf('brutto')
  const cents = rows.map((row) => Math.round(Number(row.split(';')[gross]) * 100))
  return { count: rows.length, cents: cents.reduce((sum, one) => sum + one, 0) }
}

function linesOf(name: string): readonly string[] {
  return (demoExchange().find((file) => file.name === name)?.text ?? '').split('\r\n').slice(0, -1)
}

/** Every file below, with `/` between the folders. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
}
