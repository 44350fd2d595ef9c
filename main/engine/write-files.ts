import { assert } from '../core/assert'
import {
  type ExportFormat,
  type FormatContext,
  type FormatFault,
  type FormatMandant,
  type FormatWriter,
  fileKinds,
} from '../core/formats/format'
import { completeSettings } from '../core/formats/settings'
import type { AccountingDocument, IncomingInvoice, Mandant } from '../core/ledger/ledger'
import type { DocumentSelection } from '../core/ledger/source'
import type { Profile } from '../core/profile/profile'
import type { RunError } from '../core/run/run'
import { wallClock } from '../core/run/run-id'
import type { PreparedRun } from '../core/run/run-store'
import type { SpoolWriter, WrittenFile } from '../core/run/spool'
import type { StampPile } from '../core/run/stamp-pile'
import type { RunProgress } from './app'
import { selectionUnknown } from './faults'
import { Gathering } from './gathering'
import type { Ports } from './ports'
import { FormatFiles, type ReadBackOrder, readBack } from './read-back'
import type { Standing } from './standing'

export interface WriteOrder {
  readonly profile: Profile
  readonly runId: string
  readonly startedMs: number
  readonly place: SpoolWriter
  /** Gets what would be stamped. */
  readonly stamps: StampPile
  readonly tell: (progress: Omit<RunProgress, 'runId'>) => void
  /** Told of everything that is read, also of what is left out. */
  readonly watch?: ReadingWatch
  /** Called between pieces of the reading; what it throws ends the work, and what was written is removed. */
  readonly goOn?: () => void
}

export interface ReadingWatch {
  document(one: AccountingDocument, standing: Standing): void
  invoice(one: IncomingInvoice, standing: Standing): void
}

export type WriteOutcome =
  | { readonly kind: 'written'; readonly prepared: PreparedRun }
  | { readonly kind: 'empty'; readonly warnings: readonly FormatFault[] }
  | { readonly kind: 'rejected'; readonly faults: readonly FormatFault[] }
  | { readonly kind: 'trouble'; readonly error: RunError }

/** Reads what the profile would hand over and writes its files. Stamps nothing; what is written is whole and on the disk. */
export async function writeFiles(order: WriteOrder, ports: Ports): Promise<WriteOutcome> {
  try {
    return await write(order, ports)
  } catch (bug) {
    order.place.abandon()
    throw bug
  }
}

async function write(order: WriteOrder, ports: Ports): Promise<WriteOutcome> {
  const { profile, place } = order
  const mandants = await formatMandants(profile, ports)
  const formats = formatsOf(profile, ports)
  const settingsOf = (format: ExportFormat) =>
    completeSettings(format.settings, profile.formatSettings[format.id] ?? {})
  const missing = [...new Set(Object.values(formats))].flatMap((format) =>
    mandants.flatMap((one) => format.check(one, settingsOf(format))),
  )
  if (missing.some(isReject)) return { kind: 'rejected', faults: missing }
  const contextOf = (format: ExportFormat): FormatContext => ({
    mandants,
    createdAt: wallClock(order.startedMs, profile.timeZone),
    runId: order.runId,
    branch: profile.branch,
    fileNamePattern: profile.fileNamePattern,
    settings: settingsOf(format),
  })
  const files = new FormatFiles()
  const open = (format: ExportFormat) => format.open(contextOf(format), files.sink(place, format))
  const postings = open(formats.postings)
  const invoices = formats.invoices === formats.postings ? postings : open(formats.invoices)
  const writers = [...new Set([postings, invoices])]
  const ruleOf = (format: ExportFormat) => format.numberRule(settingsOf(format))
  const numbers = { documents: ruleOf(formats.postings), invoices: ruleOf(formats.invoices) }
  const gathering = new Gathering(order, ports, new Map(mandants.map((one) => [one.mandant.mandant, one])), numbers)
  await gathering.documents(selectionOf(profile), postings)
  if (profile.incomingInvoices.enabled) await gathering.invoices(invoices, postings)
  for (const writer of writers) gathering.faults.push(...writer.finish())
  gathering.faults.unshift(...missing, ...(await unknownSelections(profile, ports)))
  return settle({ gathering, writers, order, mandants, files, settingsOf }, ports)
}

interface Settling extends Pick<ReadBackOrder, 'mandants' | 'files' | 'settingsOf'> {
  readonly gathering: Gathering
  readonly writers: readonly FormatWriter[]
  readonly order: WriteOrder
}

async function settle(settling: Settling, ports: Ports): Promise<WriteOutcome> {
  const { gathering, writers, mandants } = settling
  const { place, stamps, tell } = settling.order
  const { faults, sums } = gathering
  if (faults.some(isReject)) return { kind: 'rejected', faults }
  if (gathering.missesNewVersion()) {
    return { kind: 'trouble', error: { kind: 'ledger-unavailable', detail: 'the books changed while they were read' } }
  }
  if (stamps.count === 0) return { kind: 'empty', warnings: faults }
  const writtenSums = writers.flatMap((writer) => writer.sums())
  const difference = sums.difference(writtenSums)
  if (difference !== null) return { kind: 'trouble', error: { kind: 'sums-differ', detail: difference } }
  tell({ phase: 'write', file: null, done: stamps.count, total: stamps.count })
  const finished = await place.finish()
  if (!finished.ok) return { kind: 'trouble', error: finished.error }
  const order = publishingOrder(finished.value)
  const ordered = order.map((index) => at(finished.value, index))
  const back = await readBack({ ...settling, place, written: ordered }, ports)
  if (back.unreadable !== null) return { kind: 'trouble', error: { kind: 'spool-failed', detail: back.unreadable } }
  faults.push(...back.faults)
  if (faults.some(isReject)) return { kind: 'rejected', faults }
  const misread = back.rowsDiffer ?? (back.sums === null ? null : sums.readDifference(writtenSums, back.sums))
  if (misread !== null) return { kind: 'trouble', error: { kind: 'sums-differ', detail: misread } }
  const files = ordered.map((file, position) => ({ no: position + 1, ...file }))
  const places = place.opened.map((_, index) => {
    const position = order.indexOf(index)
    return position < 0 ? null : position + 1
  })
  const partners = gathering.handedPartners
  const runSums = sums.ofRun(mandants.map((one) => one.mandant))
  return { kind: 'written', prepared: { files, documents: stamps, places, partners, sums: runSums, warnings: faults } }
}

const isReject = ({ level }: FormatFault) => level === 'reject'

/** Indices of the files in the order in which they get their final names: pictures and master data go first. */
function publishingOrder(files: readonly WrittenFile[]): readonly number[] {
  const place = ({ kind, rank = 0 }: WrittenFile) => fileKinds.indexOf(kind) * rankMax + rank
  return files
    .map((file, index) => ({ index, place: place(file) }))
    .sort((a, b) => a.place - b.place || a.index - b.index)
    .map(({ index }) => index)
}
const rankMax = 1000

function at<T>(items: readonly T[], index: number): T {
  const item = items[index]
  assert(item !== undefined, 'an index of this list')
  return item
}

export function selectionOf({ selection, branch }: Profile): DocumentSelection {
  return { ...selection, branch }
}

function formatsOf(profile: Profile, { formats }: Ports): { postings: ExportFormat; invoices: ExportFormat } {
  const find = (id: string) => {
    const format = formats.find((one) => one.id === id)
    assert(format !== undefined, `a stored profile names a format that is not known: ${id}`)
    return format
  }
  const postings = find(profile.format)
  return { postings, invoices: profile.incomingInvoices.enabled ? find(profile.incomingInvoices.format) : postings }
}

async function formatMandants(profile: Profile, ports: Ports): Promise<readonly FormatMandant[]> {
  const known = await ports.ledger.mandants()
  const selected = known.filter(({ mandant }) => profile.selection.mandants.includes(mandant))
  assert(selected.length === profile.selection.mandants.length, 'the rules were asked before')
  return Promise.all(selected.map((mandant) => formatMandant(mandant, ports)))
}

async function formatMandant(mandant: Mandant, { ledger, mandants }: Ports): Promise<FormatMandant> {
  const accounts = await ledger.accounts(mandant.mandant)
  const automaticAccounts = new Set(accounts.filter((one) => one.automatic).map((one) => one.account))
  return { mandant, settings: mandants.show(mandant.mandant), automaticAccounts }
}

async function unknownSelections(profile: Profile, { ledger }: Ports): Promise<readonly FormatFault[]> {
  const { mandants, documentTypes, paymentMethods } = profile.selection
  const types = new Set((await ledger.documentTypes()).map((one) => one.documentType))
  const methods = new Set((await ledger.paymentMethods()).map((one) => one.paymentMethod))
  const branches = new Set((await ledger.branches()).map((one) => one.branch))
  const who = mandants.join(', ')
  return [
    ...documentTypes.filter((one) => !types.has(one)).map((one) => selectionUnknown('document-type', who, one)),
    ...paymentMethods.filter((one) => !methods.has(one)).map((one) => selectionUnknown('payment-method', who, one)),
    ...(profile.branch === null || branches.has(profile.branch)
      ? []
      : [selectionUnknown('branch', who, profile.branch)]),
  ]
}
