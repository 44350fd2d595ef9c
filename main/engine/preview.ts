import type { FormatFault } from '../core/formats/format'
import type { DocumentGroup } from '../core/ledger/embedded'
import type { AccountingDocument, IncomingInvoice, Mandant } from '../core/ledger/ledger'
import type { Profile } from '../core/profile/profile'
import { checkProfile } from '../core/profile/rules'
import { fail, ok, type Result } from '../core/result'
import { createRunId } from '../core/run/run-id'
import type { AppError } from './app'
import { failed } from './app-error'
import type { ExclusionReason, ExportPreview, PreviewGroup, PreviewProgress } from './app-preview'
import type { Ports } from './ports'
import { profileFaults } from './profile-faults'
import { mayRun } from './rules'
import type { Standing } from './standing'
import { Sums } from './sums'
import { type WriteOutcome, writeFiles } from './write-files'

const faultsShownMax = 200
/** Where a fault of the draft would make the answer another one; a missing host, for one, does not. */
const asked = /^(selection|branch|format|exportDebtors|incomingInvoices|fileNamePattern|timeZone)\b/

/** How a preview is watched, and stopped, from outside. */
export interface PreviewWatch {
  readonly onProgress: (progress: PreviewProgress) => void
  readonly isCancelled: () => boolean
}

/** Leaves the pass over the books from wherever it is. */
class PreviewCancelled extends Error {}

/** What these settings, stored or not, would export now, by the writer of a real run. Stamps, sends and stores nothing. */
export async function preview(
  draft: Profile,
  ports: Ports,
  watch: PreviewWatch,
): Promise<Result<ExportPreview, AppError>> {
  try {
    return await look(draft, ports, watch)
  } catch (error) {
    if (error instanceof PreviewCancelled) return fail(failed('preview-cancelled'))
    throw error
  }
}

async function look(
  draft: Profile,
  ports: Ports,
  { onProgress, isCancelled }: PreviewWatch,
): Promise<Result<ExportPreview, AppError>> {
  const faults = checkProfile(draft, ports.formats, ports.chain.show()).filter(({ path }) => asked.test(path))
  if (faults.length > 0) return fail(profileFaults(faults))
  const known = await ports.ledger.mandants()
  const chosen = known.filter(({ mandant }) => draft.selection.mandants.includes(mandant))
  const active = chosen.filter(({ bookkeepingActive }) => bookkeepingActive)
  const seen = new Seen(active)
  const total = seen.groups(await ports.ledger.groups(), draft, chosen)
  const allowed = mayRun(draft, known, ports)
  const refusal = allowed.ok ? null : allowed.error
  if (active.length === 0) return ok(answer(seen, { kind: 'empty', warnings: [] }, refusal))
  const mandants = active.map(({ mandant }) => mandant)
  const profile = { ...draft, selection: { ...draft.selection, mandants } }
  const goOn = () => {
    if (isCancelled()) throw new PreviewCancelled()
  }
  goOn()
  onProgress({ done: 0, total })
  const outcome = await written(profile, { seen, goOn, tell: (done) => onProgress({ done, total }) }, ports)
  if (outcome.kind === 'trouble') return fail(failed(outcome.error.kind, {}, { detail: outcome.error.detail }))
  return ok(answer(seen, outcome, refusal))
}

interface Pass {
  readonly seen: Seen
  readonly goOn: () => void
  readonly tell: (done: number) => void
}

/**
 * Counts the files instead of writing them, so nothing is read back as after a run: that takes a second pass over files on
 * the disk, and what it would find is a fault of this program, which no setting mends. A dry run and every run do it.
 */
async function written(profile: Profile, { seen, goOn, tell }: Pass, ports: Ports): Promise<WriteOutcome> {
  const startedMs = ports.clock.now()
  const place = ports.spool.beginNowhere()
  const runId = createRunId(startedMs, profile.timeZone, ports.random.text(4))
  const stamps = ports.runs.pile()
  const outcome = await writeFiles(
    {
      profile,
      runId,
      startedMs,
      place,
      stamps,
      tell: ({ phase, done }) => {
        if (phase === 'collect') tell(done)
      },
      ...{ watch: seen, goOn },
    },
    ports,
  ).finally(() => stamps.drop())
  if (outcome.kind !== 'written') place.abandon()
  return outcome
}

function answer(
  seen: Seen,
  outcome: Exclude<WriteOutcome, { kind: 'trouble' }>,
  refusal: AppError | null,
): ExportPreview {
  const faults: readonly FormatFault[] =
    outcome.kind === 'rejected'
      ? outcome.faults
      : outcome.kind === 'empty'
        ? outcome.warnings
        : outcome.prepared.warnings
  const rejections = faults.filter(({ level }) => level === 'reject')
  const ordered = [...rejections, ...faults.filter(({ level }) => level !== 'reject')]
  const files = outcome.kind === 'written' ? outcome.prepared.files : []
  return {
    ...seen.counted(),
    files: files.map(({ kind, mandant, name, rows, sizeBytes }) => ({ kind, mandant, name, rows, sizeBytes })),
    rejected: new Set(rejections.map(({ mandant, subject }) => JSON.stringify([mandant, subject]))).size,
    faults: ordered.slice(0, faultsShownMax),
    faultsTotal: faults.length,
    refusal,
  }
}

/** Keeps account of what the pass over the books shows, and of what it leaves out. */
class Seen {
  readonly #mandants: readonly Mandant[]
  readonly #going = new Map<string, { readonly key: Pick<PreviewGroup, 'occasion' | 'documentType'>; sums: Sums }>()
  readonly #counts = new Map<string, number>()
  readonly #excluded = new Map<string, number>()

  constructor(mandants: readonly Mandant[]) {
    this.#mandants = mandants
  }

  /** @returns how many documents the settings select */
  groups(groups: readonly DocumentGroup[], draft: Profile, chosen: readonly Mandant[]): number {
    let selected = 0
    for (const group of groups) {
      const mandant = chosen.find((one) => one.mandant === group.mandant)
      if (!mandant) continue
      const reason = mandant.bookkeepingActive ? reasonOf(group, draft) : 'bookkeeping-inactive'
      if (reason === null) selected += group.documents
      else this.#exclude(reason, group.mandant, group.documents)
    }
    return selected
  }

  document(one: AccountingDocument, { kind }: Standing): void {
    if (kind === 'new' || kind === 'replaces')
      this.#go(one.occasion, one.mandant, one.documentType).addDocument(one, '')
    else this.#exclude(kind, one.mandant, 1)
  }

  invoice(one: IncomingInvoice, { kind }: Standing): void {
    if (kind === 'new') this.#go('incoming', one.mandant, '').addInvoice(one, '')
    else this.#exclude(kind === 'replaces' ? 'changed' : kind, one.mandant, 1)
  }

  counted(): Pick<ExportPreview, 'documents' | 'groups' | 'excluded'> {
    const groups = [...this.#going.values()].flatMap(({ key, sums }) =>
      [...sums.ofRun(this.#mandants), ...sums.ofInvoices(this.#mandants)].map((sum) => ({
        ...{ ...key, ...sum },
        documents: this.#counts.get(keyOf(key.occasion, sum.mandant, key.documentType)) ?? 0,
      })),
    )
    const excluded = [...this.#excluded].map(([key, documents]) => {
      const [reason, mandant] = JSON.parse(key) as [ExclusionReason, string] // safe: `#exclude` wrote it
      return { reason, mandant, documents }
    })
    const going = groups.filter(({ occasion }) => occasion !== 'reversal')
    return { documents: going.reduce((sum, one) => sum + one.documents, 0), groups: groups.sort(inOrder), excluded }
  }

  #go(occasion: PreviewGroup['occasion'], mandant: string, documentType: string): Sums {
    const counted = keyOf(occasion, mandant, documentType)
    this.#counts.set(counted, (this.#counts.get(counted) ?? 0) + 1)
    const kind = keyOf(occasion, '', documentType)
    const known = this.#going.get(kind) ?? { key: { occasion, documentType }, sums: new Sums() }
    this.#going.set(kind, known)
    return known.sums
  }

  #exclude(reason: ExclusionReason, mandant: string, documents: number): void {
    const key = JSON.stringify([reason, mandant])
    this.#excluded.set(key, (this.#excluded.get(key) ?? 0) + documents)
  }
}

const keyOf = (...parts: readonly string[]) => JSON.stringify(parts)

const inOrder = (a: PreviewGroup, b: PreviewGroup) =>
  compare(a.mandant, b.mandant) || compare(a.occasion, b.occasion) || compare(a.documentType, b.documentType)
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Null: selected. */
function reasonOf(group: DocumentGroup, { branch, selection, incomingInvoices }: Profile): ExclusionReason | null {
  if (branch !== null && group.branch !== branch) return 'other-branch'
  if (group.occasion === 'incoming') return incomingInvoices.enabled ? null : 'incoming-not-selected'
  const { documentTypes, paymentMethods: methods } = selection
  if (!documentTypes.includes(group.documentType)) return 'document-type'
  const isPaidSo = methods.length === 0 || (group.paymentMethod !== null && methods.includes(group.paymentMethod))
  return isPaidSo ? null : 'payment-method'
}
