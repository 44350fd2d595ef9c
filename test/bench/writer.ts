import { createHash } from 'node:crypto'
import { findFormat } from '../../main/core/formats'
import type { FileSink } from '../../main/core/formats/format'
import type { AccountingDocument } from '../../main/core/ledger/ledger'
import { benchFormatMandant, sampleDocuments } from './sample'

const repetitions = 5
const postings = Number(process.argv[process.argv.indexOf('--postings') + 1]) || 100_000

interface Measured {
  readonly rows: number
  readonly sizeBytes: number
  readonly ms: number
}

/** Counts and hashes, as the spool does, so that both sides pay for it. */
function countingSink() {
  const total = { rows: 0, sizeBytes: 0 }
  const sink: Pick<FileSink, 'open'> = {
    open: () => {
      const hash = createHash('sha256')
      return {
        write: (bytes) => {
          hash.update(bytes)
          total.sizeBytes += bytes.length
        },
        close: (rows) => {
          hash.digest()
          total.rows += rows
        },
      }
    },
  }
  return { total, sink: sink as FileSink } // safe: datev-csv opens plain files only
}

function ours(documents: readonly AccountingDocument[]): Measured {
  const { total, sink } = countingSink()
  const format = findFormat('datev-csv')
  if (!format) throw new Error('datev-csv is not registered')
  const startedMs = performance.now()
  const writer = format.open(
    {
      mandants: [benchFormatMandant],
      createdAt: '2026-11-24T18:30:00.000',
      runId: '20261124-183000-abcd',
      branch: null,
      fileNamePattern: null,
      settings: { datevDocuments: false },
    },
    sink,
  )
  const faults = documents.flatMap((one) => writer.add(one)).concat(writer.finish())
  if (faults.some((fault) => fault.level === 'reject')) throw new Error(JSON.stringify(faults.slice(0, 3)))
  return { ...total, ms: performance.now() - startedMs }
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
const emptyTail = `${';""'.repeat(20)}`

/** The yardstick: no rules, no checks, the same live columns glued by hand into one Latin-1 text per file. */
function bare(documents: readonly AccountingDocument[]): Measured {
  const startedMs = performance.now()
  let rows = 0
  let sizeBytes = 0
  let month = ''
  let text = ''
  let hash = createHash('sha256')
  const flush = () => {
    const bytes = Buffer.from(text, 'latin1')
    hash.update(bytes)
    sizeBytes += bytes.length
    text = ''
  }
  for (const one of documents) {
    if (one.documentDate.slice(0, 7) !== month) {
      flush()
      hash.digest()
      hash = createHash('sha256')
      month = one.documentDate.slice(0, 7)
    }
    const [year, monthNo, day] = one.documentDate.split('-')
    for (const posting of one.postings) {
      const amount = `${Math.floor(posting.amountCents / 100)},${String(posting.amountCents % 100).padStart(2, '0')}`
      text += `${amount};"${posting.side}";"EUR";;;"";${posting.account};${posting.contraAccount};"";${day}${monthNo};${quoted(one.documentNo)};"";;${quoted(posting.text ?? '')};;"";;;;""${emptyTail};${quoted(posting.costCentre ?? '')};"";;"";;"";;;;;;${emptyTail}${emptyTail};;;;"";;;;"";"";;"";;;;"";"";;"";;"";;"";"";;"";;0;${day}${monthNo}${year};${day}${monthNo}${year};${day}${monthNo}${year};"";;"";"";;"";;\r\n`
      rows++
    }
    if (text.length > 65_536) flush()
  }
  flush()
  hash.digest()
  return { rows, sizeBytes, ms: performance.now() - startedMs }
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const documents = sampleDocuments(postings)
ours(documents)
bare(documents)
const runs = Array.from({ length: repetitions }, () => ({ ours: ours(documents), bare: bare(documents) }))
const rate = (kind: 'ours' | 'bare') => postings / (median(runs.map((run) => run[kind].ms)) / 1000)
const first = runs[0]
console.log(`Writing datev-csv, ${postings} postings, median of ${repetitions} interleaved`)
console.log(`  ours  ${Math.round(rate('ours'))} rows/s, ${first?.ours.rows} rows, ${first?.ours.sizeBytes} bytes`)
console.log(`  bare  ${Math.round(rate('bare'))} rows/s, ${first?.bare.rows} rows, ${first?.bare.sizeBytes} bytes`)
console.log(`  ratio bare / ours ${(rate('bare') / rate('ours')).toFixed(2)} (goal: at most 2)`)
