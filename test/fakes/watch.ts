import type { SmtpSettings } from '../../main/core/mail/mail'
import type { Profile } from '../../main/core/profile/profile'
import { checkSchedule } from '../../main/core/profile/rules'
import { fail, ok, type Result } from '../../main/core/result'
import { defaultMaintenanceWindow } from '../../main/core/schedule/interval'
import { preview } from '../../main/core/schedule/next-due'
import type { AlertUseCases, AppError, AppStatus, ChangeFact, SmtpUseCases } from '../../main/engine/app'

/** The moment the fakes live in: Tuesday, 24 November 2026, 10:15 in Berlin. */
export const fakeNowMs = Date.UTC(2026, 10, 24, 9, 15)

type Draft = Pick<Profile, 'schedule' | 'timeZone' | 'startDate'>
const chain = { maintenanceWindow: defaultMaintenanceWindow }

function faultsOf(draft: Draft): AppError | null {
  const faults = checkSchedule(draft, chain)
  if (faults.length === 0) return null
  return { class: 'invalid', code: 'input-faults', params: { count: faults.length }, details: { faults } }
}

export function previewOf(draft: Draft, count: number): Result<readonly string[], AppError> {
  const error = faultsOf(draft)
  if (error) return fail(error)
  return ok(preview(draft.schedule, draft.timeZone, fakeNowMs, count, { ...chain, startDate: draft.startDate }))
}

/** A mail server's settings in memory; what it answers to a test can be chosen. */
export class FakeSmtp {
  settings: SmtpSettings | null = null
  /** What was set, by kind; the screens never see it. */
  readonly secrets = new Map<string, string>()
  readonly tested: string[] = []
  refusal: AppError | null = null

  face(): SmtpUseCases {
    return {
      show: async () => ({
        settings: this.settings,
        secretSet: this.secrets.has('sign-in'),
        clientSecretSet: this.secrets.has('client'),
      }),
      set: async (settings) => {
        if (settings.host === '') {
          const faults = [{ path: 'host', value: '', code: 'input-empty', params: {} }]
          return fail({ class: 'invalid', code: 'input-faults', params: { count: 1 }, details: { faults } })
        }
        this.settings = settings
        return ok()
      },
      setSecret: async (secret, which = 'sign-in') => {
        this.secrets.set(which, secret)
        return ok({ place: 'keychain' })
      },
      test: async (address) => {
        this.tested.push(address)
        return this.refusal ? fail(this.refusal) : ok({ answer: '250 2.0.0 Ok: queued as 4711' })
      },
    }
  }
}

/** The state of the installation as a test wants it. */
export class FakeAlerts {
  status: AppStatus = {
    state: 'ok',
    pausedUntilMs: null,
    running: [],
    nextRun: null,
    lastRun: null,
    troubles: [],
    profiles: [],
  }
  notifyOnSuccess = false

  constructor(private readonly tell: (fact: ChangeFact) => void) {}

  change(change: Partial<AppStatus>): void {
    this.status = { ...this.status, ...change }
    this.tell({ fact: 'status.changed' })
  }

  face(): AlertUseCases {
    return {
      status: async () => this.status,
      takeDesktop: async () => [],
      settings: () => ({ notifyOnSuccess: this.notifyOnSuccess }),
      setSettings: async ({ notifyOnSuccess }) => {
        this.notifyOnSuccess = notifyOnSuccess
        return ok()
      },
      review: async () => undefined,
    }
  }
}
