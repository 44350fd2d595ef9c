import { isOutcomeAsked } from '../../main/core/run/retry-plan'
import type { Run, RunDocument } from '../../main/core/run/run'
import type { AppError, RunDetails } from '../../main/engine/app'

export const mandant = {
  mandant: 'M1',
  name: 'Optik am Markt',
  consultantNo: '1001',
  clientNo: '1',
  chartOfAccounts: 'SKR03',
  accountLength: 4,
  fiscalYearStart: '01-01',
  currency: 'EUR',
  country: 'DE',
  vatId: null,
  bookkeepingActive: true,
}

export function documentsOf(run: Run): readonly RunDocument[] {
  return Array.from({ length: run.documents }, (_, index): RunDocument => {
    const no = index + 1
    return {
      mandant: 'M1',
      sourceId: `b${no}`,
      version: 1,
      documentNo: `RE-${no}`,
      documentType: 'RE',
      documentDate: '2026-11-23',
      occasion: 'document',
    }
  })
}

export function detailsOf(run: Run): RunDetails {
  const journal = [
    {
      atMs: run.startedMs,
      event: 'run.delivered',
      profileId: run.profileId,
      runId: run.id,
      actor: 'LADEN-1',
      data: {},
    },
  ]
  return { run, faults: [], journal, receipts: receiptsOf(run), refusals: refusalsOf(run) }
}

/** Every file that lies at the target, read back there. */
function receiptsOf(run: Run): RunDetails['receipts'] {
  return run.files.flatMap(({ no, state, remotePath, sizeBytes, sha256 }) =>
    state === 'published' && remotePath !== null
      ? [
          {
            ...{ fileNo: no, atMs: run.startedMs, remotePath, sizeBytes, sha256 },
            verification: 'content' as const,
            serverAnswer: 'renamed',
          },
        ]
      : [],
  )
}

function refusalsOf({ id, state, files, releasedMs, error }: Run): RunDetails['refusals'] {
  const refused = (code: string): AppError => ({ class: 'refused', code, params: { id } })
  const known = refused('run-outcome-known')
  if (releasedMs !== null) return { resend: refused('run-released'), release: refused('run-released'), arrived: known }
  const isOver = state !== 'sending'
  return {
    resend: !isOver ? refused('run-open') : files.length === 0 ? refused('run-without-files') : null,
    release: state === 'empty' ? refused('run-without-documents') : null,
    arrived: error !== null && isOutcomeAsked(error.kind) ? null : known,
  }
}
