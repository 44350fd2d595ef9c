import { assertNever } from '../core/assert'
import type { Profile } from '../core/profile/profile'
import { faultAt } from '../core/profile/profile-fault'
import { checkTarget } from '../core/profile/target-rules'
import { fail, ok, type Result } from '../core/result'
import type { RunError } from '../core/run/run'
import { wallClock } from '../core/run/run-id'
import type { ProbeFile } from '../core/run/spool'
import { isTimeZone } from '../core/schedule/local-time'
import { expandDirectory, joinRemote, temporaryName } from '../core/transfer/remote-name'
import type { TargetSession } from '../core/transfer/target'
import type { TransferError, TransferStage } from '../core/transfer/transfer-error'
import type { AppError, TestReport, TestStep } from './app'
import { failed } from './app-error'
import type { Ports } from './ports'
import { profileFaults } from './profile-faults'
import { readSecret } from './secret'

type Told = (step: TestStep) => void

/** Tests a profile as it is stored. */
export async function testStored(
  profile: Profile,
  ports: Ports,
  onStep: Told = () => undefined,
): Promise<Result<TestReport, AppError>> {
  const secret = await readSecret(ports, profile)
  const report = secret.ok ? await testTarget(profile, secret.value, ports, onStep) : fail(secretFailed(secret.error))
  note(report, profile.id, ports, {})
  return report
}

/**
 * Tests settings that are not stored.
 * @param secret null: the one that is stored for this very sign-in, if there is one; no other is ever sent
 */
export async function testDraft(
  draft: Profile,
  secret: string | null,
  ports: Ports,
  onStep: Told = () => undefined,
): Promise<Result<TestReport, AppError>> {
  const faults = [
    ...checkTarget(draft.target),
    ...(isTimeZone(draft.timeZone) ? [] : [faultAt('timeZone', draft.timeZone, 'profile-zone-unknown')]),
  ]
  if (faults.length > 0) return fail(profileFaults(faults))
  const known = secret === null ? await readSecret(ports, draft) : ok(secret)
  const report = known.ok ? await testTarget(draft, known.value, ports, onStep) : fail(secretFailed(known.error))
  const profileId = ports.profiles.get(draft.id) ? draft.id : null
  const { protocol, host, port, user } = draft.target
  note(report, profileId, ports, { draft: true, protocol, host, port, user })
  return report
}

const secretFailed = ({ kind, detail }: RunError) => failed(kind, {}, { detail })

function note(
  report: Result<TestReport, AppError>,
  profileId: string | null,
  { journal, actor }: Ports,
  more: Readonly<Record<string, unknown>>,
): void {
  const found = report.ok
    ? { ok: report.value.ok, step: report.value.steps.at(-1)?.name ?? null }
    : { ok: false, step: report.error.code }
  journal.append({ event: 'profile.tested', profileId, runId: null, actor, data: { ...found, ...more } })
}

/** The connection test: every step a delivery takes, with a small file that is gone afterwards. Trusts nothing by itself. */
async function testTarget(
  profile: Profile,
  secret: string | null,
  ports: Ports,
  onStep: Told,
): Promise<Result<TestReport, AppError>> {
  const probe = ports.spool.makeProbe()
  if (!probe.ok) return fail(failed(probe.error.kind, {}, { detail: probe.error.detail }))
  const steps: TestStep[] = []
  const told: Told = (step) => {
    steps.push(step)
    onStep(step)
  }
  try {
    const hostKey = await takeSteps(profile, secret, probe.value, ports, told)
    return ok({ ok: steps.every((step) => step.ok), steps, hostKey })
  } finally {
    probe.value.remove()
  }
}

/** @returns the fingerprint that the server showed */
async function takeSteps(
  profile: Profile,
  secret: string | null,
  probe: ProbeFile,
  ports: Ports,
  told: Told,
): Promise<string | null> {
  let hostKey: string | null = null
  const connected = await ports.connectors[profile.target.protocol].connect(profile.target, secret, (stage, info) => {
    hostKey = info.hostKey ?? hostKey
    told({ name: stage, ok: true, error: null })
  })
  if (!connected.ok) {
    told(failedStep(stepOf(connected.error.stage), connected.error))
    return connected.error.hostKey ?? hostKey
  }
  try {
    await tryDelivery(placeOfTest(profile, ports), probe, connected.value, told)
  } finally {
    connected.value.close()
  }
  return hostKey
}

interface TestPlace {
  readonly folder: string
  readonly finalPath: string
  readonly temporaryPath: string
}

function placeOfTest({ target, selection, branch, timeZone }: Profile, { clock, random }: Ports): TestPlace {
  const day = wallClock(clock.now(), timeZone).slice(0, 10)
  const folder = expandDirectory(target.directory, { mandant: selection.mandants[0] ?? '', branch, day })
  const mark = random.text(8)
  const name = `belegbote-test-${mark}.txt`
  return {
    folder,
    finalPath: joinRemote(folder, name),
    temporaryPath: joinRemote(folder, temporaryName(name, 'test')),
  }
}

async function tryDelivery(place: TestPlace, probe: ProbeFile, session: TargetSession, told: Told): Promise<void> {
  const { folder, finalPath, temporaryPath } = place
  const steps: readonly (readonly [name: string, take: () => Promise<Result<unknown, TransferError>>])[] = [
    ['folder', async () => (folder === '' || folder === '/' ? ok() : session.ensureFolder(folder))],
    ['write', () => session.upload(probe.path, temporaryPath)],
    ['read-back', () => readBack(session, temporaryPath, probe)],
    ['rename', () => session.publish(temporaryPath, finalPath)],
    ['delete', () => removeForGood(session, finalPath)],
  ]
  for (const [name, take] of steps) {
    const taken = await take()
    if (!taken.ok) {
      told(failedStep(name, taken.error))
      if (name === 'folder') return
      await session.remove(temporaryPath)
      await session.remove(finalPath)
      return
    }
    told({ name, ok: true, error: null })
  }
}

async function readBack(
  session: TargetSession,
  path: string,
  { sha256 }: ProbeFile,
): Promise<Result<void, TransferError>> {
  const hash = await session.hash(path)
  if (!hash.ok) return hash
  if (hash.value === sha256) return ok()
  return fail({ kind: 'content-mismatch', stage: 'verify', detail: 'the test file reads back with another SHA-256' })
}

async function removeForGood(session: TargetSession, path: string): Promise<Result<void, TransferError>> {
  const removed = await session.remove(path)
  if (!removed.ok) return removed
  const left = await session.probe(path)
  if (!left.ok) return left
  if (left.value === null) return ok()
  return fail({ kind: 'permission-denied', stage: 'clean-up', detail: `${path} is still there after its removal` })
}

function failedStep(name: string, { kind, detail }: TransferError): TestStep {
  return { name, ok: false, error: { kind, detail } }
}

function stepOf(stage: TransferStage): string {
  switch (stage) {
    case 'resolve':
    case 'connect':
    case 'identity':
    case 'sign-in':
    case 'folder':
    case 'write':
      return stage
    case 'verify':
      return 'read-back'
    case 'publish':
      return 'rename'
    case 'clean-up':
      return 'delete'
    default:
      return assertNever(stage)
  }
}
