import type { ImportFailure, LooseInvoice } from '../core/ledger/import'
import { fail, ok, type Result } from '../core/result'
import type { AppError, ChangedDocument, ChangeFact, ImportSummary, LedgerStatus, LedgerUseCases } from './app'
import { failed, invalid, refused } from './app-error'
import type { AddedInvoice } from './app-invoices'
import type { Ports } from './ports'
import { stampsOfRevised, standingOfStamped } from './revised'
import type { Standing } from './standing'
import type { WaitingCounts } from './waiting'

export interface Office {
  readonly ports: Ports
  readonly waiting: WaitingCounts
  readonly announce: (fact: ChangeFact) => void
}

/** Where loose e-invoices go that lie among what is imported. */
export interface Inbox {
  take(file: LooseInvoice, actor?: string): Promise<AddedInvoice>
}

export function createLedgerUseCases(office: Office, inbox: Inbox): LedgerUseCases {
  const { ports, announce } = office
  const { ledger } = ports
  const imported = (result: Result<ImportSummary, ImportFailure>): Result<ImportSummary, AppError> => {
    announce({ fact: 'ledger.changed' }) // also after a failure: earlier paths may be stored
    if (!result.ok) return fail(importFault(result.error))
    const { kinds, warnings } = result.value
    note(ports, 'ledger.imported', null, { kinds, warnings: warnings.length })
    return result
  }
  return {
    import: async (paths, onProgress, isCancelled) => {
      const invoices: AddedInvoice[] = []
      const result = imported(
        await ledger.importExchange(paths, onProgress, isCancelled, async (file) => {
          invoices.push(await inbox.take(file))
        }),
      )
      return result.ok ? ok({ ...result.value, invoices }) : result
    },
    status: () => status(office),
    masterData: async () => ({
      mandants: await ledger.mandants(),
      branches: await ledger.branches(),
      documentTypes: await ledger.documentTypes(),
      paymentMethods: await ledger.paymentMethods(),
    }),
    createDemo: async (...watched) => {
      if ((await ledger.mandants()).length > 0) return fail(refused('ledger-not-empty'))
      return imported(await ports.importDemo(...watched))
    },
    changedAfterExport: async () =>
      (await standingOfRevised(ports))
        .filter(({ standing }) => standing.kind === 'changed')
        .map(({ changed }) => changed),
    decideChanged: (choice, changed) => decide(office, choice, changed),
  }
}

function importFault({ faults, total, imported, cancelled }: ImportFailure): AppError {
  if (cancelled) return failed('import-cancelled', { imported: imported.length }, { imported })
  return invalid('import-faults', { count: total }, { faults, total, imported })
}

function note(ports: Ports, event: string, profileId: string | null, data: Readonly<Record<string, unknown>>): void {
  ports.journal.append({ event, profileId, runId: null, actor: ports.actor, data })
}

async function status({ ports, waiting }: Office): Promise<LedgerStatus> {
  const profiles = ports.profiles.list().map(({ profile }) => profile)
  const counts = await waiting.of(profiles)
  const mandants = (await ports.ledger.status()).map(({ incomingInvoices: _invoices, ...mandant }) => {
    const selecting = profiles.filter((profile) => profile.selection.mandants.includes(mandant.mandant))
    const notExported = Object.fromEntries(selecting.map(({ id }) => [id, counts.get(id)?.get(mandant.mandant) ?? 0]))
    return { ...mandant, notExported }
  })
  return { mandants }
}

interface Revised {
  readonly occasion: 'document' | 'incoming'
  readonly standing: Standing
  readonly changed: ChangedDocument
}

/** Everything that some profile has handed over in an older version than the ledger holds now. */
async function standingOfRevised({ ledger, profiles, runs }: Ports): Promise<readonly Revised[]> {
  const byProfile = await stampsOfRevised(await ledger.revised(), runs)
  return profiles.list().flatMap(({ profile: { id: profileId } }) =>
    (byProfile.get(profileId) ?? []).flatMap((stamped) => {
      const { occasion, mandant, sourceId, documentNo, currentVersion } = stamped.revised
      const standing = standingOfStamped(profileId, stamped, runs)
      if (!('sentVersion' in standing)) return []
      const { sentVersion } = standing
      return [
        { occasion, standing, changed: { profileId, mandant, sourceId, documentNo, sentVersion, currentVersion } },
      ]
    }),
  )
}

async function decide(
  { ports, announce }: Office,
  choice: 'reverse-and-resend' | 'do-not-send',
  { profileId, mandant, sourceId }: Pick<ChangedDocument, 'profileId' | 'mandant' | 'sourceId'>,
): Promise<Result<void, AppError>> {
  if (!ports.profiles.get(profileId)) return fail(invalid('profile-unknown', { id: profileId }))
  const found = (await standingOfRevised(ports)).find(
    ({ changed }) => changed.profileId === profileId && changed.mandant === mandant && changed.sourceId === sourceId,
  )
  if (!found) return fail(invalid('change-unknown', { document: sourceId, mandant }))
  if (found.occasion === 'incoming' && choice === 'reverse-and-resend') {
    return fail(refused('incoming-not-reversible', { document: found.changed.documentNo }))
  }
  const { sentVersion, currentVersion } = found.changed
  ports.runs.decide({ profileId, mandant, sourceId, sentVersion, currentVersion, choice }, ports.actor)
  announce({ fact: 'profiles.changed', profileId })
  return ok()
}
