import type { Profile } from '../core/profile/profile'
import { fail, ok, type Result } from '../core/result'
import type { AppError, TestStep } from '../engine/app'
import type { HostContext } from './operations'
import { toTestStep } from './test-step'

/** What the form offers to choose from, and the profile it begins with; null: a new one. */
async function edit({ app }: HostContext, id: string | null) {
  const shown = id === null ? ok(null) : await app.profiles.show(id)
  if (!shown.ok) return shown
  const masterData = await app.ledger.masterData()
  return ok({
    profile: shown.value?.profile ?? null,
    masterData,
    formats: app.profiles.formats(),
    workstation: app.workstation.show().name,
  })
}

export interface SaveOrder {
  readonly draft: Profile
  readonly isNew: boolean
  readonly secret: string | null
}

/** The settings first: a secret without them would belong to nothing. */
async function save({ app }: HostContext, { draft, isNew, secret }: SaveOrder) {
  const saved = await store(app, draft, isNew)
  if (!saved.ok) return saved
  const { id } = saved.value
  const stored = secret === null ? ok() : await app.profiles.setSecret(id, secret)
  return ok({ id, secretError: stored.ok ? null : stored.error })
}

async function store(
  app: HostContext['app'],
  draft: Profile,
  isNew: boolean,
): Promise<Result<{ readonly id: string }, AppError>> {
  if (isNew) return app.profiles.create(draft)
  // Who changes a profile that was removed meanwhile does not bring it back.
  const known = await app.profiles.show(draft.id)
  if (!known.ok) return known
  const applied = await app.profiles.apply([draft])
  return applied.ok ? ok({ id: draft.id }) : fail(applied.error)
}

export interface TestOrder {
  readonly draft: Profile
  readonly secret: string | null
  readonly testId: string
}

async function test(host: HostContext, { draft, secret, testId }: TestOrder) {
  let no = 0
  const told = (step: TestStep) => host.tell({ name: 'test.step', data: { testId, no: no++, ...toTestStep(step) } })
  return host.app.profiles.testDraft(draft, secret, told)
}

/** What the profile form asks of the worker. */
export const profileOperations = {
  'profiles.edit': edit,
  'profiles.checkDraft': async ({ app }: HostContext, input: { readonly draft: Profile; readonly isNew: boolean }) =>
    ok(await app.profiles.checkDraft(input.draft, input.isNew)),
  'profiles.saveDraft': save,
  'profiles.preview': ({ app }: HostContext, draft: Profile) => app.profiles.preview(draft),
  'profiles.testDraft': test,
  'profiles.setEnabled': ({ app }: HostContext, input: { readonly id: string; readonly enabled: boolean }) =>
    app.profiles.setEnabled(input.id, input.enabled),
  'profiles.remove': ({ app }: HostContext, id: string) => app.profiles.remove(id),
} as const
