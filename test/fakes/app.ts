import { cents } from '../../main/core/money/cents'
import type { Profile } from '../../main/core/profile/profile'
import type { ProfileFault } from '../../main/core/profile/profile-fault'
import { fail, ok } from '../../main/core/result'
import type { Run } from '../../main/core/run/run'
import { defaultMaintenanceWindow } from '../../main/core/schedule/interval'
import type { App, AppError, ChangeFact, LedgerStatus, ProfileOverview } from '../../main/engine/app'
import { profileFaults } from '../../main/engine/profile-faults'
import { FakeAccess } from './access'
import { detailsOf, documentsOf, mandant } from './app-data'
import { FakeBackups } from './backups'
import { FakeBooks } from './books'
import { runsPerDay, searchRuns } from './history'
import { FakeInvoices } from './invoices'
import { FakeProfiles } from './profiles'
import { FakeAlerts, FakeSmtp, fakeNowMs } from './watch'

const sha256 = 'a3f1c29e5b7d4e80915c2fd67ab3e1b08c4d5f6a7b8c9d0e1f2a3b4c5d6e7f80'

/** How the fake's target behaves for the next export. */
export type Weather = 'fine' | 'auth-refused' | 'unreachable'

/** An `App` in memory whose exports take the steps of a real one; for the screens, which know nothing of engines. */
export class FakeApp {
  weather: Weather = 'fine'
  /** Held exports stop after `collect` until `release()` is called. */
  hold: { readonly released: Promise<void>; release(): void } | null = null
  workstation = { name: 'LADEN-1', boundName: 'LADEN-1', adopted: true }
  profiles: Profile[] = []
  runs: Run[] = []
  /** Days on which a slot passed and nothing came of it. */
  gaps: ReadonlySet<string> = new Set()
  documents = 0
  /** Why the next hours of the chain are refused. */
  closes: readonly ProfileFault[] = []
  readonly access = new FakeAccess()
  readonly smtp = new FakeSmtp()
  readonly forms = new FakeProfiles(this)
  readonly books = new FakeBooks(this)
  readonly invoices = new FakeInvoices((fact) => this.tell(fact))
  readonly alerts = new FakeAlerts((fact) => this.tell(fact))
  #exported = false
  readonly backups = new FakeBackups()
  #listeners = new Set<(fact: ChangeFact) => void>()

  holdNext(): void {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.hold = { released: promise, release: () => resolve() }
  }

  tell(fact: ChangeFact): void {
    for (const listener of this.#listeners) listener(fact)
  }

  waiting(): number {
    return this.#exported ? 0 : this.documents
  }

  app(): App {
    return {
      ledger: this.#ledger(),
      invoices: this.invoices.useCases,
      masterData: this.books.masterData(),
      watch: this.books.watch(),
      backups: this.backups,
      profiles: this.forms.face(),
      runs: this.#runs(),
      workstation: this.#workstation(),
      chain: {
        show: () => ({
          maintenanceWindow: defaultMaintenanceWindow,
          adminsMayRevealPasswords: this.access.allowsReveal,
        }),
        set: async (settings) => {
          if (this.closes.length > 0) return fail(profileFaults(this.closes))
          this.access.allowsReveal = settings.adminsMayRevealPasswords
          return ok(settings)
        },
      },
      mandants: this.books.mandants(),
      access: this.access.useCases,
      schedule: {
        start: async () => undefined,
        tick: async () => undefined,
        settled: async () => undefined,
        stop: async () => undefined,
        pause: async () => ok(),
        pauseFor: async (span) => {
          const pausedUntilMs = fakeNowMs + (span === 'hour' ? 1 : 20) * 3_600_000
          this.alerts.change({ state: 'paused', pausedUntilMs })
          return ok()
        },
        resume: async () => {
          this.alerts.change({ state: 'ok', pausedUntilMs: null })
          return ok()
        },
      },
      smtp: this.smtp.face(),
      alerts: this.alerts.face(),
      onChange: (listener) => {
        this.#listeners.add(listener)
        return () => this.#listeners.delete(listener)
      },
      close: async () => undefined,
    }
  }

  #ledger(): App['ledger'] {
    const summary = { kinds: { belege: { read: 3, created: 3, changed: 0, unchanged: 0 } }, warnings: [] }
    return {
      import: this.books.import,
      status: async () => this.#status(),
      masterData: async () => ({
        mandants: this.documents === 0 ? [] : [mandant],
        branches: [{ branch: 'F1', name: 'Filiale Mitte', mandant: 'M1', costCentre: null }],
        documentTypes: [{ documentType: 'RE', name: 'Rechnung', kind: 'rechnung' }],
        paymentMethods: [],
      }),
      createDemo: async (onProgress) => {
        onProgress?.({ phase: 'store', done: 3, total: 3 })
        this.documents = 3
        this.tell({ fact: 'ledger.changed' })
        return ok(summary)
      },
      changedAfterExport: async () => this.books.changed,
      decideChanged: this.books.decide,
    }
  }

  #status(): LedgerStatus {
    if (this.documents === 0) return { mandants: [] }
    const notExported = Object.fromEntries(this.profiles.map((profile) => [profile.id, this.waiting()]))
    const sums = { documents: 3, postings: 3, debitCents: 1234567, creditCents: 4500 }
    const byBranch = ['F1', null].map((branch) => ({ branch, documents: 1, debitCents: 617_283, creditCents: 2250 }))
    const entry = { mandant: 'M1', name: 'Optik am Markt', bookkeepingActive: true, byBranch, byDocumentType: [] }
    return { mandants: [{ ...entry, ...sums, notExported }] }
  }

  overview(profile: Profile): ProfileOverview {
    return {
      profile,
      secretSet: true,
      runnable: this.workstation.adopted ? ok() : fail({ class: 'refused', code: 'not-adopted', params: {} }),
      nextRun: '2026-11-24T18:30:00+01:00',
      lastRun: this.runs.find((run) => run.profileId === profile.id) ?? null,
      openRun: null,
      waitingDocuments: this.waiting(),
    }
  }

  #runs(): App['runs'] {
    const byId = (id: string) => this.runs.find((run) => run.id === id)
    const missing = fail<AppError>({ class: 'invalid', code: 'run-unknown', params: {} })
    return {
      export: async (profileId, onProgress) => {
        const runId = `20261124-101500-000${this.runs.length + 1}`
        const phases = ['collect', 'write', 'send', 'verify', 'publish'] as const
        for (const phase of phases) {
          onProgress?.({ runId, phase, file: 'EXTF_Buchungsstapel.csv', done: 1, total: 3 })
          if (phase === 'send') await this.hold?.released
        }
        const run = this.#newRun(runId, profileId)
        this.runs = [run, ...this.runs]
        this.tell({ fact: 'runs.changed', runId })
        return ok({ runs: [run], run, warnings: [] })
      },
      dryRun: async () => missing,
      list: async ({ profileId, state, limit = 100 }) =>
        ok(
          this.runs
            .filter((run) => (!profileId || run.profileId === profileId) && (!state || run.state === state))
            .slice(0, limit),
        ),
      show: async (id) => {
        const run = byId(id)
        return run ? ok(detailsOf(run)) : missing
      },
      search: async (filter, page) => searchRuns(this.runs, filter, page),
      documents: async (id, { offset, limit }) => {
        const run = byId(id)
        const documents = run ? documentsOf(run) : []
        return run ? ok({ total: documents.length, rows: documents.slice(offset, offset + limit) }) : missing
      },
      perDay: async (range, profileId) => runsPerDay(this.runs, { ...range, profileId }, this.gaps),
      resend: async (id) => {
        const run = byId(id)
        return run ? ok(run) : missing
      },
      release: async (id) => this.#release(id) ?? missing,
      arrived: async (id) => {
        const run = byId(id)
        if (!run) return missing
        const done: Run = { ...run, state: 'delivered', error: null }
        this.runs = this.runs.map((one) => (one.id === id ? done : one))
        this.tell({ fact: 'runs.changed', runId: id })
        return ok(done)
      },
      find: async (no) => (no === 'RE-1' ? this.runs : []),
      resumeOpen: async () => [],
    }
  }

  #newRun(id: string, profileId: string): Run {
    const empty = this.waiting() === 0
    const stopped = this.weather !== 'fine'
    this.#exported = true
    const at = Date.UTC(2026, 10, 24, 9, 15)
    const no = this.runs.length + 1
    const head = {
      id,
      no,
      profileId,
      origin: 'manual',
      dueMs: at,
      attempts: 1,
      startedMs: at,
      releasedMs: null,
    } as const
    if (empty) {
      return {
        ...head,
        state: 'empty',
        error: null,
        retryAtMs: null,
        documents: 0,
        files: [],
        sums: [],
        finishedMs: at,
      }
    }
    return {
      ...head,
      state: this.weather === 'auth-refused' ? 'parked' : stopped ? 'sending' : 'delivered',
      error: this.weather === 'fine' ? null : { kind: this.weather, detail: 'server said no' },
      retryAtMs: this.weather === 'unreachable' ? at + 120_000 : null,
      documents: 3,
      files: [
        {
          no: 1,
          kind: 'postings',
          mandant: 'M1',
          name: `EXTF_Buchungsstapel_M1_202611_${id}.csv`,
          rows: 3,
          sizeBytes: 12_345,
          sha256,
          state: stopped ? 'spooled' : 'published',
          remotePath: stopped ? null : `eingang/EXTF_Buchungsstapel_M1_202611_${id}.csv`,
        },
      ],
      sums: [{ mandant: 'M1', currency: 'EUR', debitCents: cents(1234567), creditCents: cents(4500) }],
      finishedMs: stopped ? null : at,
    }
  }

  #release(id: string) {
    const run = this.runs.find((entry) => entry.id === id)
    if (!run) return null
    const released: Run = { ...run, releasedMs: Date.UTC(2026, 10, 24, 10, 0) }
    this.runs = this.runs.map((entry) => (entry === run ? released : entry))
    this.#exported = false
    this.tell({ fact: 'runs.changed', runId: id })
    return ok(released)
  }

  #workstation(): App['workstation'] {
    const show = () => ({
      ...this.workstation,
      installationId: 'i1',
      branch: null,
      reason: this.workstation.adopted ? null : ('other-name' as const),
    })
    return {
      show,
      adopt: async () => {
        this.workstation = { ...this.workstation, boundName: this.workstation.name, adopted: true }
        this.tell({ fact: 'workstation.changed' })
        return ok(show())
      },
      setBranch: async () => ok(show()),
    }
  }
}
