import type { Profile } from '../core/profile/profile'
import { fail, ok, type Result } from '../core/result'
import type { App, AppError, PreviewProgress, TestStep } from '../engine/app'
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

export interface PreviewOrder {
  readonly draft: Profile
  readonly previewId: string
}

/** Previews that are under way, by app and by the name that the page gave them. */
const previews = new WeakMap<App, Map<string, AbortController>>()

async function preview({ app, tell }: HostContext, { draft, previewId }: PreviewOrder) {
  const stop = new AbortController()
  const all = previews.get(app) ?? new Map<string, AbortController>()
  previews.set(app, all.set(previewId, stop))
  const told = ({ done, total }: PreviewProgress) =>
    tell({ name: 'preview.progress', data: { previewId, done, total } })
  try {
    return await app.profiles.preview(draft, told, () => stop.signal.aborted)
  } finally {
    all.delete(previewId)
  }
}

async function cancelPreview({ app }: HostContext, previewId: string) {
  previews.get(app)?.get(previewId)?.abort()
  return ok()
}

/** What the profile form asks of the worker. */
export const profileOperations = {
  'profiles.edit': edit,
  'profiles.checkDraft': async ({ app }: HostContext, input: { readonly draft: Profile; readonly isNew: boolean }) =>
    ok(await app.profiles.checkDraft(input.draft, input.isNew)),
  'profiles.saveDraft': save,
  'profiles.preview': preview,
  'profiles.cancelPreview': cancelPreview,
  'profiles.testDraft': test,
  'profiles.setEnabled': ({ app }: HostContext, input: { readonly id: string; readonly enabled: boolean }) =>
    app.profiles.setEnabled(input.id, input.enabled),
  'profiles.remove': ({ app }: HostContext, id: string) => app.profiles.remove(id),
} as const
