import { exportFormats } from '../../main/core/formats'
import type { Profile } from '../../main/core/profile/profile'
import { checkProfile } from '../../main/core/profile/rules'
import { fail, ok, type Result } from '../../main/core/result'
import { defaultMaintenanceWindow } from '../../main/core/schedule/interval'
import type { ProfileRecord } from '../../main/core/store-ports'
import { accountOf } from '../../main/core/transfer/account'
import type {
  App,
  AppError,
  ChangeFact,
  ExportPreview,
  PreviewProgress,
  ProfileOverview,
  TestReport,
  TestStep,
} from '../../main/engine/app'
import type { Ports } from '../../main/engine/ports'
import { checkDraft, newProfileId } from '../../main/engine/profile-form'
import { profile } from './profile'
import { fakeNowMs, previewOf } from './watch'

/** What the fake profiles stand on. */
export interface ProfileHouse {
  profiles: Profile[]
  tell(fact: ChangeFact): void
  overview(profile: Profile): ProfileOverview
}

const chain = { maintenanceWindow: defaultMaintenanceWindow }

/** Profiles in memory by the rules of the core; what a server answers to the test is written by whoever asks. */
export class FakeProfiles {
  /** By profile id: the secret, and the sign-in it was given for. */
  readonly secrets = new Map<string, { readonly secret: string; readonly account: string }>()
  /** What was tested, with the secret that was typed for it. */
  readonly tested: { readonly draft: Profile; readonly secret: string | null }[] = []
  /** What the next test finds. */
  testFinds: (draft: Profile) => TestReport = () => ({ ok: true, steps: [], hostKey: null })
  /** A test waits for this between its steps. */
  testHold: Promise<void> | null = null
  preview: ExportPreview | null = null
  /** The next previews go on until they are cancelled, or this is taken back. */
  isPreviewSlow = false
  /** Previews that were cancelled. */
  cancelledPreviews = 0
  /** The keychain refuses. */
  secretError: AppError | null = null

  constructor(private readonly house: ProfileHouse) {}

  face(): App['profiles'] {
    const { house } = this
    return {
      list: async () => house.profiles.map((profile) => house.overview(profile)),
      show: async (id) => {
        const profile = this.#find(id)
        return profile ? ok(house.overview(profile)) : unknown(id)
      },
      apply: async (profiles) => this.#apply(profiles),
      remove: async (id) => {
        if (!this.#find(id)) return unknown(id)
        house.profiles = house.profiles.filter((profile) => profile.id !== id)
        house.tell({ fact: 'profiles.changed', profileId: id })
        return ok()
      },
      setSecret: async (id, secret) => {
        const profile = this.#find(id)
        if (!profile) return unknown(id)
        if (this.secretError) return fail(this.secretError)
        this.secrets.set(id, { secret, account: accountOf(profile.target) })
        return ok({ place: 'keychain' })
      },
      test: async (id) => unknown(id),
      testDraft: async (draft, secret, onStep) => this.#test(draft, secret, onStep),
      preview: async (_draft, onProgress, isCancelled) => this.#preview(onProgress, isCancelled),
      trust: async (id) => unknown(id),
      schedulePreview: async () => ok([]),
      previewSchedule: async (draft, count) => previewOf(draft, count),
      checkDraft: (draft, isNew) => checkDraft(draft, isNew, this.#ports()),
      create: async (draft) => {
        const id = newProfileId(draft.name, this.#ports())
        const applied = this.#apply([{ ...draft, id }])
        return applied.ok ? ok({ id }) : applied
      },
      setEnabled: async (id, enabled) => {
        const profile = this.#find(id)
        if (!profile) return unknown(id)
        const applied = this.#apply([{ ...profile, enabled }])
        return applied.ok ? ok() : applied
      },
      formats: () => exportFormats.map(({ id, carries, settings, presets }) => ({ id, carries, settings, presets })),
    }
  }

  #find(id: string): Profile | undefined {
    return this.house.profiles.find((profile) => profile.id === id)
  }

  #apply(profiles: readonly Profile[]): Result<{ readonly secretsForgotten: readonly string[] }, AppError> {
    const faults = profiles.flatMap((profile) => checkProfile(profile, exportFormats, chain))
    if (faults.length > 0) {
      return fail({ class: 'invalid', code: 'input-faults', params: { count: faults.length }, details: { faults } })
    }
    const ids = new Set(profiles.map(({ id }) => id))
    this.house.profiles = [...this.house.profiles.filter(({ id }) => !ids.has(id)), ...profiles]
    for (const profileId of ids) this.house.tell({ fact: 'profiles.changed', profileId })
    return ok({ secretsForgotten: [] })
  }

  async #test(draft: Profile, secret: string | null, onStep?: (step: TestStep) => void) {
    this.tested.push({ draft, secret })
    const report = this.testFinds(draft)
    for (const step of report.steps) {
      onStep?.(step)
      await this.testHold
    }
    return ok(report)
  }

  async #preview(onProgress?: (progress: PreviewProgress) => void, isCancelled = () => false) {
    onProgress?.({ done: 1000, total: 4000 })
    while (this.isPreviewSlow && !isCancelled()) await new Promise((resolve) => setTimeout(resolve, 1))
    if (!isCancelled()) return this.preview ? ok(this.preview) : unknown('')
    this.cancelledPreviews += 1
    return fail<AppError>({ class: 'failed', code: 'preview-cancelled', params: {} })
  }

  /** As much of the engine's ports as its form needs. */
  #ports(): Ports {
    const record = (id: string): ProfileRecord | null => {
      const profile = this.#find(id)
      const times = { createdMs: 0, changedMs: 0, scheduledFromMs: 0, lastDueMs: null }
      return profile ? { profile, ...times, secretAccount: this.secrets.get(id)?.account ?? '' } : null
    }
    return {
      clock: { now: () => fakeNowMs },
      formats: exportFormats,
      chain: { show: () => ({ ...chain, adminsMayRevealPasswords: false }) },
      profiles: { get: record },
      secrets: { place: 'keychain' },
    } as unknown as Ports
  }
}

const unknown = (id: string) => fail<AppError>({ class: 'invalid', code: 'profile-unknown', params: { id } })

/** A profile that delivers into a folder. */
export function folderProfile(change: Partial<Profile>): Profile {
  const none = { host: null, port: null, user: null, hostKeys: [], privateKeyFile: null, tlsCaFile: null }
  return profile({ target: { protocol: 'folder', directory: '/kanzlei', ...none }, ...change })
}
