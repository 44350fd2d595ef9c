import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSpool } from '../../main/adapters/spool/spool'
import { fileChecker } from '../../main/checker'
import { findFormat } from '../../main/core/formats'
import type { FormatFault, NumberRule, WrittenSum } from '../../main/core/formats/format'
import { completeSettings, type FormatSettings } from '../../main/core/formats/settings'
import type { AccountingDocument, IncomingInvoice } from '../../main/core/ledger/ledger'
import type { CheckFile, CheckReport, ReadPosting } from '../../main/core/run/file-check'
import { Sums } from '../../main/engine/sums'
import type { CommonLedger } from './common-ledger'

/** A disk in memory where there is one. */
const disk = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** A folder with the finished files of one ledger, written as a run does it. */
export class WrittenLedger {
  readonly folder = mkdtempSync(join(disk, 'belegbote-round-trip-'))
  readonly settings: FormatSettings
  readonly ledger: CommonLedger
  readonly formatId: string
  files: readonly CheckFile[] = []
  faults: readonly FormatFault[] = []
  sums: readonly WrittenSum[] = []
  /** Documents and invoices that the writer refused. */
  readonly #refused = new Set<object>()

  constructor(formatId: string, ledger: CommonLedger, settings: FormatSettings = {}) {
    this.formatId = formatId
    this.ledger = ledger
    this.settings = completeSettings(findFormat(formatId)?.settings ?? [], settings)
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  async write(): Promise<void> {
    const format = findFormat(this.formatId)
    if (!format) throw new Error(`${this.formatId} is not registered`)
    const attachments = join(this.folder, 'attachments')
    mkdirSync(attachments)
    for (const [name, bytes] of this.ledger.attachments) writeFileSync(join(attachments, name), bytes)
    const spool = createSpool(join(this.folder, 'spool'), attachments)
    const place = spool.begin('run')
    if (!place.ok) throw new Error(place.error.detail)
    const { mandant, documents, invoices, persons } = this.ledger
    const checks = format.check(mandant, this.settings)
    const writer = format.open(
      {
        ...{ createdAt: '2026-11-24T18:30:05.123', runId: '20261124-183005-k3x9', branch: null, fileNamePattern: null },
        ...{ mandants: [mandant], settings: this.settings },
      },
      place.value,
    )
    this.faults = [
      ...checks,
      ...documents.flatMap((one) => this.#noted(one, writer.add(one))),
      ...(format.carries.incomingInvoices ? invoices.flatMap((one) => this.#noted(one, writer.addIncoming(one))) : []),
      ...(format.carries.personalAccounts ? persons.flatMap((one) => writer.addPersonalAccount(one)) : []),
      ...writer.finish(),
    ]
    this.sums = writer.sums()
    const finished = await place.value.finish()
    if (!finished.ok) throw new Error(finished.error.detail)
    this.files = finished.value.map(({ kind, mandant: id, name }) => ({
      ...{ kind, mandant: id, name },
      path: spool.path('run', name),
    }))
  }

  get #numberRule(): NumberRule | null {
    return findFormat(this.formatId)?.numberRule(this.settings) ?? null
  }

  /** What the engine adds up of what the writer took. */
  ledgerSums(): Sums {
    const [sums, rule, { documents, invoices }] = [new Sums(), this.#numberRule, this.taken()]
    for (const one of documents) sums.addDocument(one, rule?.(one.documentNo, null) ?? '')
    for (const one of invoices) sums.addInvoice(one, rule?.(one.invoiceNo, one.creditor) ?? '')
    return sums
  }

  #noted(one: object, faults: readonly FormatFault[]): readonly FormatFault[] {
    if (faults.some(({ level }) => level === 'reject')) this.#refused.add(one)
    return faults
  }

  async check(): Promise<{ readonly report: CheckReport; readonly postings: readonly ReadPosting[] }> {
    const { formatId: format, settings, files, ledger } = this
    const postings: ReadPosting[] = []
    const automaticAccounts = new Map([[ledger.mandant.mandant.mandant, ledger.mandant.automaticAccounts]])
    const mandants = new Map([[ledger.mandant.mandant.mandant, ledger.mandant.mandant]])
    const ignoresNumbers = this.#numberRule === null
    const request = { format, settings, files, automaticAccounts, mandants, ignoresNumbers }
    const report = await fileChecker.check(request, (posting) => postings.push(posting))
    return { report, postings }
  }

  /** The documents and invoices that the writer took. */
  taken(): { readonly documents: readonly AccountingDocument[]; readonly invoices: readonly IncomingInvoice[] } {
    const carriesInvoices = findFormat(this.formatId)?.carries.incomingInvoices
    return {
      documents: this.ledger.documents.filter((one) => !this.#refused.has(one)),
      invoices: carriesInvoices ? this.ledger.invoices.filter((one) => !this.#refused.has(one)) : [],
    }
  }
}

/** A posting as the ledger means it, in one line: day, number, debit, credit, amount including tax. */
export type Line = string

const plainAccount = (account: string) => account.replace(/^0+(?=.)/, '')

function lineOf(date: string, number: string, [debit, credit]: readonly [string, string], amountCents: number): Line {
  const [to, from] = amountCents < 0 ? [credit, debit] : [debit, credit]
  return `${date} ${number} ${plainAccount(to)} an ${plainAccount(from)} ${Math.abs(amountCents)}`
}

/**
 * @param numberOf the format's stated rule for numbers
 */
export function linesOfLedger(
  taken: ReturnType<WrittenLedger['taken']>,
  numberOf: (no: string) => string,
): readonly Line[] {
  const documents = taken.documents.flatMap(({ documentDate, documentNo, occasion, postings }) =>
    postings.map(({ side, account, contraAccount, amountCents }) => {
      const isDebit = (side === 'S') !== (occasion === 'reversal')
      const accounts = isDebit ? ([account, contraAccount] as const) : ([contraAccount, account] as const)
      return lineOf(documentDate, numberOf(documentNo), accounts, amountCents)
    }),
  )
  const invoices = taken.invoices.flatMap(({ invoiceDate, invoiceNo, creditNote, creditor, positions }) =>
    positions.map(({ account, amountCents }) =>
      lineOf(invoiceDate, numberOf(invoiceNo), creditNote ? [creditor, account] : [account, creditor], amountCents),
    ),
  )
  return [...documents, ...invoices].sort()
}

export function linesRead(postings: readonly ReadPosting[]): readonly Line[] {
  return postings.map((one) => lineOf(one.documentDate, one.documentNo, [one.debit, one.credit], one.grossCents)).sort()
}
